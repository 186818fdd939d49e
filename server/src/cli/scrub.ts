import { randomUUID } from 'node:crypto';
import { rename, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { DetectionOptions } from '../core/detection/entity.ts';
import {
  emptyVault,
  parseTokenFormat,
  parseVault,
  restoreText,
  scrubText,
  serializeVault,
  type VaultData,
} from '../core/scrub/index.ts';
import { longestCovering } from '../core/taxonomy/categories.ts';
import { entityType } from '../core/taxonomy/entity-types.ts';
import type { Form } from '../core/taxonomy/levels.ts';
import { exitCodes, type Io, readInput, readNamedFile, UsageError } from './io.ts';
import { type CommonOptions, openSession } from './session.ts';

export interface ScrubOptions extends CommonOptions {
  readonly vault?: string;
}

/** `scrub`: standard input to scrubbed output, as plain text or JSON lines. */
export async function scrub(io: Io, options: ScrubOptions): Promise<number> {
  const format = options.format ?? 'text';
  if (format !== 'text' && format !== 'jsonl') throw new UsageError(`--format ${format} is not one of text, jsonl.`);
  const { workspace } = await openSession(io, [], options);
  const { policy } = workspace.policies.forPath(resolve(io.cwd, '.', 'input'));
  const formOf = (type: string): Form => {
    const category = entityType(type)?.category;
    const key = category && longestCovering(Object.keys(policy.categories.defaultForm), category);
    return (key && policy.categories.defaultForm[key]) || (entityType(type)?.form ?? 'tokenize');
  };
  const today = options.today ?? io.today;
  const detection: DetectionOptions = { recognizers: policy.recognizers, allow: policy.allow, today };
  const vault = await openVault(io, options.vault, policy.scrub.tokenFormat);
  const run = (text: string) => scrubText(text, workspace.ports.detect(text, detection), { vault, formOf, today });
  if (format === 'text') io.out(run(await readInput(io.stdin)).text);
  else await scrubLines(io, run);
  if (options.vault) await saveVault(resolve(io.cwd, options.vault), vault);
  return exitCodes.clean;
}

async function scrubLines(io: Io, run: (text: string) => ReturnType<typeof scrubText>): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    const { id, text } = parseLine(line, number);
    const scrubbed = run(text);
    const spans = scrubbed.entities.map(({ span, type }) => ({ start: span.start, end: span.end, type }));
    io.out(`${JSON.stringify({ id, text: scrubbed.text, spans })}\n`);
  }
}

function parseLine(line: string, number: number): { id: unknown; text: string } {
  try {
    const value = JSON.parse(line) as { id?: unknown; text?: unknown } | null;
    if (typeof value?.text === 'string') return { id: value.id ?? null, text: value.text };
  } catch {
    // The parser's own message would quote the line.
  }
  throw new UsageError(`Line ${number} of the input is not a JSON object with a "text". Write {"id": …, "text": "…"}.`);
}

/** `restore`: tokens back to the values of the vault. */
export async function restore(io: Io, options: ScrubOptions): Promise<number> {
  if (!options.vault) throw new UsageError('restore needs --vault FILE: the vault that scrub wrote.');
  const vault = await readVault(io, options.vault);
  const { text, left } = restoreText(await readInput(io.stdin), vault);
  io.out(text);
  if (left.length && !options.quiet) {
    const counts = new Map<string, number>();
    for (const { label, reason } of left)
      counts.set(`${label} (${reason})`, (counts.get(`${label} (${reason})`) ?? 0) + 1);
    io.err(`Left as they are: ${[...counts].map(([what, count]) => `${what} ${count}`).join(', ')}.\n`);
  }
  return exitCodes.clean;
}

async function openVault(io: Io, path: string | undefined, format: string): Promise<VaultData> {
  if (path && (await stat(resolve(io.cwd, path)).catch(() => undefined))) return readVault(io, path);
  return emptyVault(randomUUID(), parseTokenFormat(format));
}

async function readVault(io: Io, path: string): Promise<VaultData> {
  const parsed = parseVault(await readNamedFile(resolve(io.cwd, path), '--vault'));
  if ('problem' in parsed) throw new UsageError(`--vault ${path} is not a vault: ${parsed.problem.message}`);
  return parsed.vault;
}

/** Whole or not at all, and for its owner alone: a vault holds the values in clear. */
async function saveVault(path: string, vault: VaultData): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, serializeVault(vault), { mode: 0o600 });
  await rename(temporary, path);
}
