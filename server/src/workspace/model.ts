import type { Analysis } from '../core/analyze.ts';
import type { Detect } from '../core/detection/entity.ts';
import type { Policy, PolicyProblem } from '../core/policy/model.ts';
import type { Ports, SourceDocument, SyntaxPort } from '../core/ports.ts';
import type { LoadedPolicy, Policies } from './policies.ts';
import type { Reads } from './ports.ts';
import type { Sources, VersionedDocument } from './sources.ts';
import type { Skip, TextEncoding } from './text-file.ts';
import type { WalkEntry } from './walk.ts';

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
  /** Told of a template when a call turns out to load it: an earlier analysis did not know, another will. */
  onTemplateLoaded(listener: (uri: string) => void): void;
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
  /** Patterns of a policy that the engine does not take, or that miss their own examples. */
  checkPatterns(policy: Policy): readonly PolicyProblem[];
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
