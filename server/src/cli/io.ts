import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { styleText } from 'node:util';
import type { Paint } from '../core/reports/text.ts';

/** Where a command reads and writes: the process in earnest, strings in a test. */
export interface Io {
  readonly cwd: string;
  readonly stdin: Readable;
  readonly isTerminal: boolean;
  readonly today: string;
  out(text: string): void;
  err(text: string): void;
}

/** Bad usage or a broken policy: printed without a stack, exit code 2. The message says where and what to do. */
export class UsageError extends Error {}

export const exitCodes = { clean: 0, findings: 1, usage: 2 } as const;

const styles = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'gray',
  dim: 'gray',
  bold: 'bold',
} as const;

/** Colours on a terminal, none elsewhere (https://no-color.org). */
export const painter = (io: Io): Paint =>
  io.isTerminal && !process.env['NO_COLOR'] ? (style, text) => styleText(styles[style], text) : (_, text) => text;

export async function readInput(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** A file named on the command line; a clear error when it cannot be read. */
export async function readNamedFile(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${what} ${path} cannot be read: ${(error as Error).message}`);
  }
}

/** A JSON object named on the command line. */
export async function readJsonObject(path: string, what: string): Promise<Record<string, unknown>> {
  const text = await readNamedFile(path, what);
  try {
    const value: unknown = JSON.parse(text);
    if (value && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through: the parser's message may quote the content, which can hold the very values we protect.
  }
  throw new UsageError(`${what} ${path} is not a JSON object`);
}

/** `prompts/a.md:12` names line 12 of a file; a drive letter's colon is no line. */
export function splitTarget(target: string): { file: string; line?: number } {
  const match = /^(.+):(\d+)$/.exec(target);
  return match ? { file: match[1]!, line: Number(match[2]) } : { file: target };
}
