import type { CustomCall } from '../policy/model.ts';
import type { SourceDocument } from '../ports.ts';
import type { ParseProblem, ParseResult, Prompt } from '../prompt.ts';
import { actionPrompts } from './actions.ts';
import { embeddedTemplates } from './embedded.ts';
import { mayHoldCalls } from './find.ts';
import { findShellCalls } from './find-shell.ts';
import { languages } from './languages/index.ts';
import { inNotebook, readNotebook } from './notebook.ts';
import { askedOnce, type CallPorts, openFile } from './open-file.ts';
import { promptOf } from './prompt-of.ts';
import { promptsOf, wrappersSeenBy } from './search.ts';
import { directiveComments, enclosingAt, useCaseAt } from './surroundings.ts';
import { scriptsOf, withExpressions, withNames } from './workflow-scripts.ts';

/** Language ids in which Claude calls are read. */
export const callLanguages: ReadonlySet<string> = new Set([
  ...Object.keys(languages),
  'yaml',
  'github-actions-workflow',
]);

const nothing: ParseResult = { prompts: [], problems: [] };
/** The Claude calls of a source file. Total: a file that does not parse gives what can be read of it. */
export function parseCalls(document: SourceDocument, given: CallPorts, custom: readonly CustomCall[]): ParseResult {
  const ports = { syntax: given.syntax, workspace: askedOnce(given.workspace) };
  try {
    if (!mayHoldCalls(document.text, custom) && wrappersSeenBy(document, ports, custom).length === 0) return nothing;
    const prompts = everyPrompt(document, ports, custom);
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

function everyPrompt(document: SourceDocument, ports: CallPorts, custom: readonly CustomCall[]): Prompt[] {
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
      : promptsOf(file, document, ports, custom);
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
