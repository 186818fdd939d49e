import { cpSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { run } from '../../server/src/cli/program.ts';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const sample = join(repository, 'examples/northfield-health');

/** The day on which the sample's dates are judged: its reviews and agreements are written around it. */
export const sampleDay = '2026-11-24';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in a folder, in this process, with standard input and a fixed day. */
export async function cli(
  cwd: string,
  args: readonly string[],
  options: { stdin?: string; today?: string; terminal?: boolean } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await run(args, {
    cwd,
    stdin: Readable.from([Buffer.from(options.stdin ?? '')]),
    isTerminal: options.terminal ?? false,
    today: options.today ?? sampleDay,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

/** A fresh folder with these files; outside any repository, so that no policy further up applies. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'prompt-privacy-')));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A copy of the sample workspace that a test may change. */
export function sampleCopy(): string {
  const folder = folderWith({});
  cpSync(sample, folder, { recursive: true, filter: (path) => !/node_modules|target$/.test(path) });
  return folder;
}
