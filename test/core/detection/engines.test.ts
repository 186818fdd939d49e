import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wellFormed } from '../../../server/src/core/detection/custom.ts';
import { createDetector } from '../../../server/src/core/detection/index.ts';
import { createPortableEngine } from '../../../server/src/core/detection/portable-engine.ts';
import { finance } from '../../../server/src/core/detection/recognizers/finance.ts';
import { asiaAfrica } from '../../../server/src/core/detection/recognizers/national-ids/asia-africa.ts';
import { easternEurope } from '../../../server/src/core/detection/recognizers/national-ids/eastern-europe.ts';
import { europe } from '../../../server/src/core/detection/recognizers/national-ids/europe.ts';
import { world } from '../../../server/src/core/detection/recognizers/national-ids/world.ts';
import { objects } from '../../../server/src/core/detection/recognizers/objects.ts';
import { knownSecrets } from '../../../server/src/core/detection/recognizers/secrets.ts';
import { usNumbers } from '../../../server/src/core/detection/recognizers/us-numbers.ts';
import type { RegexEngine } from '../../../server/src/core/detection/regex-engine.ts';
import { loadRegexEngine } from '../../../server/src/workspace/regex-engines.ts';
import { seeded } from '../../support/random.ts';
import { cases } from './cases.ts';

/** Patterns as users write them, beside those of the built-in tables. */
const userPatterns = [
  '\\bEMP-\\d{6}\\b',
  '(?i)proj(?:ect)?[ _-]\\w{3,8}',
  '(a|ab)(c|bcd)',
  '[^\\s]+@corp',
  '(a+)+z',
  '\\p{L}{3,}',
  '(?i)k[äa]se',
  '\\S+😀',
  'x{2,5}',
  '(?m)^id: .+$',
];
const tables = [...usNumbers, ...finance, ...europe, ...easternEurope, ...world, ...asiaAfrica, ...objects].map(
  ({ pattern, ignoreCase }) => (ignoreCase ? `(?i)${pattern}` : pattern),
);
const sources = [...userPatterns, ...tables, ...knownSecrets.map(({ pattern }) => pattern)];

const fragments = [
  ...Object.values(cases).flatMap(({ ok, ng }) => [...ok, ...ng].map((text) => text.replace(/[⟦⟧]/g, ''))),
  'EMP-123456',
  'Project_Alpha',
  'abcd abc',
  'joe@corp',
  'aaaaaaaaz',
  'Käse KASE \u212aASE',
  '𝒳y😀',
  'xxxxxxx',
  'id: 7\r\nid: 8\n',
  '\ufffc',
  '\u0000',
  'é\u0301',
  '\ud83d',
];

/** Fragments of the cases, cut, joined and shuffled: the same texts on every run. */
function texts(count: number): string[] {
  const random = seeded(20_261_124);
  const pick = () => fragments[Math.floor(random() * fragments.length)]!;
  return Array.from({ length: count }, () => {
    let text = '';
    for (let i = 0; i < 12; i++) {
      const fragment = pick();
      text += random() < 0.3 ? fragment.slice(Math.floor(random() * fragment.length)) : fragment;
      text += [' ', '\n', ', ', '', '-', '😀'][Math.floor(random() * 6)];
    }
    return wellFormed(text);
  });
}

async function otherEngines(): Promise<[string, RegexEngine][]> {
  const engines: [string, RegexEngine][] = [['Rust set and re2js', await loadRegexEngine('portable')]];
  try {
    engines.push(['native RE2', await loadRegexEngine('re2')]);
  } catch {
    // The native level of the tests runs this file once more on a Node that has it.
  }
  return engines;
}

test('every engine gives the same hits and matches', async () => {
  const reference = createPortableEngine().compile(sources);
  assert.equal(reference.errors.size, 0, [...reference.errors].join('\n'));
  for (const [name, engine] of await otherEngines()) {
    const { set, errors } = engine.compile(sources);
    assert.equal(errors.size, 0, name);
    for (const text of texts(150)) {
      const hits = reference.set.hits(text);
      assert.deepEqual(set.hits(text), hits, `${name}: hits in ${JSON.stringify(text)}`);
      for (const index of hits) {
        assert.deepEqual(
          set.matches(index, text),
          reference.set.matches(index, text),
          `${name}: ${sources[index]} in ${JSON.stringify(text)}`,
        );
      }
    }
  }
});

test('V8, which runs the built-in tables, agrees with them', () => {
  const engine = createPortableEngine();
  const { set } = engine.compile(tables);
  for (const text of texts(60)) {
    tables.forEach((source, index) => {
      const expression = source.startsWith('(?i)') ? new RegExp(source.slice(4), 'gi') : new RegExp(source, 'g');
      const ours = [...text.matchAll(expression)].map((match) => ({
        start: match.index,
        end: match.index + match[0].length,
      }));
      assert.deepEqual(ours, set.matches(index, text), `${source} in ${JSON.stringify(text)}`);
    });
  }
});

test('the detector gives the same entities on every engine', async () => {
  const options = {
    recognizers: userPatterns
      .slice(0, 3)
      .map((pattern, index) => ({ id: `own-${index}`, type: 'EMPLOYEE_ID', pattern })),
    allow: { patterns: ['\\d{3}'] },
  };
  const reference = createDetector(createPortableEngine());
  for (const [name, engine] of await otherEngines()) {
    const detect = createDetector(engine);
    for (const text of texts(150)) assert.deepEqual(detect(text, options), reference(text, options), name);
  }
});
