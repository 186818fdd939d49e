import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dialects } from '../../../server/src/core/templates/dialects.ts';
import { formats } from '../../../server/src/core/templates/formats.ts';

test('every format has its row in docs/formats.md, and a dialect that exists', () => {
  const page = readFileSync(new URL('../../../docs/formats.md', import.meta.url), 'utf8');
  for (const { id, dialect } of formats) {
    assert.ok(page.includes(`\`${id}\``), id);
    assert.ok(dialect === 'by-content' || dialect === 'vscode-or-content' || Object.hasOwn(dialects, dialect), dialect);
  }
});
