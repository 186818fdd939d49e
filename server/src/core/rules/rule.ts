import type { Fix } from '../fixes/fix.ts';
import type { Policy, Severity } from '../policy/model.ts';
import type { ResolvedPrompt } from '../policy/resolve-model.ts';
import type { AnalysisOptions, SourceDocument } from '../ports.ts';
import type { Span } from '../span.ts';
import type { Level } from '../taxonomy/levels.ts';

export type RuleGroup =
  | 'prompt-text'
  | 'minimum-necessary'
  | 'classification'
  | 'agreements'
  | 'residency'
  | 'features'
  | 'audit'
  | 'governance'
  | 'round-trip';

/** A rule is data and two pure functions; its file is `rules/<group>/<id>.ts`, its page `docs/rules/<id>.md`. */
export interface Rule {
  readonly meta: RuleMeta;
  /** Findings of one prompt. Total: any prompt gives a list. */
  check(context: RuleContext): FindingDraft[];
  /** Fixes of one of its findings, preferred first. Called when asked for, rebuilt from a fresh analysis. */
  fixes?(finding: Finding, context: RuleContext): Fix[];
}

export interface RuleMeta {
  /** kebab-case; unchanged as diagnostic code, setting key, suppression, page and fixture folder. */
  readonly id: string;
  readonly group: RuleGroup;
  /** One line for lists and SARIF's `shortDescription`. */
  readonly summary: string;
  /** For restricted data or PHI; one step lower for confidential, two for internal, unless `fixed`. */
  readonly severity: Exclude<Severity, 'off'>;
  readonly fixed?: boolean;
  /** Law, guide or documentation: `45 CFR 164.514(b)(2)(i)`. */
  readonly references: readonly string[];
  readonly cwe: readonly number[];
  /** In the built-in starter policy, which applies without a file. */
  readonly starter: boolean;
  /** About the call alone, whatever it carries: said where Claude is called, not where a function is that calls it. */
  readonly ofCall?: true;
}

export interface RuleContext {
  readonly document: SourceDocument;
  readonly resolved: ResolvedPrompt;
  readonly policy: Policy;
  /** As in `AnalysisOptions`: what edits of the policy are computed from. */
  readonly policyText?: string;
  readonly newPolicyUri?: string;
  /** Path of the document relative to the policy's folder. */
  readonly path?: string;
  /** `YYYY-MM-DD`; the clock is an input. */
  readonly today: string;
  /** As in `AnalysisOptions`. */
  readonly uses?: AnalysisOptions['uses'];
  /** Other prompts of the same file (for "fix all of this kind"). */
  readonly siblings: readonly ResolvedPrompt[];
  /** The rules that would speak if the prompt were seen otherwise: a fix looks before it is offered. */
  readonly speaking?: (context: RuleContext) => ReadonlySet<string>;
}

/** What a rule writes; the registry adds rule id, severity and confidence. */
export interface FindingDraft {
  readonly span: Span;
  /** Kind first, then where it goes, then what to do. Never the value, nor a part, mask or hash of it. */
  readonly message: string;
  /** Level of the data, which lowers the severity. Absent: the rule's own severity. */
  readonly level?: Level;
  /** Overrides the computed severity where the rule's row says so. */
  readonly severity?: Exclude<Severity, 'off'>;
  readonly type?: string;
  readonly category?: string;
  readonly evidence?: readonly string[];
  readonly related?: readonly RelatedSpan[];
  /** What `fixes` needs to find the subject again: plain, small, never a value. */
  readonly subject?: Readonly<Record<string, string | number | boolean>>;
}

export interface RelatedSpan {
  readonly span: Span;
  /** Default: the same document. */
  readonly uri?: string;
  readonly message: string;
}

export interface Finding extends FindingDraft {
  readonly rule: string;
  readonly severity: Exclude<Severity, 'off'>;
  /** Index of the prompt in the file's analysis. */
  readonly prompt: number;
  /** Set when a directive or an exception of the policy covers it; it is then not shown but listed by reports. */
  readonly suppressed?: Suppression;
}

export interface Suppression {
  readonly by: 'directive' | 'exception';
  readonly kind: 'false-positive' | 'accepted-risk';
  readonly reason: string;
  /** Of the directive, in the document. */
  readonly span?: Span;
  /** Index of the exception in `policy.exceptions`. */
  readonly exception?: number;
}
