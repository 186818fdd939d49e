import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyName, createDetector } from '../../../server/src/core/detection/index.ts';
import { createPortableEngine } from '../../../server/src/core/detection/portable-engine.ts';
import { entityTypes } from '../../../server/src/core/taxonomy/entity-types.ts';
import { cases, nameOnly } from './cases.ts';

const detect = createDetector(createPortableEngine());
const today = '2026-11-24';

/** Reported nowhere by the detector itself: see the taxonomy's own notes. */
const neither = new Set(['PERSON_INITIALS', 'PROVIDER_NAME', 'PSEUDONYMOUS_ID', 'WHOLE_RECORD']);

for (const [type, { ok, ng }] of Object.entries(cases)) {
  test(`${type}: found`, () => {
    for (const marked of ok) {
      const start = marked.indexOf('⟦');
      const end = marked.indexOf('⟧') - 1;
      const text = marked.replace(/[⟦⟧]/g, '');
      const found = detect(text, { today }).filter(({ score }) => score >= 0.5);
      const shown = found.map(({ type, span }) => `${type} «${text.slice(span.start, span.end)}»`).join(', ');
      assert.ok(
        found.some((entity) => entity.type === type && entity.span.start === start && entity.span.end === end),
        `${marked}\n  found: ${shown || 'nothing'}`,
      );
    }
  });

  test(`${type}: look-alikes are silent`, () => {
    for (const text of ng) {
      const found = detect(text, { today }).filter((entity) => entity.score >= 0.5 && entity.type === type);
      assert.deepEqual(
        found.map(({ span }) => text.slice(span.start, span.end)),
        [],
        text,
      );
    }
  });
}

test('every entity type has cases', () => {
  const missing = entityTypes
    .map(({ id }) => id)
    .filter((id) => !(id in cases) && !(id in nameOnly) && !neither.has(id));
  assert.deepEqual(missing, []);
});

test('types that only a name shows', () => {
  for (const [type, path] of Object.entries(nameOnly)) assert.equal(classifyName(path)?.type, type, path);
});
