import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Family } from '../../../server/src/core/calls/catalogue/entry.ts';
import { sdks } from '../../../server/src/core/calls/catalogue/index.ts';
import { readMarkers } from '../../support/markers.ts';

const root = new URL('../../fixtures/calls/', import.meta.url);
const folders: Readonly<Record<Family, readonly string[]>> = {
  script: ['typescript', 'javascript'],
  python: ['python'],
  jvm: ['java', 'kotlin'],
  go: ['go'],
  csharp: ['csharp'],
  ruby: ['ruby'],
  php: ['php'],
  rust: ['rust'],
};

/** The apis that the fixtures of a family mark. */
function marked(family: Family): Set<string> {
  const files = folders[family].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root)).map((name) => readFileSync(new URL(`${folder}/${name}`, root), 'utf8')),
  );
  return new Set(
    files.flatMap((text) => readMarkers(text).markers.flatMap(({ label }) => /^call (\S+)/.exec(label)?.[1] ?? [])),
  );
}

for (const sdk of sdks) {
  test(`${sdk.family} ${sdk.id}: the fixtures hold a call of the package`, () => {
    const known = marked(sdk.family);
    assert.ok(
      sdk.calls.some(({ api }) => known.has(api)),
      `none of ${sdk.calls.map(({ api }) => api).join(', ')}`,
    );
  });
}

test('an entry names each callee once, and says which versions were read', () => {
  for (const { id, family, calls, versions } of sdks) {
    const callees = calls.map(({ callee }) => callee);
    assert.deepEqual(callees, [...new Set(callees)], `${family} ${id}`);
    assert.ok(versions.length > 0, `${family} ${id}`);
  }
});
