import type { CustomCall } from '../policy/model.ts';
import type { Ports, SourceDocument, WorkspacePort } from '../ports.ts';
import type { ParseProblem, ParseResult, Prompt } from '../prompt.ts';
import { actionPrompts } from './actions.ts';
import { type CodeFile, codeFile, type World } from './code-file.ts';
import { commandLineOf, commandParts } from './command-line.ts';
import { embeddedTemplates } from './embedded.ts';
import { factsOf } from './facts.ts';
import { candidatesOf, type Found, findCall, mayHoldCalls, sdksFor } from './find.ts';
import { findShellCalls } from './find-shell.ts';
import { isGuarded } from './guard.ts';
import { instructionParts } from './instructions.ts';
import { languages } from './languages/index.ts';
import { newTrail, openMemory, type Read } from './memo.ts';
import { inNotebook, readNotebook } from './notebook.ts';
import { siteOf } from './parts.ts';
import { besideParts, customParts, partsOf } from './request.ts';
import { answerOf, directiveComments, enclosingAt, useCaseAt } from './surroundings.ts';
import { usesOf } from './uses.ts';
import { frameOf } from './value.ts';
import { scriptsOf, withExpressions, withNames } from './workflow-scripts.ts';

/** Language ids in which Claude calls are read. */
export const callLanguages: ReadonlySet<string> = new Set([
  ...Object.keys(languages),
  'yaml',
  'github-actions-workflow',
]);

type CallPorts = Pick<Ports, 'syntax' | 'workspace'>;

const nothing: ParseResult = { prompts: [], problems: [] };
/** Other files that one analysis may open. */
const maxFiles = 40;

/** The Claude calls of a source file. Total: a file that does not parse gives what can be read of it. */
export function parseCalls(document: SourceDocument, ports: CallPorts, custom: readonly CustomCall[]): ParseResult {
  if (!mayHoldCalls(document.text, custom)) return nothing;
  try {
    const prompts = promptsOf(document, ports, custom);
    return { prompts, problems: prompts.flatMap(unreadOf) };
  } catch {
    // Tree-sitter can run out of time or memory, and code can be stranger than we know: the file counts as unread, aloud.
    const message = 'This file could not be read for calls to Claude.';
    return { prompts: [], problems: [{ span: { start: 0, end: 0 }, message }] };
  }
}

/** Says of a prompt that only its beginning was read: nothing is left out in silence. */
const unreadOf = ({ anchor, incomplete }: Prompt): ParseProblem[] =>
  incomplete
    ? [
        {
          span: anchor,
          message: 'This prompt is put together from more pieces than are read: only the first of them are checked.',
        },
      ]
    : [];

function promptsOf(document: SourceDocument, ports: CallPorts, custom: readonly CustomCall[]): Prompt[] {
  if (document.languageId === 'yaml' || document.languageId === 'github-actions-workflow') {
    const scripts = scriptsOf(document);
    const inScripts = scripts
      ? codePrompts({ ...document, languageId: 'shellscript', text: scripts }, ports, custom, document.text)
      : [];
    return [...actionPrompts(document), ...inScripts.map((prompt) => withExpressions(prompt, document.text))];
  }
  if (document.languageId !== 'jupyter') return codePrompts(document, ports, custom);
  const notebook = readNotebook(document.text);
  if (!notebook) return [];
  const python = codePrompts({ ...document, text: notebook.text }, ports, custom);
  const isRun = /\b(?:claude|curl|wget|ant)\b/.test(notebook.shell);
  const shell = { ...document, languageId: 'shellscript', text: notebook.shell, uri: `${document.uri}#shell` };
  const commands = isRun ? codePrompts(shell, ports, custom).map(withNames) : [];
  return inNotebook([...python, ...commands], notebook);
}

function codePrompts(
  document: SourceDocument,
  ports: CallPorts,
  custom: readonly CustomCall[],
  shown = document.text,
): Prompt[] {
  const file = openFile(document, ports, shown);
  if (!file) throw new Error('no tree');
  const calls =
    document.languageId === 'shellscript'
      ? findShellCalls(file).map((one) => promptOf(file, one))
      : remembered(file, ports, custom);
  const prompts = [...calls, ...embeddedTemplates(file, calls)];
  const comments = directiveComments(file);
  if (comments.length === 0) return prompts;
  return prompts.map((prompt) => {
    const useCase = useCaseAt(file, comments, prompt.span);
    const own = prompt.embedded ? (prompt.comments ?? []) : [];
    return { ...prompt, ...(useCase ? { useCase } : {}), comments: [...own, ...comments] };
  });
}

