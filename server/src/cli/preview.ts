import { resolve } from 'node:path';
import type { Analysis } from '../core/analyze.ts';
import { lineIndex } from '../core/lines.ts';
import { type ScrubbedPrompt, scrubPrompt } from '../core/scrub/index.ts';
import { exitCodes, type Io, painter, readJsonObject, splitTarget, UsageError } from './io.ts';
import { type CommonOptions, openSession } from './session.ts';

/** `preview FILE[:LINE]`: the scrubbed prompt exactly as Claude would receive it. Printed, never written to disk. */
export async function preview(
  io: Io,
  target: string,
  options: CommonOptions & { readonly values?: string },
): Promise<number> {
  const format = options.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format ${format} is not one of text, json.`);
  const { file, line } = splitTarget(target);
  const { workspace, targets } = await openSession(io, [file], options);
  const result = await workspace.analyzeFile(targets[0]!);
  if (result.kind === 'skipped') throw new UsageError(`${file}: ${result.skip.reason}`);
  if (result.kind === 'policy') throw new UsageError(`${file} is the policy. Name a file that holds a prompt.`);
  const { analysis } = result;
  const chosen = promptsAt(analysis, line);
  if (chosen.length === 0) throw new UsageError(noPrompt(analysis, file, line));
  const given = options.values ? await readJsonObject(resolve(io.cwd, options.values), '--values') : {};
  const values = { ...analysis.options.policy.samples, ...flatten(given) };
  const scrubbed = chosen.map((index) =>
    scrubPrompt(analysis.resolved[index]!, { values, detect: workspace.ports.detect, today: analysis.options.today }),
  );
  const heads = chosen.map((index) => head(analysis, index, file));
  if (format === 'json')
    io.out(`${JSON.stringify({ file, prompts: scrubbed.map((one, i) => ({ at: heads[i], ...one })) }, null, 2)}\n`);
  else io.out(scrubbed.map((one, i) => text(one, heads[i]!, io)).join('\n'));
  return exitCodes.clean;
}

function promptsAt(analysis: Analysis, line: number | undefined): number[] {
  const place = lineIndex(analysis.document.text);
  return analysis.prompts.flatMap(({ span }, index) =>
    line === undefined || (place(span.start).line <= line && line <= place(span.end).line) ? [index] : [],
  );
}

function noPrompt(analysis: Analysis, file: string, line: number | undefined): string {
  if (analysis.prompts.length && line !== undefined) {
    const place = lineIndex(analysis.document.text);
    const lines = analysis.prompts.map(({ span }) => `${place(span.start).line} to ${place(span.end).line}`);
    return `${file} has no prompt at line ${line}. Its prompts stand at lines ${lines.join(', ')}.`;
  }
  return `${file} holds no prompt${analysis.decision ? ` (${analysis.decision.reason})` : ''}.`;
}

function head(analysis: Analysis, index: number, file: string): string {
  const { span, api, format } = analysis.prompts[index]!;
  return `${file}:${lineIndex(analysis.document.text)(span.start).line} (${api ?? format})`;
}

function text(prompt: ScrubbedPrompt, title: string, io: Io): string {
  const paint = painter(io);
  const lines = [paint('bold', title)];
  for (const part of prompt.parts) {
    const place = [part.role, part.argument, part.kind === 'text' ? '' : `(${part.kind})`].filter(Boolean).join(' ');
    lines.push(paint('dim', `--- ${place} ---`), part.text.trim());
  }
  const legend = prompt.legend.map(({ label, form, count }) => `${label} ${form} ${count}`).join(', ');
  lines.push(paint('dim', '---'), `Pseudonymised (tokens): ${legend || 'nothing was replaced'}.`);
  lines.push(`Level ${prompt.level.before} before, ${prompt.level.after} after.`);
  if (prompt.blocked.length) lines.push(`Refused at run time: ${prompt.blocked.join(', ')} must not reach Claude.`);
  return `${lines.join('\n')}\n`;
}

/** `{"patient": {"name": "…"}}` and `{"patient.name": "…"}` are the same. */
function flatten(value: Readonly<Record<string, unknown>>, prefix = ''): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, entry] of Object.entries(value)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (entry && typeof entry === 'object' && !Array.isArray(entry))
      Object.assign(result, flatten(entry as Record<string, unknown>, path));
    else result[path] = Array.isArray(entry) ? entry.join(', ') : String(entry);
  }
  return result;
}
