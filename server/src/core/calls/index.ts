import type { CustomCall } from '../policy/model.ts';
import type { Ports, SourceDocument } from '../ports.ts';
import type { ParseResult, Prompt } from '../prompt.ts';
import { actionPrompts, scriptsOf, withExpressions } from './actions.ts';
import { type CodeFile, codeFile, type World } from './code-file.ts';
import { factsOf } from './facts.ts';
import { type Found, findCalls, mayHoldCalls } from './find.ts';
import { findShellCalls } from './find-shell.ts';
import { languages } from './languages/index.ts';
import { inNotebook, readNotebook } from './notebook.ts';
import { siteOf } from './parts.ts';
import { partsOf } from './request.ts';
import { answerOf, directiveComments, enclosingAt, useCaseAt } from './surroundings.ts';
import { usesOf } from './uses.ts';

/** Language ids in which Claude calls are read. */
export const callLanguages: ReadonlySet<string> = new Set([
  ...Object.keys(languages),
  'yaml',
  'github-actions-workflow',
]);

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
  return { prompts: promptsOf(document, ports), problems: [] };
}

function promptsOf(document: SourceDocument, ports: Pick<Ports, 'syntax' | 'workspace'>): Prompt[] {
  if (document.languageId === 'yaml' || document.languageId === 'github-actions-workflow') {
    const scripts = scriptsOf(document);
    const inScripts = scripts
      ? codePrompts({ ...document, languageId: 'shellscript', text: scripts }, ports, document.text)
      : [];
    return [...actionPrompts(document), ...inScripts.map(withExpressions)];
  }
  if (document.languageId !== 'jupyter') return codePrompts(document, ports);
  const notebook = readNotebook(document.text);
  return notebook ? inNotebook(codePrompts({ ...document, text: notebook.text }, ports), notebook) : [];
}

function codePrompts(
  document: SourceDocument,
  ports: Pick<Ports, 'syntax' | 'workspace'>,
  shown = document.text,
): Prompt[] {
  const file = openFile(document, ports, shown);
  if (!file) return [];
  const comments = directiveComments(file);
  const found = document.languageId === 'shellscript' ? findShellCalls(file) : findCalls(file);
  return found.map((one) => promptOf(file, one, comments));
}

/** `shown`: the text that expressions are quoted from, where the parsed one is made from it. */
function openFile(
  document: SourceDocument,
  ports: Pick<Ports, 'syntax' | 'workspace'>,
  shown: string,
): CodeFile | undefined {
  const open = new Map<string, CodeFile | undefined>();
  const parse = (one: SourceDocument): CodeFile | undefined => {
    const language = languages[one.languageId];
    const tree = language && ports.syntax.parse(one.languageId, one.text, one.uri);
    return tree && codeFile(one, tree, language, world);
  };
  const world: World = {
    workspace: ports.workspace,
    main: document.uri,
    mainText: shown,
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
