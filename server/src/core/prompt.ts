import type { Span } from './span.ts';
import type { Delimiters } from './templates/delimiters.ts';

/**
 * The prompt model: what a template file or a call site sends to Claude, with exact positions.
 * Every parser (`templates/`, `calls/`) produces it and everything else (policy, detection, rules,
 * fixes, scrubbing, `inspect`) reads it. Plain data: no methods, no cycles, safe to structured-clone.
 */

export type Role = 'system' | 'user' | 'assistant' | 'tool';

/** What a parser returns for a file. Parsers never throw: what they could not read is a problem. */
export interface ParseResult {
  readonly prompts: readonly Prompt[];
  readonly problems: readonly ParseProblem[];
  /** Why the file counts as holding prompts (or not): shown in the hover and in `check --format json`. */
  readonly decision?: FormatDecision;
}

export interface ParseProblem {
  readonly span: Span;
  readonly message: string;
}

/** Which format a file was read as, and on what evidence. */
export interface FormatDecision {
  readonly format: string;
  readonly isPrompt: boolean;
  /** One sentence for people: `.j2 file below prompts/`. */
  readonly reason: string;
}

/** One thing sent to Claude: a template (one of several in a file), or one call site. */
export interface Prompt {
  readonly origin: 'template' | 'call';
  /** Template format id (`jinja`, `dotprompt`, …) or language id of the code (`typescript`, `python`, …). */
  readonly format: string;
  /** Template language of a prompt whose format does not tell: `jinja` in a Markdown file. */
  readonly syntax?: string;
  /** Marks that the template is written with in place of its language's usual ones. */
  readonly delimiters?: Delimiters;
  /** For calls: the catalogue's entry, for example `anthropic.messages.create`. */
  readonly api?: string;
  /** Calls only: the function of the workspace that makes the call, where this is a call of that function. */
  readonly through?: {
    readonly name: string;
    readonly span: Span /** Set when it stands in another file. */;
    readonly uri?: string;
  };
  /** Calls only: values that the function around it is given as they are; its callers are calls `through` it. */
  readonly handsOn?: readonly string[];
  /** A name for people: front-matter name, exported function, or test case. */
  readonly name?: string;
  /** How sure the parser is that this reaches Claude. `possible` findings are shown one severity lower. */
  readonly confidence: 'certain' | 'likely' | 'possible';
  /** The whole prompt: the template's text, or the call expression. */
  readonly span: Span;
  /** Where findings about the prompt as a whole stand: the callee, the front matter, or the first line. */
  readonly anchor: Span;
  readonly parts: readonly Part[];
  readonly request: RequestFacts;
  /** A use case named in front matter or in a `prompt-privacy: use-case=<id>` comment. */
  readonly useCase?: {
    readonly id: string;
    readonly span: Span;
    readonly by: 'front-matter' | 'call-comment' | 'file-comment';
  };
  /** Names that the template declares as inputs (front matter, `input_variables`). */
  readonly inputs?: readonly DeclaredInput[];
  /** Files this prompt includes, or (for a call) renders. */
  readonly links?: readonly PromptLink[];
  /**
   * Template comments and raw regions: no findings inside, and suppressions are read from them.
   * Calls: all comments of the file that mention `prompt-privacy`.
   */
  readonly comments?: readonly Span[];
  /** Templates that stand in a string of a program: the decoded text, with the way back to the file. */
  readonly embedded?: { readonly text: TextSegment };
  /** Calls only: the code puts together more than is read; the rest is not looked at, which is said as a problem. */
  readonly incomplete?: true;
  /** Calls only: what the enclosing function does with the prompt, the answer and the token vault, in order of position. */
  readonly uses?: readonly ContentUse[];
}

/**
 * Something that the function around a Claude call does: a call that it makes, or a value that it returns or stores.
 * Every call of the function is listed (at most 200), whether it carries content or not, so that an audit event is
 * found by comparing `callee` with the policy's `audit.functions`.
 */
