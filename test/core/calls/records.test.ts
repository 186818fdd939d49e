import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { analyze, fixes } from '../../../server/src/core/analyze.ts';
import { parseCalls } from '../../../server/src/core/calls/index.ts';
import { readSelect } from '../../../server/src/core/calls/select-text.ts';
import { parsePolicy } from '../../../server/src/core/policy/index.ts';
import type { PlaceholderSegment } from '../../../server/src/core/prompt.ts';
import { assertMarkers, readMarkers } from '../../support/markers.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

const root = new URL('../../fixtures/records/', import.meta.url);

/**
 * Every file below `test/fixtures/records/` sees the others of its folder. `ng.*`: each whole record is marked with its
 * path and fields, from schemas (Prisma, SQL, migrations), schema libraries, object mappers and declarations. `ok.*`: a
 * field, or a record of which nothing is known.
 */
for (const folder of readdirSync(root)) {
  const paths = readdirSync(new URL(`${folder}/`, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(fileURLToPath(new URL(`${folder}/`, root)), join(parentPath, name)));
  const sources = new Map(
    paths.map((path) => [path, readMarkers(readFileSync(new URL(`${folder}/${path}`, root), 'utf8'))]),
  );
  const texts = Object.fromEntries([...sources].map(([path, { text }]) => [path, text]));
  for (const [path, { text, markers }] of sources) {
    if (!/^(?:ok|ng)\./.test(path)) continue;
    test(`records of ${folder}/${path}`, async () => {
      assert.ok(markers.length > 0, 'a file without markers proves nothing');
      assert.equal(
        markers.every(({ label }) => !label.includes(':')),
        path.startsWith('ok.'),
      );
      const { prompts } = parseCalls(testDocument(path, text), await testPorts(texts), []);
      const values = prompts.flatMap(({ parts }) => parts.flatMap(({ segments }) => segments));
      const found = values.filter((one) => one.kind === 'placeholder');
      assertMarkers(
        text,
        found.map((one) => ({ span: one.pathSpan, label: labelOf(one) })),
        markers,
      );
    });
  }
}

const labelOf = ({ path, serialized, fields = [] }: PlaceholderSegment): string =>
  serialized && fields.length > 0 ? `${path}: ${fields.map(({ name }) => name).join(', ')}` : `${path}`;

test('a statement is read for its tables and columns, whatever stands around them', () => {
  const columns = (text: string) =>
    readSelect(text)?.columns.map(({ name, of }) => (of === undefined ? name : `${of}.${name}`));
  assert.deepEqual(columns('SELECT a, b.c AS d, count(*), lower(e) f FROM x b'), ['a', 'd', 'f']);
  assert.deepEqual(columns('with y as (select q from z) select y.* from y where 1 in (select 2 from w)'), ['y.*']);
  assert.deepEqual(columns('select \'a from b\', "full name" from "people"'), ['full name']);
  assert.equal(columns('insert into x values (1)'), undefined);
  assert.equal(columns(`select ${'('.repeat(10_000)}`), undefined);
  assert.deepEqual(readSelect('select * from a.b as c left join d on 1 = 1, e')?.tables, [
    { name: 'b', alias: 'c' },
    { name: 'd', alias: 'd' },
    { name: 'e', alias: 'e' },
  ]);
});

test('a whole record lists the categories of its fields, and the fix sends those that the use case needs', async () => {
  const schema =
    'model Patient {\n  id Int @id\n  name String\n  birthDate DateTime\n  email String\n  ssn String\n}\n';
  const code = `import Anthropic from '@anthropic-ai/sdk';
import { prisma } from './db';
export async function ask(client: Anthropic, id: number) {
  const patient = await prisma.patient.findUnique({ where: { id } });
  return client.messages.create({ model: 'claude-opus-4-5', max_tokens: 5, messages: [{ role: 'user', content: JSON.stringify(patient) }] });
}
`;
  const policyText = `version: 1
use_cases:
  - id: age
    purpose: Say how old a patient is
    prompts: ["src/**"]
    needs: { user.demographic.date_of_birth: "generalize:year" }
`;
  const { policy } = parsePolicy(policyText, 'file:///workspace/prompt-privacy.yaml', () => undefined, {
    today: '2026-11-24',
  });
  const files = { 'prisma/schema.prisma': schema, 'src/ask.ts': code };
  const options = { policy, policyText, today: '2026-11-24', path: 'src/ask.ts' };
  const analysis = analyze(testDocument('src/ask.ts', code), options, await testPorts(files));
  const finding = analysis.findings.find(({ rule }) => rule === 'whole-record');
  assert.equal(
    finding?.message,
    "The whole patient is put in the prompt: user.unique_id, user.name, user.demographic.date_of_birth, user.contact.email and 1 more category. Use case 'age' needs 1 of 5 fields.",
  );
  assert.deepEqual(
    fixes(analysis, finding)
      .map(({ title }) => title)
      .slice(0, 1),
    ['Send only birthDate of patient'],
  );
  assert.ok(finding.related?.some(({ message }) => message === 'read from prisma.patient.findUnique()'));
});
