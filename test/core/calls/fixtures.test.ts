import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseCalls } from '../../../server/src/core/calls/index.ts';
import type { PlaceholderSegment, Prompt } from '../../../server/src/core/prompt.ts';
import { filesBelow } from '../../support/files-below.ts';
import { assertMarkers, readMarkers } from '../../support/markers.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

const root = new URL('../../fixtures/calls/', import.meta.url);

/**
 * Every file below `test/fixtures/calls/` is one test: `call <api>` marks a callee (`through <function>` one that calls Claude), `value <path> <filters…>` a value
 * that reaches the prompt. A file without markers holds look-alikes and must stay silent. Files of a folder see each other.
 */
for (const folder of readdirSync(root)) {
  const sources = Object.fromEntries(
    filesBelow(new URL(`${folder}/`, root)).map((name) => [
      name,
      readMarkers(readFileSync(new URL(`${folder}/${name}`, root), 'utf8')),
    ]),
  );
  const texts = Object.fromEntries(Object.entries(sources).map(([name, { text }]) => [name, text]));
  for (const [name, { text, markers }] of Object.entries(sources)) {
    test(`${folder}/${name}`, async () => {
      const { prompts } = parseCalls(testDocument(name, text), await testPorts(texts), []);
      const calls = prompts.filter(({ origin }) => origin === 'call');
      assertMarkers(text, unique(calls.flatMap(labelsOf)), markers);
    });
  }
}

interface Label {
  readonly span: { readonly start: number; readonly end: number };
  readonly label: string;
}

function labelsOf(prompt: Prompt): Label[] {
  const values = prompt.parts.flatMap(({ segments }) => segments.filter((one) => one.kind === 'placeholder'));
  return [
    { span: prompt.anchor, label: `call ${prompt.api}${prompt.through ? ` through ${prompt.through.name}` : ''}` },
    ...values.map((one) => ({ span: one.pathSpan, label: valueLabel(one) })),
  ];
}

const valueLabel = ({ path, filters, serialized }: PlaceholderSegment): string =>
  ['value', path ?? '?', ...filters, ...(serialized ? ['serialized'] : [])].join(' ');

/** A text that two calls share is marked once. */
const unique = (labels: readonly Label[]): Label[] => [
  ...new Map(labels.map((one) => [`${one.span.start}-${one.span.end} ${one.label}`, one])).values(),
];