export interface ContentUse {
  /**
   * `log`: console, logger, print, exception text, error tracker, span attribute. `call`: any other call.
   * `return`: handed to the caller. `store`: assigned to a field, global or collection that outlives the function.
   */
  readonly kind: 'log' | 'call' | 'return' | 'store';
  /** As written, without type arguments: `console.log`, `auditClaudeCall`, `this.audit.record`; `return` and `store`: empty. */
  readonly callee: string;
  /** The whole call or statement. */
  readonly span: Span;
  readonly calleeSpan: Span;
  readonly before: boolean;
  /** What its arguments (or the returned value) hold, each with the argument that holds it. */
  readonly carries: readonly CarriedContent[];
  /** Keys of the object that it is given (audit events): `['user', 'useCase']`. With `...` when some are not known. */
  readonly keys?: readonly string[];
}

export interface CarriedContent {
  /** `prompt`: text or messages of the request; `answer`: text of the response, not its id or usage; `vault`: the token vault. */
  readonly content: 'prompt' | 'answer' | 'vault';
  /** The argument or expression that holds it. */
  readonly span: Span;
  /** Functions it went through on its way here, innermost first: `['JSON.stringify']`, `['restore']`. */
  readonly through: readonly string[];
}

export interface DeclaredInput {
  readonly name: string;
  readonly span: Span;
  readonly description?: string;
  readonly type?: string;
}

export interface PromptLink {
  readonly kind: 'include' | 'renders' | 'data' | 'command';
  /** As written: a path, partial name or `file://` URL. Resolution against the workspace is the index's job. */
  readonly target: string;
  readonly span: Span;
}

/** A piece of a prompt with one role and one place in the request. */
export interface Part {
  readonly role: Role;
  /**
   * `text` reaches the model as prompt text. The others leave too, and have rules of their own:
   * `example` (few-shot, sample and test data), `schema`, `tool-description`, `metadata`, `document`,
   * `tool-result`, `file-name`, `media`.
   */
  readonly kind: PartKind;
  /** Path in the request: `system`, `messages[0].content[1].text`, `metadata.user_id`. Templates: absent. */
  readonly argument?: string;
  readonly span: Span;
  readonly segments: readonly Segment[];
}

export type PartKind =
  | 'text'
  | 'example'
  | 'schema'
  | 'tool-description'
  | 'metadata'
  | 'document'
  | 'tool-result'
  | 'file-name'
  | 'media';

export type Segment = TextSegment | PlaceholderSegment;

/** Literal text. `text` is what the model reads, after escapes, indentation and quotes are undone. */
export interface TextSegment {
  readonly kind: 'text';
  /** In the raw file, escapes included. */
  readonly span: Span;
  readonly text: string;
  /**
   * Runs that map `text` to the file, ascending and without gaps in `text`. A run whose file length equals its
   * text length is verbatim; any other is atomic (an escape, a folded line break). Absent when `text` is the
   * raw slice. Read through `textSpanToFile` (`text-runs.ts`).
   */
  readonly runs?: readonly (readonly [textStart: number, fileStart: number, fileEnd: number])[];
  /** Written in another file: `span` is then the reference to it in this one (no edit of the text itself is possible here). */
  readonly elsewhere?: Elsewhere;
}

/** Where something is really written that this file only refers to. */
export interface Elsewhere {
  readonly uri: string;
  readonly span: Span;
}

