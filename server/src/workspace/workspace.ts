import { statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { analyze } from '../core/analyze.ts';
import { callLanguages } from '../core/calls/index.ts';
import { matchesAny } from '../core/policy/glob.ts';
import { checkReviews } from '../core/policy/index.ts';
import type { Policy } from '../core/policy/model.ts';
import type { SourceDocument } from '../core/ports.ts';
import type { ParseProblem } from '../core/prompt.ts';
import { createAnalysisCache } from './analysis-cache.ts';
import { endingOf, isCandidate, languageIdOf } from './language-ids.ts';
import type { AnalyzedFile, FileResult, Workspace, WorkspaceOptions } from './model.ts';
import { createPolicies, type LoadedPolicy } from './policies.ts';
import { isPolicyPath, isPolicyUri, policyFileNames } from './policy-names.ts';
import { createPorts } from './ports.ts';
import { createSources } from './sources.ts';
import { createTemplateLoads } from './template-loads.ts';
import { readText, skip, tooLarge } from './text-file.ts';
import { isInside, normalizeUri, relativePath, toPath, toUri, uriPath } from './uris.ts';
import { walk } from './walk.ts';

export type * from './model.ts';

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
function policyFileOf(loaded: LoadedPolicy, root: string | undefined): { policyText?: string; newPolicyUri?: string } {
  if (loaded.path !== undefined) return { policyText: loaded.text };
  return root === undefined ? {} : { newPolicyUri: toUri(join(root, policyFileNames[0]!)) };
}

/** Where a file stops being what its encoding allows: it is analysed all the same, but must not be written back. */
function damage(text: string): ParseProblem {
  const at = Math.max(0, text.indexOf('\uFFFD'));
  return {
    span: { start: at, end: Math.min(at + 1, text.length) },
    message: 'Not valid UTF-8 from here on: read with replacement characters. Save the file as UTF-8.',
  };
}

/** An untitled document has a language but no ending, by which formats are told. */
const named = (path: string, languageId: string): string => (extname(path) === '' ? path + endingOf(languageId) : path);

export function createWorkspace(options: WorkspaceOptions): Workspace {
  let roots = options.roots;
  const open = options.open ?? (() => undefined);
  const sources = createSources(() => roots, options.open);
  const policies = createPolicies(sources, options.policy, options.engines.checkPatterns);
  const cache = createAnalysisCache<AnalyzedFile>();
  const { ports, track } = createPorts(options.engines, sources, () => roots);
  const loadedLanguages = new Set<string>();
  const loads = createTemplateLoads(ports, sources);
  loads.onNew((uri) => cache.delete((key) => key === normalizeUri(uri)));

  const optionsFor = (uri: string) => {
    const path = toPath(uri);
    // An untitled document belongs to the first folder.
    const loaded = policies.forUri(uri) ?? policies.forPath(`${roots[0] ?? ''}${uriPath(uri)}`);
    const folders = [...(loaded.folder ? [loaded.folder] : []), ...roots];
    const at = path ?? uriPath(uri);
    const base = folders.find((folder) => isInside(folder, at)) ?? dirname(at);
    return { loaded, path: relativePath(base, at) };
  };

  const rootOf = (uri: string): string | undefined => {
    const path = toPath(uri);
    return roots.find((root) => path !== undefined && isInside(root, path)) ?? roots[0];
  };

  const load = async (languages: readonly string[]): Promise<void> => {
    if (languages.length > 0) await options.engines.load(languages);
    for (const language of languages) loadedLanguages.add(language);
  };
  const unloaded = (languages: Iterable<string>): string[] =>
    [...languages].filter((language) => callLanguages.has(language) && !loadedLanguages.has(language));

  const run = (document: SourceDocument, disk?: AnalyzedFile['disk']): FileResult => {
    const { uri, text } = document;
    const { loaded, path: written } = optionsFor(uri);
    const path = uri.startsWith('untitled:') ? named(written, document.languageId) : written;
    if (isPolicyUri(uri)) {
      const problems = [...loaded.problems, ...checkReviews(loaded.policy, options.today(), loaded.text)];
      return { kind: 'policy', uri, path, document, policy: { ...loaded, problems } };
    }
    if (isExcluded(loaded.policy.files, path)) return { uri, path, ...excluded };
    if (text.length > loaded.policy.files.maxSize) {
      return { uri, path, ...tooLarge(text.length, loaded.policy.files.maxSize) };
    }
    const evidence = loads.evidenceFor(uri);
    const uses = () => loads.usesOf(uri);
    const fixed = { policy: loaded.policy, ...policyFileOf(loaded, rootOf(uri)), today: options.today(), path };
    const { result: analysis, reads } = track(() => analyze(document, { ...fixed, evidence, uses }, ports));
    loads.note(analysis, ports.workspace);
    const told = disk?.lossy ? { ...analysis, problems: [damage(text), ...analysis.problems] } : analysis;
    return { kind: 'analysis', uri, path, analysis: told, policy: loaded, disk, reads };
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
      sources.forget();
      policies.forget();
      cache.clear();
    },
    uriOf: toUri,
    rootUri: () => (roots[0] === undefined ? undefined : toUri(roots[0])),
    displayPath: (path) => relativePath(roots.find((root) => isInside(root, path)) ?? '/', path),
    optionsFor,
    onTemplateLoaded: loads.onNew,
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
      const folder = rootOf(uri ?? '');
      const place = folder ? join(folder, policyFileNames[0]!) : undefined;
      const asked = uri ?? (place && toUri(place));
      const found = asked === undefined ? undefined : optionsFor(asked).loaded;
      return { uri: found?.path ? found.policy.uri : null, create: place ? toUri(place) : null };
    },
    changed(uri) {
      const path = uri === undefined ? undefined : toPath(uri);
      const folder = sources.forget(path) && path !== undefined ? `${dirname(path)}/` : undefined;
      const policyChanged = uri === undefined || isPolicyUri(uri) || (path !== undefined && policies.isConcerned(path));
      if (policyChanged) policies.forget(path);
      const dropped = cache.delete(
        (key, entry) =>
          uri === undefined ||
          (path !== undefined && entry.reads.concern(path) && key !== normalizeUri(uri)) ||
          (folder !== undefined && entry.reads.concern(folder)),
      );
      return policyChanged || dropped > 0;
    },
    closed(uri) {
      cache.delete((key) => key === normalizeUri(uri));
      options.engines.forget(uri);
    },
  };
}
