import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Analysis, analyze } from '../core/analyze.ts';
import { callLanguages } from '../core/calls/index.ts';
import type { Detect } from '../core/detection/entity.ts';
import { matchesAny } from '../core/policy/glob.ts';
import { checkReviews } from '../core/policy/index.ts';
import type { Policy } from '../core/policy/model.ts';
import type { Ports, SourceDocument, SyntaxPort } from '../core/ports.ts';
import { createAnalysisCache } from './analysis-cache.ts';
import { isCandidate, languageIdOf } from './language-ids.ts';
import { createPolicies, type LoadedPolicy, type Policies } from './policies.ts';
import { isPolicyPath, isPolicyUri, policyFileNames } from './policy-names.ts';
import { createPorts, type Reads } from './ports.ts';
import { createSources, type Sources, type VersionedDocument } from './sources.ts';
import { readText, type Skip, skip, type TextEncoding, tooLarge } from './text-file.ts';
import { isInside, normalizeUri, relativePath, toPath, toUri, uriPath } from './uris.ts';
import { type WalkEntry, walk } from './walk.ts';

/**
 * What the language server and the command line ask: the policy, the findings and the skips of a file. Composition of
 * disk, policies, engines and the core; the only state is caches.
 *
 *     const workspace = createWorkspace({ roots: [process.cwd()], engines: await loadEngines(), today: () => '2026-11-24' });
 *     for await (const entry of workspace.files(root)) {
 *       const result = entry.kind === 'file' ? await workspace.analyzeFile(entry.path) : entry;
 *       if (result.kind === 'analysis') report(result.analysis.findings);
 *     }
 */
export interface Workspace {
  readonly policies: Policies;
  readonly sources: Sources;
  readonly ports: Ports;
  roots(): readonly string[];
  setRoots(roots: readonly string[]): void;
  uriOf(path: string): string;
  /** URI of the first folder: settings that concern all files are asked for there. */
  rootUri(): string | undefined;
  /** A path for people: relative to the workspace folder that holds it. */
  displayPath(path: string): string;
  /** Analysis of an open document, cached by (uri, version, policy, files it read). Never rejects. */
  analyze(document: VersionedDocument): Promise<FileResult>;
  /** Reads and analyses a file. An open version of it is preferred. Not cached. Never rejects. */
  analyzeFile(path: string): Promise<FileResult>;
  /**
   * The files below a folder that may hold prompts or calls, or that the policy includes; ignored and excluded ones left
   * out. A path of a file gives that file, whatever its name.
   */
  files(
    path: string,
    options?: { readonly signal?: AbortSignal; readonly maxFiles?: number },
  ): AsyncGenerator<WalkEntry>;
  /** Options that `analyze` of the core gets for this document. */
  optionsFor(uri: string): { readonly loaded: LoadedPolicy; readonly path: string };
  /** URIs of the policy that applies to a document (or to the first folder), and of where a new one would go. */
  policyPlace(uri?: string): { readonly uri: string | null; readonly create: string | null };
  /**
   * A file changed, came or went; without a URI: anything may have. Drops what depends on it.
   * True when results of other documents may be different now.
   */
  changed(uri?: string): boolean;
  /** A document was closed: its results are dropped. */
  closed(uri: string): void;
}

/** What became of a file. */
export type FileResult = AnalyzedFile | PolicyFile | SkippedFile;

interface AnyFile {
  readonly uri: string;
  /** Relative to the policy's folder, else to the workspace folder. */
  readonly path: string;
}

export interface AnalyzedFile extends AnyFile {
  readonly kind: 'analysis';
  readonly analysis: Analysis;
  readonly policy: LoadedPolicy;
  /** Set for files from disk: how to write them back; `lossy` files must not be written. */
  readonly disk?: { readonly encoding: TextEncoding; readonly lossy: boolean };
  readonly reads: Reads;
}

export interface PolicyFile extends AnyFile {
  readonly kind: 'policy';
  readonly document: SourceDocument;
  readonly policy: LoadedPolicy;
}

export interface SkippedFile extends AnyFile {
  readonly kind: 'skipped';
  readonly skip: Skip;
}

/** What is loaded once and asynchronously: see `loadEngines`. */
export interface Engines {
  readonly name: string;
  readonly detect: Detect;
  readonly syntax: SyntaxPort;
  /** Loads the grammars of these language ids. */
  load(languageIds: Iterable<string>): Promise<void>;
  /** Forgets the tree of a closed document. */
  forget(uri: string): void;
}

export interface WorkspaceOptions {
  /** Absolute paths of the workspace folders. May be empty: then only the file itself is known. */
  readonly roots: readonly string[];
  readonly engines: Engines;
  /** `YYYY-MM-DD`, asked at each analysis. */
  readonly today: () => string;
  /** Absolute path of the one policy to use, instead of the nearest. */
  readonly policy?: string;
  /** The documents that an editor has open. */
  readonly open?: (uri: string) => VersionedDocument | undefined;
}

const excluded = skip('excluded', 'Excluded by the policy (files.exclude).');

/** A folder's name alone excludes what is below it. */
const isExcluded = ({ exclude }: Policy['files'], path: string): boolean =>
  matchesAny(exclude, path) ||
  matchesAny(
    exclude.map((glob) => `${glob.replace(/\/$/, '')}/**`),
    path,
  );

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** What edits of the policy start from: its text, or where a new one would stand. */
function policyFileOf(loaded: LoadedPolicy, roots: readonly string[]): { policyText?: string; newPolicyUri?: string } {
  if (loaded.path !== undefined) return { policyText: loaded.text };
  return roots[0] === undefined ? {} : { newPolicyUri: toUri(join(roots[0], policyFileNames[0]!)) };
}

