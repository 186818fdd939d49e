import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { SourceDocument } from '../core/ports.ts';
import type { PromptIndex } from '../workspace/prompt-index.ts';
import type { AnalyzedFile, Engines, FileResult, Workspace } from '../workspace/workspace.ts';
import type { ClientFacts } from './client-facts.ts';
import type { Log } from './log.ts';
import type { InitializationOptions } from './protocol.ts';
import type { SettingsStore } from './settings.ts';
import type { Timers } from './timers.ts';

/** What a host gives the server: the parts that differ between a process, a worker and a test. */
export interface Runtime {
  /** `YYYY-MM-DD`. */
  today(): string;
  loadEngines(options: InitializationOptions): Promise<Engines>;
}

/** What every feature is handed. Built once, after `initialize`. */
export interface Server {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly client: ClientFacts;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly timers: Timers;
  readonly options: InitializationOptions;
  /** Resolves when the engines are loaded. Never rejects. */
  readonly workspace: Promise<Workspace>;
  /** Prompts of the whole workspace and their links. */
  readonly index: Promise<PromptIndex>;
  readonly engineName: Promise<string>;
  /** `YYYY-MM-DD`. */
  today(): string;
  /** What became of an open document; undefined when it is closed, disabled by its settings, or a virtual one of ours. */
  result(uri: string): Promise<FileResult | undefined>;
  /** The same where only prompts matter. */
  analysis(uri: string): Promise<AnalyzedFile | undefined>;
  /** What became of a file that is not open. */
  closedResult(uri: string): Promise<FileResult | undefined>;
  isOpen(uri: string): boolean;
  /** Text of a file that only the client can read; null: it is gone. */
  setVirtualFile(uri: string, text: string | null): void;
  /** Text of any file of the workspace, open or not. */
  read(uri: string): (SourceDocument & { readonly version?: number }) | undefined;
  /** Results may have changed for reasons other than an edit of the document itself. */
  refresh(): void;
  /** Files changed on disk or in an editor. */
  filesChanged(uris: readonly string[]): void;
  onFilesChanged(listener: (uris: readonly string[]) => void): void;
  /** Calls back after `refresh` was asked for, once a burst of reasons is over. */
  onRefresh(listener: () => void): void;
}