/** A template variable or a code expression whose value is put into the prompt. */
export interface PlaceholderSegment {
  readonly kind: 'placeholder';
  /** The whole tag with its delimiters (`{{ patient.name | upper }}`, `${x}`); for a bare argument the expression. */
  readonly span: Span;
  /** Just the expression, where an edit wraps: `patient.name | upper`. */
  readonly expressionSpan: Span;
  readonly expression: string;
  /**
   * The access path with loop variables and aliases resolved: `patient.notes[].text`. `[]` marks iteration.
   * Null when the expression has no single root (`a + b` yields one placeholder per operand where possible).
   */
  readonly path: string | null;
  /** Where `path` (the variable itself, without filters and serializers) is written, for finding spans. */
  readonly pathSpan: Span;
  /**
   * Filters, helpers and functions already applied, innermost first, as written: `['JSON.stringify']`, `['upper']`.
   * In templates `generalize("year")` is listed as the form it gives, `generalize:year`.
   */
  readonly filters: readonly string[];
  /** True when the value is an object serialized as a whole (`JSON.stringify(x)`, `{{json x}}`, spread, `model_dump`). */
  readonly serialized?: boolean;
  /** Fields of the record behind the value where its type is known in the workspace. */
  readonly fields?: readonly RecordField[];
  /** Where the value came from, nearest step first. Empty when only the name is known. */
  readonly flow?: readonly FlowStep[];
  /** The type name of the value's root where known: `Patient`. Matched against `sources[].match.types`. */
  readonly typeName?: string;
  /** True inside a raw region, a condition or a comment: not printed, so no disclosure. */
  readonly unprinted?: boolean;
  /** Bound by the template itself (macro or block parameter, text put together in `set`): not an input. */
  readonly local?: boolean;
  /** Language of the expression when it is code; the template format otherwise. Chooses the fix's syntax. */
  readonly syntax: string;
  /** Put into the text in another file: the spans are then those of the reference in this one, and no edit is possible here. */
  readonly elsewhere?: Elsewhere;
}

export interface RecordField {
  readonly name: string;
  readonly type?: string;
}

export interface FlowStep {
  readonly kind: 'read' | 'assign' | 'string' | 'serialize' | 'call' | 'sanitize' | 'send';
  /** One phrase for related information: `read from parameter 'patient: Patient'`. Never a value. */
  readonly label: string;
  readonly span: Span;
  /** Set when the step is in another file. */
  readonly uri?: string;
  /** For `read`: what kind of source it is. */
  readonly source?: { readonly kind: SourceKind; readonly name: string; readonly fields?: readonly string[] };
}

export type SourceKind =
  | 'parameter'
  | 'query'
  | 'http'
  | 'file'
  | 'environment'
  | 'request'
  | 'record'
  | 'constant'
  | 'unknown';

/** What the code says about the request beside its text. Every fact has the span it was read from. */
export interface RequestFacts {
  readonly platform?: Fact<Platform>;
  readonly model?: Fact<string>;
  readonly region?: Fact<string>;
  readonly inferenceGeo?: Fact<string>;
  readonly baseUrl?: Fact<string>;
  /** Environment variable that the API key is read from: `deployments[].match.env`. */
  readonly keyEnv?: Fact<string>;
  readonly features: readonly Fact<string>[];
  /** Telemetry and debug settings: `contentMode=content`, `logLevel=debug`. */
  readonly telemetry?: readonly Fact<string>[];
  /** Why a fact that matters could not be read: `region comes from process.env.AWS_REGION`. */
  readonly unknown?: readonly {
    readonly fact: 'region' | 'model' | 'platform';
    readonly why: string;
    readonly span: Span;
  }[];
  /** The variable or expression that receives the answer, for restore and log rules. */
  readonly answer?: { readonly name: string | null; readonly span: Span; readonly streamed: boolean };
  /** The client the call is made on, and the enclosing function. */
  readonly receiver?: { readonly expression: string; readonly span: Span };
  /** The client is wrapped by `withPrivacy`: each value leaves in the form required of it, and the answer comes back restored. */
  readonly guarded?: true;
  readonly enclosing?: {
    readonly name: string | null;
    readonly span: Span;
    readonly bodySpan: Span;
    readonly parameters: readonly string[];
  };
}

export type Platform =
  | 'claude-api'
  | 'claude-aws'
  | 'bedrock'
  | 'vertex'
  | 'google-cloud'
  | 'foundry'
  | 'agent-sdk'
  | 'gateway'
  | 'other-vendor'
  | 'unknown';

export interface Fact<T> {
  readonly value: T;
  readonly span: Span;
  /** `default`: not written in code, this is the SDK's default. */
  readonly by: 'literal' | 'constant' | 'default' | 'environment';
}
