import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core/fixes/fix.ts';
import {
  definitionOf,
  policyCompletions,
  policyHover,
  policyLenses,
  promptReferences,
  refusalOf,
  renameEdits,
  symbolAt,
  symbolsOf,
  usageOf,
} from '../../../server/src/core/policy/editor/index.ts';
import { parsePolicy } from '../../../server/src/core/policy/index.ts';
import { placeholder, policyOf, promptOf, resolve } from './build.ts';

const sample = readFileSync(
  new URL('../../../examples/northfield-health/prompt-privacy.yaml', import.meta.url),
  'utf8',
);
const today = '2026-11-24';

const text = `version: 1
deployments:
  - { id: corporate, platform: claude-api }
  - { id: "eu", platform: bedrock }
sources:
  - id: crm
    level: confidential
    match: { placeholders: [customer] }
    fields: { customer.name: user.name }
use_cases:
  - id: support
    deployments: [corporate, 'eu']
    needs: { user.name: tokenize }
    legal_basis: { gdpr: contract }
    review: { next: 2026-09-30 }
    prompts: [prompts/**]
exceptions:
  - { rule: whole-record, use_case: support, reason: agreed, approved_by: dpo, expires: 2027-01-01 }
`;

const policy = parsePolicy(text, 'file:///p.yaml', () => undefined).policy;

/** Labels offered at `|`. */
function offered(marked: string): string[] {
  const offset = marked.indexOf('|');
  const plain = marked.replace('|', '');
  return policyCompletions(plain, offset, { policy, today }).map(
    ({ newText, span }) => `${plain.slice(span.start, span.end)}>${newText}`,
  );
}

test('completion offers what the grammar expects at the cursor', () => {
  const table: readonly [marked: string, first: string, count?: number][] = [
    ['|', '>version: ', 21],
    ['version: 1\nso|', 'so>extends: ', 20],
    ['version: 1\r\nso|\r\nrules:\r\n', 'so>extends: ', 19],
    ['version: 1\nsources:\n  - |', '>id: ', 8],
    ['version: 1\nsources:\n  - id: a\n    |', '>owner: ', 7],
    ['version: 1\nsources:\n  - id: a\n    le|\n    owner: x\n', 'le>level: ', 6],
    ['version: 1\nsources:\n  - id: a\n    le|: public\n', 'le>owner', 7],
    ['version: 1\nsources:\n  - id: a\n    level: |', '>public', 4],
    ['version: 1\nsources:\n  - id: a\n    level: re|\n    owner: x', 're>public', 4],
    ['version: 1\nsources:\n  - id: a\n    match: { types|', 'types>types:'],
    ['version: 1\nuse_cases:\n  - id: a\n    deployments: [|]', '>corporate', 2],
    ['version: 1\nuse_cases:\n  - id: a\n    deployments: [eu, |', '>corporate', 2],
    ['version: 1\nuse_cases:\n  - id: a\n    deployments:\n      - |', '>corporate', 2],
    ['version: 1\nuse_cases:\n  - id: a\n    needs: { us| }', 'us>system: '],
    ['version: 1\nuse_cases:\n  - id: a\n    needs:\n      user.na|', 'user.na>system: '],
    ['version: 1\nuse_cases:\n  - id: a\n    needs:\n      user.name: |', '>keep', 13],
    ['version: 1\nuse_cases:\n  - id: a\n    needs: { user.name: generalize:y|', 'generalize:y>keep', 13],
    ['version: 1\nrules:\n  whole-record: |', '>error', 5],
    ['version: 1\nrules:\n  wh|', 'wh>literal-identifier: ', 44],
    ['version: 1\nuse_cases:\n  - id: a\n    review: { next: | }', '>2026-11-24', 4],
    ['version: 1\nuse_cases:\n  - id: a\n    legal_basis: { gdpr: |', '>consent', 6],
    ['version: 1\nuse_cases:\n  - id: a\n    legal_basis: { special: |', '>A9-2-a', 10],
    ['version: 1\ncategories:\n  permitted:\n    - user.c|\n', 'user.c>system'],
    ['version: 1\ndeployments:\n  - id: a\n    hipaa_ready: |', '>true', 2],
    ['version: 1\nextends: |', '>starter', 5],
  ];
  for (const [marked, first, count] of table) {
    const items = offered(marked);
    assert.equal(items[0], first, marked);
    if (count !== undefined) assert.equal(items.length, count, marked);
  }
});

