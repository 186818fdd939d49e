import { lineIndex } from '../core/lines.ts';
import { nearest } from '../core/policy/parse/nearest.ts';
import { explainLine, explanationText } from '../core/reports/explain.ts';
import { rules } from '../core/rules/index.ts';
import { toPath } from '../workspace/uris.ts';
import { exitCodes, type Io, readNamedFile, splitTarget, UsageError } from './io.ts';
import { packageFile } from './package-file.ts';
import { type CommonOptions, openSession } from './session.ts';

/** `explain RULE`: the rule's page. `explain FILE:LINE`: what was concluded about the line, and from what. */
export async function explain(io: Io, target: string, options: CommonOptions): Promise<number> {
  const { file, line } = splitTarget(target);
  if (line !== undefined) return explainPlace(io, file, line, options);
  const known = rules.map((rule) => rule.meta.id);
  if (!known.includes(target)) {
    const guess = nearest(target, known);
    throw new UsageError(
      `There is no rule ${target}.${guess ? ` Did you mean ${guess}?` : ''} For a finding, name its place as FILE:LINE.\nRules: ${known.join(', ')}`,
    );
  }
  io.out(await readNamedFile(packageFile(`docs/rules/${target}.md`), 'The page'));
  return exitCodes.clean;
}

async function explainPlace(io: Io, file: string, line: number, options: CommonOptions): Promise<number> {
  const format = options.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format ${format} is not one of text, json.`);
  const { workspace, shown, targets } = await openSession(io, [file], options);
  const result = await workspace.analyzeFile(targets[0]!);
  if (result.kind === 'skipped') throw new UsageError(`${file}: ${result.skip.reason}`);
  if (result.kind === 'policy') throw new UsageError(`${file} is the policy. Name a file that holds a prompt.`);
  const { text } = result.analysis.document;
  const lines = lineIndex(text)(text.length).line;
  if (line < 1 || line > lines) throw new UsageError(`${file} has lines 1 to ${lines}, and no line ${line}.`);
  const explanation = explainLine(result.analysis, line);
  if (format === 'json') {
    io.out(`${JSON.stringify({ file, line, ...explanation }, null, 2)}\n`);
  } else if (explanation.findings.length + explanation.values.length > 0) {
    io.out(explanationText(explanation, (uri) => shown(toPath(uri) ?? uri)));
  } else {
    io.out(`Nothing was found at ${file}:${line}, and no placeholder stands there.\n`);
  }
  return exitCodes.clean;
}
