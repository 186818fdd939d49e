// Native RE2 and the portable engine give the same findings: the whole sample through the built command line.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadRegexEngine } from '../../server/src/workspace/regex-engines.ts';

const root = join(import.meta.dirname, '..', '..');

test('this run has native RE2', async () => {
  assert.equal((await loadRegexEngine('re2')).name, 're2');
});

test('the command line finds the same on both engines', () => {
  const check = (...flags: string[]) => {
    const args = [...flags, join(root, 'dist', 'server', 'cli.cjs'), 'check', '.', '--format', 'json'];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      cwd: join(root, 'examples', 'northfield-health'),
      encoding: 'utf8',
    });
    assert.ok(status === 0 || status === 1, stderr);
    return JSON.parse(stdout);
  };
  const native = check('--import', join(import.meta.dirname, 're2-hook.mjs'));
  const portable = check();
  assert.ok(JSON.stringify(portable).includes('literal-identifier'));
  assert.deepEqual(native, portable);
});
