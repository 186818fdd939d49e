import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalogueReference } from '../../../server/src/core/calls/catalogue/reference.ts';

test('the page of the catalogue is that of its entries', () => {
  const page = readFileSync(new URL('../../../docs/call-catalogue.md', import.meta.url), 'utf8');
  assert.equal(page, catalogueReference(), 'run: node --import tsx schemas/write.ts');
});