test('completion says nothing where nothing is known, and never throws', () => {
  assert.deepEqual(offered('version: 1\norganization:\n  name: |'), []);
  for (let offset = 0; offset <= sample.length; offset += 7)
    policyCompletions(sample.slice(0, offset), offset, { policy, today });
});

test('hover explains fields, words, dates and use', () => {
  const usage = usageOf([resolve(promptOf([placeholder('customer.name')]), policy)]);
  const hover = (word: string, shift = 1) => policyHover(text, text.indexOf(word) + shift, { policy, today, usage });
  const table: readonly [word: string, span: string, says: RegExp][] = [
    ['support\n', 'support', /Used by 1 prompt\./],
    ['corporate,', 'corporate', /Used by 1 prompt\./],
    ['legal_basis', 'legal_basis', /GDPR Art\. 6/],
    ['contract', 'contract', /Art\. 6\(1\)\(b\).*eu-gdpr:A6-1-b/s],
    ['tokenize', 'tokenize', /Pseudonymised/],
    ['user.name }', 'user.name', /HIPAA Safe Harbor A.*dpv-pd:Name.*Carried by 1 prompt/s],
    ['confidential', 'confidential', /Classification level/],
    ['2026-09-30', '2026-09-30', /was due on 2026-09-30/],
    ['platform', 'platform', /service that runs Claude/],
    ['claude-api', 'claude-api', /any geography.*\(platform\.claude\.com, Data residency, \d{4}-\d{2}-\d{2}\)/],
    ['whole-record', 'whole-record', /Severity for restricted data: error/],
  ];
  for (const [word, covered, says] of table) {
    const found = hover(word);
    assert.equal(found && text.slice(found.span.start, found.span.end), covered, word);
    assert.match(found!.markdown, says, word);
  }
  assert.equal(policyHover('\n\n', 1, { policy, today }), undefined);
});

test('definition, references and rename of an id, quotes left alone', () => {
  assert.deepEqual(
    symbolsOf(text, 'deployments', 'eu').map(({ role, span }) => [role, text.slice(span.start - 1, span.end + 1)]),
    [
      ['definition', '"eu"'],
      ['reference', "'eu'"],
    ],
  );
  const symbol = symbolAt(text, text.indexOf('use_case: support') + 12);
  assert.deepEqual([symbol?.section, symbol?.id, symbol?.role], ['use_cases', 'support', 'reference']);
  const definition = definitionOf(text, 'use_cases', 'support')!;
  assert.equal(definition.start, text.indexOf('id: support') + 4);
  const renamed = applyEdits(text, renameEdits(text, 'file:///p.yaml', 'use_cases', 'support', 'help'));
  assert.equal(renamed, text.replace('id: support', 'id: help').replace('use_case: support', 'use_case: help'));
  assert.match(refusalOf(text, 'use_cases', 'a b')!, /is not an id/);
  assert.match(refusalOf(text, 'deployments', 'eu')!, /taken/);
  assert.equal(refusalOf(text, 'use_cases', 'help'), undefined);
  const prompt = promptOf([], { useCase: { id: 'support', span: { start: 3, end: 10 }, by: 'front-matter' } });
  assert.deepEqual(promptReferences([prompt], 'use_cases', 'support'), [{ start: 3, end: 10 }]);
  assert.deepEqual(promptReferences([prompt], 'sources', 'support'), []);
});

test('lenses count each prompt once', () => {
  const twice = promptOf([placeholder('customer.name'), placeholder('customer.name')]);
  const usage = usageOf([resolve(twice, policy), resolve(promptOf([]), policy), resolve(promptOf([]), policyOf(''))]);
  assert.equal(usage.prompts, 3);
  assert.deepEqual(
    policyLenses(text, usage).map(({ id, title }) => [id, title]),
    [
      ['corporate', 'used by 2 prompts'],
      ['eu', 'used by 2 prompts'],
      ['crm', 'used by 1 prompt'],
      ['support', 'used by 2 prompts'],
    ],
  );
});
