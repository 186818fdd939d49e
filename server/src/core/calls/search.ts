import type { CustomCall } from '../policy/model.ts';
import type { SourceDocument } from '../ports.ts';
import type { Prompt } from '../prompt.ts';
import type { Sdk } from './catalogue/entry.ts';
import type { CodeFile } from './code-file.ts';
import { type Candidate, candidatesOf, type Found, findCall, mayMakeCalls, sdksFor } from './find.ts';
import { newTrail, openMemory } from './memo.ts';
import { answerNow, type CallPorts, openFile } from './open-file.ts';
import { promptOf } from './prompt-of.ts';
import {
  candidatesThrough,
  findThrough,
  importedWrappers,
  maxHops,
  type Reach,
  type ReadWrappers,
  wrappersOf,
} from './through.ts';
import { type Wrapper, wrapperOf } from './wrappers.ts';

type Evaluate = (candidate: Candidate, id: string, find: () => Found | undefined) => Prompt | undefined;

/** The calls in a file, in order of position; those that an edit did not touch come from memory. */
export function promptsOf(
  file: CodeFile,
  document: SourceDocument,
  ports: CallPorts,
  custom: readonly CustomCall[],
): Prompt[] {
  const sdks = sdksFor(file, custom);
  const key = `${file.languageId} ${sdks.map(({ id }) => id)} ${JSON.stringify(custom)}`;
  const session = openMemory(ports.syntax, file, key, (one) => answerNow(ports.workspace, one));
  const evaluate: Evaluate = (candidate, id, find) => {
    const at = candidate.node.startIndex;
    const known = session.recall(id, at);
    if (known) return known.prompt;
    const trail = newTrail();
    file.world.trail = trail;
    const found = find();
    const prompt = found && promptOf(file, found);
    file.world.trail = undefined;
    session.keep(id, at, prompt, trail);
    return prompt;
  };
  const prompts = promptsIn(file, sdks, wrappersSeenBy(document, ports, custom), reachOf(ports, custom, 0), evaluate);
  session.end();
  return prompts.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

/** Calls of the catalogue, then calls of the functions that make them, own and imported. */
function promptsIn(
  file: CodeFile,
  sdks: readonly Sdk[],
  imported: readonly Wrapper[],
  beyond: Reach,
  evaluate: Evaluate,
): Prompt[] {
  const length = ({ node }: Candidate) => node.endIndex - node.startIndex;
  const prompts = candidatesOf(file, sdks).flatMap(
    (one) => evaluate(one, `${one.name} ${length(one)}`, () => findCall(file, one, sdks)) ?? [],
  );
  const seen = new Set(prompts.map(({ span }) => span.start));
  let found = [...imported, ...prompts.flatMap((prompt) => wrapperOf(file, prompt) ?? [])];
  const known: Wrapper[] = [];
  // Of this file, what is known so far: to ask for all of it would be to ask the question that is being answered.
  const reach: Reach = { ...beyond, wrappersFor: (one) => (one.uri === file.uri ? known : beyond.wrappersFor(one)) };
  for (let hop = 0; hop < maxHops && found.length > 0; hop++) {
    const wrappers = found;
    known.push(...wrappers);
    const more = candidatesThrough(file, wrappers).flatMap((one) => {
      if (seen.has(one.node.startIndex)) return [];
      const find = () => findThrough(file, one, wrappers, reach);
      return evaluate(one, `through ${hop} ${one.name} ${length(one)}`, find) ?? [];
    });
    for (const { span } of more) seen.add(span.start);
    prompts.push(...more);
    found = more.flatMap((prompt) => wrapperOf(file, prompt) ?? []);
  }
  return prompts;
}

/** Functions of the modules that a file imports which hand on to Claude what they are given. */
export function wrappersSeenBy(
  document: SourceDocument,
  ports: CallPorts,
  custom: readonly CustomCall[],
  hops = 0,
): readonly Wrapper[] {
  if (hops >= maxHops) return [];
  const { key, read } = readerOf(custom, hops + 1);
  return importedWrappers(document, ports, key, read);
}

/** How the functions of one module are found, and what the result depends on beside texts. */
function readerOf(custom: readonly CustomCall[], hops: number): { key: string; read: ReadWrappers } {
  return {
    key: `${hops} ${JSON.stringify(custom)}`,
    read(document, ports) {
      const imported = wrappersSeenBy(document, ports, custom, hops);
      if (imported.length === 0 && !mayMakeCalls(document, custom)) return [];
      const last = readerOf(custom, maxHops);
      if (imported.length === 0 && hops < maxHops) return wrappersOf(document, ports, last.key, last.read);
      const file = openFile(document, ports, document.text);
      if (!file) return [];
      const evaluate: Evaluate = (_candidate, _id, find) => {
        const found = find();
        return found && promptOf(file, found);
      };
      const prompts = promptsIn(file, sdksFor(file, custom), imported, reachOf(ports, custom, hops), evaluate);
      return prompts.flatMap((prompt) => wrapperOf(file, prompt) ?? []);
    },
  };
}

function reachOf(ports: CallPorts, custom: readonly CustomCall[], hops: number): Reach {
  const own = readerOf(custom, maxHops);
  return {
    custom,
    wrappersFor({ uri, languageId, text }) {
      const document = { uri, languageId, text };
      return [...wrappersSeenBy(document, ports, custom, hops), ...wrappersOf(document, ports, own.key, own.read)];
    },
  };
}
