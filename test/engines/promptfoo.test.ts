import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { tokenized } from '../support/templates.ts';

/** promptfoo runs the changed configuration with its provider that answers with the prompt; `PROMPTFOO` is its module, `PROMPTFOO_NODE` a Node that it takes. */
test('promptfoo renders the filter that the edit registers', (context) => {
  const before = `prompts:
  - 'Dear {{ name }}, {{ topic }}'
providers: [echo]
tests:
  - vars: { name: Ada Lovelace, topic: rest }
`;
  const after = tokenized('promptfooconfig.yaml', before, 'name')!;
  const folder = mkdtempSync(join(tmpdir(), 'prompt-privacy-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'tokenize.js'), "module.exports = (value) => '[PERSON_' + String(value).length + ']';\n");
  const run = spawnSync(
    process.env['PROMPTFOO_NODE']!,
    [new URL('promptfoo.mjs', import.meta.url).pathname, process.env['PROMPTFOO']!],
    {
      cwd: folder,
      encoding: 'utf8',
      input: JSON.stringify(parse(after)),
      env: {
        ...process.env,
        PROMPTFOO_DISABLE_TELEMETRY: '1',
        PROMPTFOO_DISABLE_UPDATE: '1',
        PROMPTFOO_CONFIG_DIR: folder,
      },
    },
  );
  assert.equal(run.status, 0, run.stdout + run.stderr);
  assert.deepEqual(JSON.parse(run.stdout.trim().split('\n').at(-1)!), ['Dear [PERSON_12], rest']);
});
