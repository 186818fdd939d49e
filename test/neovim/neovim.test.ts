import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const version = /^NVIM v([\d.]+)/.exec(spawnSync('nvim', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1];
const missing = version || process.env['CI'] === 'true' ? false : 'Neovim is not installed: apt-get install neovim';

interface Diagnostic {
  readonly code?: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
interface Session {
  readonly error?: string;
  readonly before?: readonly Diagnostic[];
  readonly actions?: readonly string[];
  readonly applied?: string;
  readonly text?: string;
  readonly followed?: boolean;
  readonly after?: readonly Diagnostic[];
}

/** One session of Neovim on a copy of the sample workspace; `server` is the command line of the language server. */
function session(file: string, language: string, rule: string, ...server: string[]): Session {
  const scratch = mkdtempSync(join(tmpdir(), 'prompt-privacy-neovim-'));
  try {
    const workspace = join(scratch, 'northfield-health');
    cpSync(join(root, 'examples', 'northfield-health'), workspace, { recursive: true });
    const result = join(scratch, 'result.json');
    const script = join(import.meta.dirname, 'client.lua');
    const { stderr } = spawnSync(
      'nvim',
      ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', file, '-c', `luafile ${script}`],
      {
        cwd: workspace,
        encoding: 'utf8',
        timeout: 90_000,
        env: {
          ...process.env,
          HOME: scratch,
          SERVER: JSON.stringify([process.execPath, ...server]),
          LANGUAGE: language,
          RULE: rule,
          RESULT: result,
        },
      },
    );
    assert.ok(existsSync(result), `Neovim wrote no result:\n${stderr}`);
    return JSON.parse(readFileSync(result, 'utf8'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const main = join(root, 'dist', 'server', 'main.cjs');
const cli = join(root, 'dist', 'server', 'cli.cjs');

for (const { file, language, rule, server } of [
  {
    file: 'prompts/support/ticket-summary.j2',
    language: 'jinja',
    rule: 'literal-identifier',
    server: [main, '--stdio'],
  },
  {
    file: 'src/clinical/summarise-note.ts',
    language: 'typescript',
    rule: 'wrong-form',
    server: [cli, 'lsp', '--stdio'],
  },
]) {
  test(`Neovim shows ${rule} in ${file}, applies its fix, and the finding goes`, { skip: missing }, () => {
    const { error, before, applied, text, followed, after, actions } = session(file, language, rule, ...server);
    assert.equal(error, undefined, JSON.stringify({ before, actions }, undefined, 1));
    const of = (diagnostics: readonly Diagnostic[] = []) => diagnostics.filter(({ code }) => code === rule).length;
    assert.ok(followed, `'${applied}' left its finding:\n${text}`);
    assert.ok(of(after) < of(before));
    const original = readFileSync(join(root, 'examples', 'northfield-health', file), 'utf8');
    assert.notEqual(text, original.trimEnd());
  });
}
