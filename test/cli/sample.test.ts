import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { rules } from '../../server/src/core/rules/index.ts';
import { cli, sample } from '../support/cli.ts';

const scrubbed = readdirSync(sample, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.includes('.scrubbed.'))
  .map((entry) => relative(sample, join(entry.parentPath, entry.name)));

test('the sample shows every rule', async () => {
  const { out } = await cli(sample, ['check', '--format', 'json']);
  const { files } = JSON.parse(out) as { files: { findings: { rule: string }[] }[] };
  const seen = new Set(files.flatMap((file) => file.findings.map((finding) => finding.rule)));
  assert.deepEqual(
    rules.map((rule) => rule.meta.id).filter((id) => !seen.has(id)),
    [],
  );
});

test('its scrubbed files under the clean policy show none', async () => {
  assert.ok(scrubbed.length >= 10);
  const { out, code } = await cli(sample, ['check', '--policy', 'prompt-privacy.clean.yaml', ...scrubbed]);
  assert.match(out, new RegExp(`^0 errors, 0 warnings in \\d+ prompts; ${scrubbed.length} files read\n$`));
  assert.equal(code, 0);
});
