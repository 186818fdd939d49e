import type { CustomCall } from '../policy/model.ts';
import type { Ports, SourceDocument } from '../ports.ts';
import type { ParseResult, Prompt } from '../prompt.ts';
import { type CodeFile, codeFile, type World } from './code-file.ts';
import { factsOf } from './facts.ts';
import { type Found, findCalls, mayHoldCalls } from './find.ts';
import { languages } from './languages/index.ts';
import { siteOf } from './parts.ts';
import { partsOf } from './request.ts';
import { answerOf, directiveComments, enclosingAt, useCaseAt } from './surroundings.ts';
import { usesOf } from './uses.ts';

/** Language ids in which Claude calls are read. */
export const callLanguages: ReadonlySet<string> = new Set(Object.keys(languages));

const nothing: ParseResult = { prompts: [], problems: [] };
/** Other files that one analysis may open. */
const maxFiles = 40;

/** The Claude calls of a source file. Total: a file that does not parse gives what can be read of it. */
export function parseCalls(
  document: SourceDocument,
  ports: Pick<Ports, 'syntax' | 'workspace'>,
  custom: readonly CustomCall[],
): ParseResult {
  if (
    !mayHoldCalls(
      document.text,
      custom.map(({ call }) => call.slice(call.lastIndexOf('.') + 1)),
    )
  )
    return nothing;
  const file = openFile(document, ports);
  if (!file) return nothing;
  const comments = directiveComments(file);
  const prompts = findCalls(file).map((found) => promptOf(file, found, comments));
  return { prompts, problems: [] };
}

function openFile(document: SourceDocument, ports: Pick<Ports, 'syntax' | 'workspace'>): CodeFile | undefined {
  const open = new Map<string, CodeFile | undefined>();
  const parse = (one: SourceDocument): CodeFile | undefined => {
    const language = languages[one.languageId];
    const tree = language && ports.syntax.parse(one.languageId, one.text, one.uri);
    return tree && codeFile(one, tree, language, world);
  };
  const world: World = {
    workspace: ports.workspace,
    main: document.uri,
    mainText: document.text,
    open(target, from) {
      const key = `${from.uri} ${target}`;
      if (open.has(key)) return open.get(key);
      if (open.size >= maxFiles) return undefined;
      const found = ports.workspace.read(target, from.uri);
      const file = found?.uri === document.uri ? main : found && parse(found);
      open.set(key, file);
      return file;
    },
  };
  const main = parse(document);
  return main;
}

function promptOf(file: CodeFile, found: Found, comments: Prompt['comments']): Prompt {
  const { call, shape, request, calleeSpan } = found;
  const site = request ? siteOf(request, call.span) : call.span;
  const parts = request ? partsOf(shape.request, request, site, file.languageId) : [];
  const facts = factsOf(found);
  const enclosing = enclosingAt(file, call.span.start);
  const useCase = useCaseAt(file, comments ?? [], call.span);
  const uses = usesOf(file, call, { parts }, enclosing?.span);
  const streamed = shape.streamed === true || facts.features.some(({ value }) => value === 'streaming');
  const receiver = found.on && siteOf(found.on, calleeSpan);
  return {
    origin: 'call',
    format: file.languageId,
    api: shape.api,
    ...(enclosing?.name ? { name: enclosing.name } : {}),
    confidence: found.confidence,
    span: call.span,
    anchor: calleeSpan,
    parts,
    request: {
      ...facts,
      answer: answerOf(file, call.span, streamed),
      ...(receiver ? { receiver: { expression: file.text.slice(receiver.start, receiver.end), span: receiver } } : {}),
      ...(enclosing ? { enclosing } : {}),
    },
    ...(useCase ? { useCase } : {}),
    ...(uses.length > 0 ? { uses } : {}),
    ...(comments && comments.length > 0 ? { comments } : {}),
  };
}
