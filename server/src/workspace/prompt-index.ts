import { setImmediate, setTimeout } from 'node:timers/promises';
import { callLanguages } from '../core/calls/index.ts';
import { lineIndex } from '../core/lines.ts';
import { type PolicyUsage, usageOf } from '../core/policy/editor/index.ts';
import type { Span } from '../core/span.ts';
import { isCandidate } from './language-ids.ts';
import { isPolicyPath } from './policy-names.ts';
import { type FileLink, linksOf } from './template-links.ts';
import { toPath } from './uris.ts';
import type { AnalyzedFile, Workspace } from './workspace.ts';

/** What other files need to know of a prompt. Names and places, no text: thousands of them fit. */
export interface IndexedPrompt {
  readonly uri: string;
  readonly path: string;
  /** Absolute path of the policy that applies; undefined: the starter. */
  readonly policy?: string;
  /** In the order of the file's analysis. */
  readonly index: number;
  readonly name: string;
  readonly anchor: TextRange;
  /** Counts of one prompt: each entry that it uses once. */
  readonly usage: PolicyUsage;
  /** The use case as the prompt itself names it. */
  readonly named?: { readonly id: string; readonly range: TextRange };
}

export interface IndexedLink {
  readonly kind: FileLink['kind'];
  readonly from: string;
  readonly target: string;
  readonly range: TextRange;
}

interface IndexedFile {
  readonly prompts: readonly IndexedPrompt[];
  readonly links: readonly IndexedLink[];
}

/** Lines and characters from 0, characters in UTF-16 code units. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface IndexSnapshot {
  readonly prompts: readonly IndexedPrompt[];
  readonly links: readonly IndexedLink[];
  readonly files: number;
  /** False when a budget ended the walk: counts are lower bounds then. */
  readonly complete: boolean;
}

export interface PromptIndex {
  /** The index brought up to date: built when first asked for, then only what changed. Never rejects. */
  current(): Promise<IndexSnapshot>;
  /** The same, or what is known by then when it takes longer. */
  within(milliseconds: number): Promise<IndexSnapshot>;
  /** What is known now, without work. */
  known(): IndexSnapshot;
  /** A file changed. A policy concerns every file that holds prompts. */
  changed(path: string): void;
  foldersChanged(): void;
}

export interface IndexBudget {
  readonly maxFiles: number;
  readonly maxCharacters: number;
}

/** Work in one go before others get their turn. */
const sliceMs = 10;

/** A lazy index of all prompts below the roots, in time slices and within a budget that is asked for at each build. */
export function createPromptIndex(workspace: Workspace, budget: () => Promise<IndexBudget>): PromptIndex {
  const entries = new Map<string, IndexedFile>();
  const dirty = new Set<string>();
  let walked = false;
  let complete = true;
  let building: Promise<void> | undefined;

  const known = (): IndexSnapshot => ({
    prompts: [...entries.values()].flatMap(({ prompts }) => prompts),
    links: [...entries.values()].flatMap(({ links }) => links),
    files: entries.size,
    complete: complete && walked && building === undefined && dirty.size === 0,
  });
  const build = async (): Promise<void> => {
    const { maxFiles, maxCharacters } = await budget();
    let characters = 0;
    let sliceEnd = performance.now() + sliceMs;
    const take = async (path: string): Promise<boolean> => {
      if (performance.now() > sliceEnd) {
        await setImmediate();
        sliceEnd = performance.now() + sliceMs;
      }
      dirty.delete(path);
      const result = await workspace.analyzeFile(path);
      if (result.kind !== 'analysis') entries.delete(path);
      else {
        characters += result.analysis.document.text.length;
        entries.set(path, describe(result, workspace));
      }
      return entries.size < maxFiles && characters < maxCharacters;
    };
    if (!walked && maxFiles > 0) {
      walked = true;
      complete = await walkRoots(workspace, take);
    }
    for (const path of [...dirty]) await take(path);
  };
  workspace.onTemplateLoaded((uri) => {
    const path = toPath(uri);
    if (path !== undefined && entries.has(path)) dirty.add(path);
  });
  const current = async (): Promise<IndexSnapshot> => {
    while (building || !walked || dirty.size > 0) {
      building ??= build().catch(() => undefined);
      const started = building;
      await started;
      if (building === started) building = undefined;
      if ((await budget()).maxFiles === 0) break;
    }
    return known();
  };
  return {
    known,
    current,
    within: (milliseconds) =>
      Promise.race([current(), setTimeout(milliseconds, undefined, { ref: false }).then(known)]),
    changed(path) {
      if (isPolicyPath(path)) for (const [at, { prompts }] of entries) if (prompts.length > 0) dirty.add(at);
      if (isCandidate(path) || entries.has(path)) dirty.add(path);
    },
    foldersChanged() {
      walked = false;
      entries.clear();
    },
  };
}

async function walkRoots(workspace: Workspace, take: (path: string) => Promise<boolean>): Promise<boolean> {
  for (const root of workspace.roots()) {
    for await (const entry of workspace.files(root)) {
      if (entry.kind === 'file' ? !(await take(entry.path)) : entry.skip.code === 'budget') return false;
    }
  }
  return true;
}

const nothing: IndexedFile = { prompts: [], links: [] };

function describe({ analysis, uri, path, policy }: AnalyzedFile, { ports }: Workspace): IndexedFile {
  if (analysis.prompts.length === 0 && !callLanguages.has(analysis.document.languageId)) return nothing;
  const place = lineIndex(analysis.document.text);
  const at = (offset: number) => ({ line: place(offset).line - 1, character: place(offset).column - 1 });
  const range = ({ start, end }: Span): TextRange => ({ start: at(start), end: at(end) });
  const prompts = analysis.prompts.map((prompt, index) => ({
    uri,
    path,
    policy: policy.path,
    index,
    name: prompt.name ?? prompt.api ?? path,
    anchor: range(prompt.anchor),
    usage: usageOf([analysis.resolved[index]!]),
    ...(prompt.useCase && { named: { id: prompt.useCase.id, range: range(prompt.useCase.span) } }),
  }));
  const links = linksOf(analysis, ports.workspace).map(({ kind, target, span }) => ({
    kind,
    from: uri,
    target,
    range: range(span),
  }));
  return { prompts, links };
}

/** The prompts that a policy file governs, and how many use each of its entries. */
export function usageOfPolicy(snapshot: IndexSnapshot, policyUri: string): PolicyUsage {
  const path = toPath(policyUri);
  const governed = snapshot.prompts.filter(({ policy }) => policy === path).map(({ usage }) => usage);
  const sum = (key: 'useCases' | 'deployments' | 'sources' | 'categories') => {
    const total = new Map<string, number>();
    for (const usage of governed) for (const [id, count] of usage[key]) total.set(id, (total.get(id) ?? 0) + count);
    return total;
  };
  return {
    prompts: governed.length,
    useCases: sum('useCases'),
    deployments: sum('deployments'),
    sources: sum('sources'),
    categories: sum('categories'),
  };
}