export function createWorkspace(options: WorkspaceOptions): Workspace {
  let roots = options.roots;
  const open = options.open ?? (() => undefined);
  const sources = createSources(() => roots, open);
  const policies = createPolicies(sources, options.policy);
  const cache = createAnalysisCache<AnalyzedFile>();
  const { ports, track } = createPorts(options.engines, sources, () => roots);
  const loadedLanguages = new Set<string>();

  const optionsFor = (uri: string) => {
    const path = toPath(uri);
    // An untitled document belongs to the first folder.
    const loaded = policies.forUri(uri) ?? policies.forPath(`${roots[0] ?? ''}${uriPath(uri)}`);
    const folders = [...(loaded.folder ? [loaded.folder] : []), ...roots];
    const at = path ?? uriPath(uri);
    const base = folders.find((folder) => isInside(folder, at)) ?? dirname(at);
    return { loaded, path: relativePath(base, at) };
  };

  const load = async (languages: readonly string[]): Promise<void> => {
    if (languages.length > 0) await options.engines.load(languages);
    for (const language of languages) loadedLanguages.add(language);
  };
  const unloaded = (languages: Iterable<string>): string[] =>
    [...languages].filter((language) => callLanguages.has(language) && !loadedLanguages.has(language));

  const run = (document: SourceDocument, disk?: AnalyzedFile['disk']): FileResult => {
    const { loaded, path } = optionsFor(document.uri);
    const { uri, text } = document;
    if (isPolicyUri(uri)) {
      const problems = [...loaded.problems, ...checkReviews(loaded.policy, options.today())];
      return { kind: 'policy', uri, path, document, policy: { ...loaded, problems } };
    }
    if (isExcluded(loaded.policy.files, path)) return { uri, path, ...excluded };
    if (text.length > loaded.policy.files.maxSize) {
      return { uri, path, ...tooLarge(text.length, loaded.policy.files.maxSize) };
    }
    const { result: analysis, reads } = track(() =>
      analyze(document, { policy: loaded.policy, ...policyFileOf(loaded, roots), today: options.today(), path }, ports),
    );
    return { kind: 'analysis', uri, path, analysis, policy: loaded, disk, reads };
  };

  /** Imports may lead to languages whose grammar is not loaded yet: then the analysis runs once more. */
  const settle = async (document: SourceDocument, disk?: AnalyzedFile['disk']): Promise<FileResult> => {
    const result = run(document, disk);
    const missing = result.kind === 'analysis' ? unloaded(result.reads.languages) : [];
    if (missing.length === 0) return result;
    await load(missing);
    return run(document, disk);
  };

  return {
    policies,
    sources,
    ports,
    roots: () => roots,
    setRoots(next) {
      roots = next;
      policies.forget();
      cache.clear();
    },
    uriOf: toUri,
    rootUri: () => (roots[0] === undefined ? undefined : toUri(roots[0])),
    displayPath: (path) => relativePath(roots.find((root) => isInside(root, path)) ?? '/', path),
    optionsFor,
    async *files(path, { signal, maxFiles } = {}) {
      if (isFile(path)) {
        yield { kind: 'file', path };
        return;
      }
      const accept = (file: string) => {
        const described = optionsFor(toUri(file));
        const { files } = described.loaded.policy;
        if (isExcluded(files, described.path)) return false;
        return isPolicyPath(file) || isCandidate(file) || matchesAny(files.include, described.path);
      };
      yield* walk(path, { accept, signal, maxFiles });
    },
    async analyze(document) {
      await load(unloaded([document.languageId]));
      const stamp = `${document.version} ${options.today()}`;
      const known = cache.get(document.uri, stamp);
      if (known && known.policy === optionsFor(document.uri).loaded) return known;
      const result = await settle(document);
      if (result.kind === 'analysis') cache.set(document.uri, stamp, result, document.text.length);
      return result;
    },
    async analyzeFile(path) {
      const uri = toUri(path);
      const edited = open(uri);
      await load(unloaded([edited?.languageId ?? languageIdOf(path)]));
      if (edited) return settle(edited);
      const described = optionsFor(uri);
      const content = readText(path, described.loaded.policy.files.maxSize);
      if (content.kind === 'skipped') return { uri, path: described.path, ...content };
      const { encoding, lossy, text } = content;
      return settle({ uri, languageId: languageIdOf(path), text }, { encoding, lossy });
    },
    policyPlace(uri) {
      const path = uri === undefined ? undefined : toPath(uri);
      const folder = roots.find((root) => path !== undefined && isInside(root, path)) ?? roots[0];
      const place = folder ? join(folder, policyFileNames[0]!) : undefined;
      const asked = uri ?? (place && toUri(place));
      const found = asked === undefined ? undefined : optionsFor(asked).loaded;
      return { uri: found?.path ? found.policy.uri : null, create: place ? toUri(place) : null };
    },
    changed(uri) {
      const path = uri === undefined ? undefined : toPath(uri);
      sources.forget(path);
      const policyChanged = uri === undefined || isPolicyUri(uri) || (path !== undefined && policies.isConcerned(path));
      if (policyChanged) policies.forget(path);
      const dropped = cache.delete(
        (key, entry) =>
          uri === undefined || (path !== undefined && entry.reads.paths.has(path) && key !== normalizeUri(uri)),
      );
      return policyChanged || dropped > 0;
    },
    closed(uri) {
      cache.delete((key) => key === normalizeUri(uri));
      options.engines.forget(uri);
    },
  };
}
