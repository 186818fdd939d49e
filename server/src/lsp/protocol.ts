/**
 * What client and server agree on beside LSP itself: names, settings, custom requests. The only file of the server
 * that the client imports; plain types and constants, nothing else.
 */

/** Prefix of settings and of custom methods. */
export const section = 'promptPrivacy';

/** Scheme of the preview's virtual documents. */
export const previewScheme = 'prompt-privacy';

export const fixAllKind = `source.fixAll.${section}`;

/** Settings that the server reads, per resource. `package.json` declares the same keys and defaults (a test holds them together). */
export interface Settings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave';
  readonly files: {
    /** Characters; null: the policy's `files.max_size`. */
    readonly maxSize: number | null;
  };
  readonly codeAction: { readonly disableRuleComment: { readonly enable: boolean } };
  readonly codeLens: { readonly enable: boolean };
  readonly hover: { readonly enable: boolean };
  readonly semanticTokens: { readonly enable: boolean };
  readonly index: {
    /** Files of a workspace folder that are read to link templates, calls and the policy; 0 turns it off. */
    readonly maxFiles: number;
  };
}

export const defaultSettings: Settings = {
  enable: true,
  run: 'onType',
  files: { maxSize: null },
  codeAction: { disableRuleComment: { enable: true } },
  codeLens: { enable: true },
  hover: { enable: true },
  semanticTokens: { enable: true },
  index: { maxFiles: 5000 },
};

/** Handed over once, when the server starts. */
export interface InitializationOptions {
  /** Regular-expression engine: native RE2 where it loads, or the portable one. */
  readonly engine?: 'auto' | 're2' | 'portable';
  /** Folders that are searched for `tree-sitter-*.wasm`, beside the server's own. */
  readonly grammars?: readonly string[];
  /** The client implements `commands`: actions that are nothing but a command are offered. */
  readonly commands?: boolean;
  /** Where documentation pages of rules are; default: the public repository. Ends with `/`. */
  readonly docs?: string;
}

/** Commands that the client implements and that lenses and actions name. */
export const commands = {
  preview: `${section}.preview`,
  openDocumentation: `${section}.openDocumentation`,
  showOutput: `${section}.showOutput`,
  restart: `${section}.restart`,
  scan: `${section}.scanWorkspace`,
  openPolicy: `${section}.openPolicy`,
  report: `${section}.showReport`,
  openSample: `${section}.openSample`,
  disable: `${section}.disable`,
  enable: `${section}.enable`,
  showReferences: `${section}.showReferences`,
} as const;

/** Request: the two virtual documents of the prompt at a position (or with an index) of a file; null: no prompt there. */
export const previewRequest = `${section}/preview`;
export interface PreviewParams {
  readonly uri: string;
  readonly prompt?: number;
  readonly position?: { readonly line: number; readonly character: number };
}
export interface PreviewResult {
  readonly title: string;
  /** Both of scheme `prompt-privacy`; their text comes by `workspace/textDocumentContent` or `contentRequest`. */
  readonly before: string;
  readonly after: string;
}

/** Request: text of a virtual document, for clients without `workspace/textDocumentContent`. */
export const contentRequest = `${section}/content`;
export interface ContentParams {
  readonly uri: string;
}
export interface ContentResult {
  readonly text: string;
}

/** Notification to the client: what is known of a document. Counts and reasons, never content. */
export const statusNotification = `${section}/status`;
export interface StatusParams {
  readonly uri: string;
  readonly prompts: number;
  readonly findings: number;
  /** The policy that applies, relative to the workspace; null: the built-in starter. */
  readonly policy: string | null;
  /** The document is a policy itself. */
  readonly isPolicy: boolean;
  /** Problems in the policy that applies. */
  readonly policyProblems: number;
  /** Why the file was not analysed, or what limits the analysis. One sentence each. */
  readonly notes: readonly string[];
  readonly skipped: boolean;
  readonly engine: string;
}

/** Request: analyses every file of the workspace, with progress; results become diagnostics of files that are not open. */
export const scanRequest = `${section}/scan`;
export interface ScanParams {
  readonly workDoneToken?: string | number;
  /** Drop the results of the last scan instead of making new ones. */
  readonly clear?: boolean;
}
export interface ScanResult {
  readonly files: number;
  readonly prompts: number;
  readonly findings: number;
  readonly filesWithFindings: number;
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
  readonly cancelled: boolean;
}

/** Notification to the server: policies of folders that are not on disk, which only the client can read. */
export const virtualFilesNotification = `${section}/virtualFiles`;
export interface VirtualFilesParams {
  readonly files: readonly { readonly uri: string; readonly text: string | null }[];
}

/** Request: the policy file that applies to a document, and where a new one would go. */
export const policyRequest = `${section}/policy`;
export interface PolicyParams {
  readonly uri?: string;
}
export interface PolicyResult {
  readonly uri: string | null;
  readonly create: string | null;
  /** Text for a new one, written from what the workspace contains; empty where there is one. */
  readonly initial: string;
}

/** Request: the register and the data-flow map of what the policy of a document (or of the first folder) governs. */
export const reportRequest = `${section}/report`;
export interface ReportParams {
  readonly uri?: string;
}
export interface ReportResult {
  readonly prompts: number;
  /** SVG. */
  readonly flows: string;
  /** Markdown. */
  readonly register: string;
}