/** The function around an offset of a source file; undefined at module scope and in languages that are not read. Total. */
export function functionAround(document: SourceDocument, ports: CallPorts, offset: number) {
  try {
    const file = openFile(document, ports, document.text);
    return file && enclosingAt(file, offset);
  } catch {
    return undefined;
  }
}

/** The calls of the catalogue in a file, in order of position; those that an edit did not touch come from memory. */
function remembered(file: CodeFile, ports: CallPorts, custom: readonly CustomCall[]): Prompt[] {
  const sdks = sdksFor(file, custom);
  const read = ({ kind, target, from }: Omit<Read, 'text'>) =>
    kind === 'folder' ? namesOf(ports.workspace, target, from).join('\n') : ports.workspace.read(target, from)?.text;
  const key = `${file.languageId} ${sdks.map(({ id }) => id)} ${JSON.stringify(custom)}`;
  const session = openMemory(ports.syntax, file, key, read);
  const prompts: Prompt[] = [];
  for (const candidate of candidatesOf(file, sdks)) {
    const at = candidate.node.startIndex;
    const id = `${candidate.name} ${candidate.node.endIndex - at}`;
    const known = session.recall(id, at);
    if (known) {
      if (known.prompt) prompts.push(known.prompt);
      continue;
    }
    const trail = newTrail();
    file.world.trail = trail;
    const found = findCall(file, candidate, sdks);
    const prompt = found && promptOf(file, found);
    file.world.trail = undefined;
    session.keep(id, at, prompt, trail);
    if (prompt) prompts.push(prompt);
  }
  session.end();
  return prompts.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

const namesOf = ({ list }: WorkspacePort, folder: string, from: string): readonly string[] =>
  list?.(folder, from) ?? [];

/** `shown`: the text that expressions are quoted from, where the parsed one is made from it. */
/** A file with the means to open others, for one analysis; undefined where its language has no grammar. */
export function openFile(document: SourceDocument, ports: CallPorts, shown: string): CodeFile | undefined {
  const open = new Map<string, CodeFile | undefined>();
  const parse = (one: SourceDocument): CodeFile | undefined => {
    const language = languages[one.languageId];
    const tree = language && ports.syntax.parse(one.languageId, one.text, one.uri);
    return tree && codeFile(one, tree, language, world);
  };
  const world: World = {
    workspace: ports.workspace,
    trail: undefined,
    main: document.uri,
    mainText: shown,
    read(target, from) {
      const found = ports.workspace.read(target, from);
      world.trail?.reads.push({ kind: 'file', target, from, text: found?.text });
      return found;
    },
    list(folder, from) {
      const names = namesOf(ports.workspace, folder, from);
      world.trail?.reads.push({ kind: 'folder', target: folder, from, text: names.join('\n') });
      return names;
    },
    open(target, from) {
      const key = `${from.uri} ${target}`;
      if (open.size >= maxFiles && !open.has(key)) return undefined;
      const found = world.read(target, from.uri);
      if (open.has(key)) return open.get(key);
      const file = found?.uri === document.uri ? main : found && parse(found);
      open.set(key, file);
      return file;
    },
  };
  const main = parse(document);
  return main;
}

function promptOf(file: CodeFile, found: Found): Prompt {
  const { call, shape, request, calleeSpan } = found;
  const site = request ? siteOf(request, call.span) : call.span;
  const line = shape.request === 'command' ? commandLineOf(call, frameOf(file)) : undefined;
  const own = line
    ? commandParts(file, call, frameOf(file), line)
    : shape.paths
      ? customParts(call, frameOf(file), shape.paths, file.languageId)
      : request
        ? partsOf(shape.request, request, site, file.languageId)
        : [];
  const construction = found.receiver.kind === 'client' && shape.instructed ? found.receiver.construction : undefined;
  const parts = construction ? [...instructionParts(construction, calleeSpan, file.languageId), ...own] : [...own];
  if (shape.beside) parts.push(...besideParts(call, frameOf(file), shape.beside, file.languageId));
  const facts = factsOf(found);
  const enclosing = enclosingAt(file, call.span.start);
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
      ...(receiver && isGuarded(file.text, file.text.slice(receiver.start, receiver.end))
        ? { guarded: true as const }
        : {}),
      ...(enclosing ? { enclosing } : {}),
    },
    ...(uses.length > 0 ? { uses } : {}),
    ...(request?.frame.budget.spent ? { incomplete: true as const } : {}),
  };
}
