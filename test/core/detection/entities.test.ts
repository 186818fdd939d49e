import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { classifyName, createDetector } from '../../../server/src/core/detection/index.ts';
import { createPortableEngine } from '../../../server/src/core/detection/portable-engine.ts';
import { entityTypes } from '../../../server/src/core/taxonomy/entity-types.ts';
import { cases, nameOnly, ruleOnly } from './cases.ts';

const detect = createDetector(createPortableEngine());
const today = '2026-11-24';

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

test('every entity type has texts, names or fixtures that show it and such that do not', () => {
  for (const { id } of entityTypes) {
    const shown = cases[id] ? cases[id].ok.length > 0 && cases[id].ng.length > 0 : id in nameOnly || id in ruleOnly;
    assert.ok(shown, id);
  }
});

test('types that only a name shows', () => {
  for (const [type, { ok, ng }] of Object.entries(nameOnly)) {
    assert.equal(classifyName(ok)?.type, type, ok);
    assert.notEqual(classifyName(ng)?.type, type, ng);
  }
});

test('types that only a rule finds have its fixtures', () => {
  for (const rule of Object.values(ruleOnly)) {
    const files = readdirSync(new URL(`../../fixtures/rules/${rule}`, import.meta.url));
    assert.ok(
      files.some((file) => file.startsWith('ok.')),
      rule,
    );
    assert.ok(
      files.some((file) => file.startsWith('ng.')),
      rule,
    );
  }
});
