import {
  type CodeLens,
  type Location,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { callLanguages } from '../core/calls/index.ts';
import {
  definitionOf,
  policyLenses,
  refusalOf,
  renameEdits,
  symbolAt,
  symbolsOf,
} from '../core/policy/editor/index.ts';
import { pathOf } from '../core/policy/parse/path.ts';
import { contains } from '../core/span.ts';
import { type IndexedPrompt, type IndexSnapshot, usageOfPolicy } from '../workspace/prompt-index.ts';
import { normalizeUri, toPath } from '../workspace/uris.ts';
import type { AnalyzedFile, FileResult, PolicyFile } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { linesOf } from './convert.ts';
import { handler } from './handle.ts';
import { commands } from './protocol.ts';

type Section = NonNullable<ReturnType<typeof symbolAt>>['section'];

/** An id of the policy, wherever the cursor stands on it. */
interface Symbol {
  readonly section: Section;
  readonly id: string;
  readonly range: Range;
  readonly policy: { readonly uri: string; readonly text: string };
}

/** References and rename of ids between the policy and prompts; from a template to the calls that render it. */
export function registerReferences(server: Server): void {
  const { connection, log } = server;
  connection.onReferences(
    handler(log, 'references', null, async (params: TextDocumentPositionParams) => {
      const { symbol, result } = await symbolUnder(server, params);
      // Nothing loads source code as a template: its references must not wait for the index.
      const mayBeLoaded = result?.kind === 'analysis' && !callLanguages.has(result.analysis.document.languageId);
      if (!symbol && !mayBeLoaded) return null;
      const snapshot = await (await server.index).current();
      return symbol ? referencesOf(symbol, snapshot) : renderedBy(snapshot, result!.uri);
    }),
  );
  connection.onPrepareRename(
    handler(log, 'prepare rename', null, async (params: TextDocumentPositionParams) => {
      const { symbol } = await symbolUnder(server, params);
      return symbol ? { range: symbol.range, placeholder: symbol.id } : null;
    }),
  );
  connection.onRenameRequest(
    handler(log, 'rename', null, async (params: TextDocumentPositionParams & { newName: string }) => {
      const { symbol } = await symbolUnder(server, params);
      if (!symbol) return null;
      const refusal = refusalOf(symbol.policy.text, symbol.section, params.newName);
      if (refusal) return new ResponseError<never>(LSPErrorCodes.RequestFailed, refusal) as never;
      return renameSymbol(symbol, params.newName, await (await server.index).current());
    }),
  );
}

async function symbolUnder(server: Server, { textDocument: { uri }, position }: TextDocumentPositionParams) {
  const result = await server.result(uri);
  return { result, symbol: result && symbolIn(server, result, position) };
}

function symbolIn(server: Server, result: FileResult, position: Range['start']): Symbol | undefined {
  if (result.kind === 'policy') {
    const lines = linesOf(result.document);
    const found = symbolAt(result.document.text, lines.offset(position));
    return found && { section: found.section, id: found.id, range: lines.range(found.span), policy: result.document };
  }
  if (result.kind !== 'analysis' || result.policy.path === undefined) return undefined;
  const lines = linesOf(result.analysis.document);
  const offset = lines.offset(position);
  const named = result.analysis.prompts.find(
    ({ useCase }) => useCase && contains(useCase.span, { start: offset, end: offset }),
  );
  if (!named?.useCase) return undefined;
  const { uri } = result.policy.policy;
  const policy = { uri, text: server.read(uri)?.text ?? result.policy.text };
  return { section: 'use_cases', id: named.useCase.id, range: lines.range(named.useCase.span), policy };
}

/** Where the id under the cursor is defined in the policy. */
export function definitionIn(server: Server, result: FileResult, position: Range['start']): Location | undefined {
  const symbol = symbolIn(server, result, position);
  const span = symbol && definitionOf(symbol.policy.text, symbol.section, symbol.id);
  if (span) return { uri: symbol.policy.uri, range: linesOf(symbol.policy).range(span) };
  return result.kind === 'analysis' ? classificationOf(result, position) : undefined;
}

/** Where the policy classifies a placeholder of a template. In code the variable's own definition is what is asked for. */
function classificationOf({ analysis, policy }: AnalyzedFile, position: Range['start']): Location | undefined {
  if (policy.path === undefined) return undefined;
  const offset = linesOf(analysis.document).offset(position);
  const value = analysis.resolved
    .filter(({ prompt }) => prompt.origin === 'template')
    .flatMap(({ values }) => values)
    .find(({ span }) => contains(span, { start: offset, end: offset }));
  if (value?.kind !== 'placeholder' || !value.source) return undefined;
  const source = ['sources', policy.policy.sources.indexOf(value.source)];
  const { locate, uri } = policy.policy;
  const span =
    (value.field === undefined ? undefined : locate(pathOf([...source, 'fields', value.field]))?.key) ??
    locate(pathOf([...source, 'id']))?.value;
  return span && { uri, range: linesOf(policy).range(span) };
}

const governedBy = (snapshot: IndexSnapshot, policyUri: string): IndexedPrompt[] =>
  snapshot.prompts.filter(({ policy }) => policy === toPath(policyUri));

function referencesOf({ section, id, policy }: Symbol, snapshot: IndexSnapshot): Location[] {
  const lines = linesOf(policy);
  const own = symbolsOf(policy.text, section, id).map(({ span }) => ({ uri: policy.uri, range: lines.range(span) }));
  return [...own, ...usersOf(governedBy(snapshot, policy.uri), section, id)];
}

/** The prompts that use an entry, at the place that names it or at their anchor. */
function usersOf(prompts: readonly IndexedPrompt[], section: Section, id: string): Location[] {
  const key = { use_cases: 'useCases', deployments: 'deployments', sources: 'sources' } as const;
  const counted = key[section as keyof typeof key];
  if (counted === undefined) return [];
  return prompts
    .filter(({ usage }) => usage[counted].has(id))
    .map(({ uri, anchor, named }) => ({ uri, range: (section === 'use_cases' && named?.range) || anchor }));
}

/** The calls (and templates) that refer to a template. */
export function renderedBy(snapshot: IndexSnapshot, uri: string): Location[] {
  const wanted = normalizeUri(uri);
  return snapshot.links
    .filter(({ target }) => normalizeUri(target) === wanted)
    .map(({ from, range }) => ({ uri: from, range }));
}

function renameSymbol({ section, id, policy }: Symbol, newId: string, snapshot: IndexSnapshot): WorkspaceEdit {
  const lines = linesOf(policy);
  const changes: Record<string, { range: Range; newText: string }[]> = {
    [policy.uri]: renameEdits(policy.text, policy.uri, section, id, newId).map(({ span, newText }) => ({
      range: lines.range(span),
      newText,
    })),
  };
  if (section === 'use_cases') {
    for (const { uri, named } of governedBy(snapshot, policy.uri)) {
      if (named?.id !== id) continue;
      const edits = changes[uri] ?? [];
      changes[uri] = edits;
      // Several prompts of one file may share the place that names it.
      if (!edits.some(({ range }) => range.start.line === named.range.start.line))
        edits.push({ range: named.range, newText: newId });
    }
  }
  return { changes };
}

const patienceMs = 1500;

/** `used by 3 prompts` at each use case, deployment and source of the policy. */
export async function policyLens(server: Server, { document, uri }: PolicyFile): Promise<CodeLens[]> {
  // Lenses come again when the index is complete.
  const snapshot = await (await server.index).within(patienceMs);
  const lines = linesOf(document);
  const prompts = governedBy(snapshot, uri);
  return policyLenses(document.text, usageOfPolicy(snapshot, uri)).map(({ span, title, section, id }) => {
    const range = lines.range(span);
    const locations = usersOf(prompts, section, id);
    const more = snapshot.complete ? '' : ' or more';
    return {
      range,
      command: { title: `${title}${more}`, command: commands.showReferences, arguments: [uri, range.start, locations] },
    };
  });
}
