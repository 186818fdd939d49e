import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { analyze, fixes } from '../../../server/src/core/analyze.ts';
import { parseCalls } from '../../../server/src/core/calls/index.ts';
import { applyEdits } from '../../../server/src/core/fixes/fix.ts';
import { starterPolicy } from '../../../server/src/core/policy/index.ts';
import type { Prompt } from '../../../server/src/core/prompt.ts';
import { assertMarkers, readMarkers } from '../../support/markers.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

const root = new URL('../../fixtures/embedded/', import.meta.url);
const sources = readdirSync(root).map((name) => ({
  name,
  ...readMarkers(readFileSync(new URL(name, root), 'utf8')),
}));

/** `<role> <path> <filters…> <syntax>` for a placeholder of a template in a string, `value <path>` for one of a call. */
const labelsOf = ({ origin, parts }: Prompt) =>
  parts.flatMap(({ role, segments }) =>
    segments
      .filter((segment) => segment.kind === 'placeholder')
      .map(({ path, filters, pathSpan, syntax }) => ({
        span: pathSpan,
        label: origin === 'call' ? `value ${path ?? '?'}` : [role, path, ...filters, syntax].join(' '),
      })),
  );

for (const { name, text, markers } of sources) {
  test(`templates in strings of ${name} stand where they stand`, async () => {
    const { prompts } = parseCalls(testDocument(name, text), await testPorts(), []);
    assertMarkers(text, prompts.flatMap(labelsOf), markers);
  });
}

const options = { policy: starterPolicy, today: '2026-11-24', path: 'src/a' };

/** Number of placeholders of all templates, and whether the code still parses. */
async function readingOf(name: string, text: string) {
  const document = testDocument(name, text);
  const ports = await testPorts();
  const { prompts } = parseCalls(document, ports, []);
  const tree = ports.syntax.parse(document.languageId, text, document.uri);
  return {
    broken: tree?.rootNode.hasError,
    count: prompts.filter(({ embedded }) => embedded).flatMap(labelsOf).length,
  };
}

for (const { name, text } of sources) {
  test(`every fix of a template in a string of ${name} leaves code that parses and a template that reads the same`, async (t) => {
    const analysis = analyze(testDocument(name, text), options, await testPorts());
    const before = await readingOf(name, text);
    const found = analysis.findings.filter(({ prompt }) => analysis.prompts[prompt]?.embedded);
    let applied = 0;
    for (const finding of found) {
      for (const fix of fixes(analysis, finding)) {
        if (fix.edits.some(({ uri }) => uri !== undefined)) continue;
        const after = applyEdits(text, fix.edits);
        const reading = await readingOf(name, after);
        assert.equal(reading.broken, before.broken, `${fix.title}:\n${after}`);
        if (/^(?:Tokenize|Scrub)/.test(fix.title)) assert.equal(reading.count, before.count, `${fix.title}:\n${after}`);
        applied++;
      }
    }
    assert.ok(applied > 0 || before.count === 0, 'fixes are offered');
    t.diagnostic(`${applied} fixes`);
  });
}

test('a template of LangChain that a chain fills: what is in its text is reported once, its values where they are given', async () => {
  const text = `from langchain_anthropic import ChatAnthropic
from langchain_core.prompts import ChatPromptTemplate
model = ChatAnthropic(model="claude-sonnet-4-5")
prompt = ChatPromptTemplate.from_messages([("human", "Summarise {patient_name} with SSN 536-22-8726.")])
def ask(given_name):
    return (prompt | model).invoke({"patient_name": given_name})
def again(given_name):
    return (prompt | model).invoke({"patient_name": given_name})
`;
  const { prompts, findings } = analyze(testDocument('ask.py', text), options, await testPorts());
  assert.deepEqual(prompts.map(({ origin }) => origin).sort(), ['call', 'call', 'template']);
  const places = findings.map(({ rule, span }) => `${rule} ${span.start}`);
  assert.deepEqual([...new Set(places)], places);
  const at = (needle: string) =>
    findings.filter(({ span }) => text.startsWith(needle, span.start)).map(({ rule }) => rule);
  assert.deepEqual(at('536-22-8726'), ['literal-identifier']);
  assert.deepEqual(at('patient_name}'), ['identifying-placeholder']);
  assert.deepEqual(at('given_name})'), ['untokenized-value', 'untokenized-value']);
});
