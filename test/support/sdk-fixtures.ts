import { readdirSync, readFileSync } from 'node:fs';
import type { CallShape, Client, Sdk } from '../../server/src/core/calls/catalogue/entry.ts';
import { candidatesOf, type Found, findCall, sdksFor } from '../../server/src/core/calls/find.ts';
import { parseCalls } from '../../server/src/core/calls/index.ts';
import { openFile } from '../../server/src/core/calls/open-file.ts';
import type { Part, Prompt } from '../../server/src/core/prompt.ts';
import type { Span } from '../../server/src/core/span.ts';
import { readMarkers } from './markers.ts';
import { testDocument, testPorts } from './ports.ts';

const root = new URL('../fixtures/sdks/', import.meta.url);

/** A file of `test/fixtures/sdks/<group>/`: the calls of one package, written as its types want them. */
export interface SdkFixture {
  readonly group: string;
  readonly name: string;
  /** Without the marker lines: what is analysed, and what is compiled against the real package. */
  readonly text: string;
  readonly markers: readonly Label[];
}

export interface Label {
  readonly span: Span;
  readonly label: string;
}

export const sdkFixtures: readonly SdkFixture[] = readdirSync(root).flatMap((group) =>
  readdirSync(new URL(`${group}/`, root)).map((name) => {
    const { text, markers } = readMarkers(readFileSync(new URL(`${group}/${name}`, root), 'utf8'));
    return { group, name, text, markers };
  }),
);

export const fixturesOf = (group: string): readonly SdkFixture[] => sdkFixtures.filter((one) => one.group === group);

/** An entry of the catalogue that a call was found by. */
export interface Hit {
  readonly sdk: Sdk;
  readonly shape: CallShape;
  readonly client?: Client;
}

/**
 * What the analysis finds, as labels: `call <api> <platform>` at a callee, `value <argument> <path>` at a value that
 * reaches the prompt, `no call` where a name of the catalogue is called and sends nothing to Claude.
 */
export async function analyseSdkFixture({ name, text }: SdkFixture): Promise<{ labels: Label[]; hits: Hit[] }> {
  const document = testDocument(name, text);
  const ports = await testPorts();
  const prompts = parseCalls(document, ports, []).prompts.filter(({ origin }) => origin === 'call');
  const { hits, rejected } = await judgedCalls(name, text);
  const labels = [...prompts.flatMap(labelsOf), ...rejected.map((span) => ({ span, label: 'no call' }))];
  return { labels: [...new Map(labels.map((one) => [JSON.stringify(one), one])).values()], hits };
}

async function judgedCalls(name: string, text: string): Promise<{ hits: Hit[]; rejected: Span[] }> {
  const document = testDocument(name, text);
  const file = openFile(document, await testPorts(), text)!;
  const sdks = sdksFor(file, []);
  const hits: Hit[] = [];
  const rejected: Span[] = [];
  for (const candidate of candidatesOf(file, sdks)) {
    const found = findCall(file, candidate, sdks);
    if (found) hits.push(hitOf(found));
    else rejected.push(calledName(text, candidate.node.startIndex, candidate.node.endIndex, candidate.name));
  }
  return { hits, rejected };
}

const hitOf = ({ sdk, shape, receiver }: Found): Hit => ({
  sdk,
  shape,
  ...(receiver.kind === 'client' ? { client: receiver.client } : {}),
});

/** The last occurrence of the name before an opening bracket inside the call: chains name it more than once. */
function calledName(text: string, from: number, to: number, name: string): Span {
  const call = text.slice(from, to);
  const at = [...call.matchAll(new RegExp(`(?<![\\w$])${name.replace(/\W/g, '\\$&')}(?=\\s*[<({?.])`, 'g'))][0];
  const start = from + (at?.index ?? 0);
  return { start, end: start + name.length };
}

function labelsOf(prompt: Prompt): Label[] {
  const sure = prompt.confidence === 'certain' ? [] : [prompt.confidence];
  const platform = prompt.request.platform?.value ?? 'unknown';
  return [
    { span: prompt.anchor, label: ['call', prompt.api, platform, ...sure].join(' ') },
    ...prompt.parts.flatMap(valuesOf),
  ];
}

const valuesOf = ({ argument, segments }: Part): Label[] =>
  segments
    .filter((one) => one.kind === 'placeholder')
    .map(({ pathSpan, path, filters, serialized }) => ({
      span: pathSpan,
      label: ['value', argument, path ?? '?', ...filters, ...(serialized ? ['serialized'] : [])].join(' '),
    }));
