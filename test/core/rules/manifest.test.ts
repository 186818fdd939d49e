import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ruleIds } from '../../../server/src/core/policy/schema/vocabulary.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import { precedence } from '../../../server/src/core/rules/precedence.ts';
import { ruleTable, writtenTable } from '../../support/rule-table.ts';
import { fixturesOf, ruleFolders } from './workbench.ts';

const root = join(import.meta.dirname, '../../..');
const ids = rules.map(({ meta }) => meta.id).sort();
const folder = join(root, 'server/src/core/rules');

test('there are 44 rules, and each id is used once', () => {
  assert.equal(ids.length, 44);
  assert.equal(new Set(ids).size, 44);
});

test('one rule is one file, in the folder of its group', () => {
  for (const { meta } of rules) assert.ok(existsSync(join(folder, meta.group, `${meta.id}.ts`)), meta.id);
});

test('each rule has a page, and each page a rule', () => {
  const pages = readdirSync(join(root, 'docs/rules')).filter((name) => name.endsWith('.md') && name !== 'README.md');
  assert.deepEqual(pages.map((name) => name.slice(0, -3)).sort(), ids);
});

test('each page has its sections, and the summary and references of its rule', () => {
  const sections = ['What it does', 'Why', 'Example', 'Fixes', 'Options', 'When to suppress', 'References'];
  for (const { meta } of rules) {
    const page = readFileSync(join(root, 'docs/rules', `${meta.id}.md`), 'utf8');
    assert.deepEqual(
      [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1]),
      sections,
      meta.id,
    );
    assert.ok(page.startsWith(`# ${meta.id}\n\n${meta.summary}\n`), meta.id);
    for (const reference of meta.references) assert.ok(page.includes(`- ${reference}\n`), `${meta.id}: ${reference}`);
    for (const cwe of meta.cwe) assert.ok(page.includes(`[CWE-${cwe}]`), `${meta.id}: CWE-${cwe}`);
  }
});

test('the table of rules is what the registry says', () => {
  assert.equal(writtenTable(), ruleTable(), 'write it with: node --import tsx test/support/rule-table.ts');
});

test('each rule has fixtures: three that are wrong, three that are right', () => {
  assert.deepEqual(ruleFolders(), ids);
  for (const id of ids) {
    const fixtures = fixturesOf(id);
    const formats = (kind: string) =>
      new Set(fixtures.filter((one) => one.kind === kind).map(({ name }) => name.split('.').at(-1)));
    assert.ok(formats('ng').size >= 3, `${id}: ng in ${[...formats('ng')]}`);
    assert.ok(formats('ok').size >= 3, `${id}: ok in ${[...formats('ok')]}`);
  }
});

test('the policy knows each rule by its id', () => {
  assert.deepEqual([...ruleIds].sort(), ids);
  for (const id of precedence) assert.ok(ids.includes(id), id);
});

test('references and CWE numbers are given', () => {
  for (const { meta } of rules) {
    assert.ok(meta.references.length > 0, meta.id);
    assert.ok(meta.summary.endsWith('.') && meta.summary.length < 100, meta.id);
  }
});

test('without a policy these rules run, and no other', () => {
  assert.deepEqual(rules.flatMap(({ meta }) => (meta.starter ? [meta.id] : [])).sort(), [
    'content-in-log',
    'content-in-telemetry',
    'identifying-placeholder',
    'literal-identifier',
    'personal-data-in-metadata',
    'real-data-in-example',
    'secret-in-prompt',
    'untokenized-value',
    'vault-exposed',
    'whole-record',
  ]);
});
