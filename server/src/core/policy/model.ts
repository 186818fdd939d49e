import type { CustomRecognizer } from '../detection/entity.ts';
import type { Platform } from '../prompt.ts';
import type { Span } from '../span.ts';
import type { Form, Level } from '../taxonomy/levels.ts';

/** `prompt-privacy.yaml`, parsed and checked. Field names follow the file. Everything is optional in the file and defaulted here. */
export interface Policy {
  readonly version: 1;
  /** URI of the file, or `builtin:starter`. */
  readonly uri: string;
  /** Changes whenever the content does: part of every cache key. */
  readonly revision: string;
  /** The policy that this one adds to, as written. */
  readonly extends?: string;
  readonly organization?: Organization;
  readonly classification: { readonly levels: readonly Level[]; readonly unclassified: Level };
  readonly agreements: readonly Agreement[];
  readonly deployments: readonly Deployment[];
  readonly categories: Categories;
  readonly sources: readonly Source[];
  readonly useCases: readonly UseCase[];
  readonly residency: readonly ResidencyRule[];
  readonly audit: Audit;
  readonly scrub: {
    readonly functions: readonly string[];
    /** Form that a function of the user's own gives; others follow from the name. */
    readonly forms: Readonly<Record<string, Form>>;
    readonly tokenFormat: string;
  };
  /** Per language or format id: the import line and the call that a fix writes. */
  readonly tokenization: Readonly<Record<string, TokenizationStyle>>;
  /** The user's own wrappers around Claude, in the shape of the SDK catalogue. */
  readonly calls: readonly CustomCall[];
  readonly recognizers: readonly CustomRecognizer[];
  readonly allow: {
    readonly values: readonly string[];
    readonly patterns: readonly string[];
    readonly scopes: readonly AllowScope[];
  };
  /** Sample values for the preview, by placeholder path. */
  readonly samples: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, Severity>>;
  readonly files: {
    readonly include: readonly string[];
    readonly exclude: readonly string[];
    readonly maxSize: number;
    readonly experiments: readonly string[];
  };
  readonly exceptions: readonly PolicyException[];
  readonly platformFacts?: Readonly<Record<string, unknown>>;
  /**
   * Spans in the policy file by path: `use_cases[2].needs`, `sources[0].fields["patient.name"]`. Keys and values apart.
   * Indexes are those of this model. `uri` is set when the entry stands in a policy that this one extends.
   */
  readonly locate: (path: string) => { readonly key?: Span; readonly value?: Span; readonly uri?: string } | undefined;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint' | 'off';

export interface Organization {
  readonly name?: string;
  readonly roles: readonly string[];
  readonly contact?: string;
  readonly dpo?: string;
  readonly review?: { readonly every?: string; readonly last?: string };
}

export interface Agreement {
  readonly id: string;
  readonly type: string;
  readonly party?: string;
  readonly modules?: readonly number[];
  readonly signed?: string;
  readonly expires?: string;
  readonly ref?: string;
}

export interface Deployment {
  readonly id: string;
  readonly platform: Platform;
  readonly match?: {
    readonly env?: string;
    readonly region?: string;
    readonly baseUrl?: string;
    readonly model?: string;
    readonly paths?: readonly string[];
  };
  readonly regions: readonly string[];
  readonly inRegion?: readonly string[];
  readonly hipaaReady?: boolean;
  readonly zdr?: boolean;
  readonly agreements: readonly string[];
  readonly ceiling?: Level;
  readonly assurances: readonly {
    readonly name: string;
    readonly date?: string;
    readonly expires?: string;
    readonly ref?: string;
  }[];
}

export interface Categories {
  /** Undefined: no allowlist, everything is permitted. */
  readonly permitted?: readonly string[];
  readonly prohibited: readonly string[];
  readonly defaultForm: Readonly<Record<string, Form>>;
}

export interface Source {
  readonly id: string;
  readonly owner?: string;
  readonly level?: Level;
  readonly subjects: readonly string[];
  readonly jurisdictions: readonly string[];
  readonly regimes: readonly string[];
  readonly match: {
    readonly types: readonly string[];
    readonly placeholders: readonly string[];
    readonly tables: readonly string[];
    readonly calls: readonly string[];
    readonly files: readonly string[];
  };
  /** Field path to category, or `none`. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface UseCase {
  readonly id: string;
  readonly purpose?: string;
  readonly dataUse?: string;
  readonly status?: 'proposed' | 'approved';
  readonly legalBasis?: {
    readonly gdpr?: string;
    readonly special?: string;
    readonly hipaa?: string;
    readonly assessment?: string;
  };
  readonly subjects: readonly string[];
  readonly deployments: readonly string[];
  readonly needs: Readonly<Record<string, Form>>;
  readonly prompts: readonly string[];
  readonly retention?: string;
  readonly dpia?: string;
  readonly determination?: { readonly method: string; readonly date?: string; readonly author?: string };
  readonly review?: { readonly last?: string; readonly next?: string; readonly owner?: string };
}

export interface ResidencyRule {
  readonly id: string;
  readonly jurisdictions: readonly string[];
  readonly categories: readonly string[];
  readonly permit: readonly string[];
  readonly orMechanism: readonly string[];
  readonly requireAssurance: readonly string[];
  readonly rule?: string;
}

export interface Audit {
  readonly functions: readonly string[];
  readonly sink?: string;
  readonly retention?: string;
}

export interface TokenizationStyle {
  readonly import?: string;
  /** With `{expr}`, `{type}` and `{vault}`: `tokenize({expr}, '{type}', { vault })`. */
  readonly call?: string;
  readonly scrub?: string;
  readonly restore?: string;
}

export interface CustomCall {
  readonly language?: string;
  readonly package?: string;
  readonly call: string;
  /** Argument paths that hold prompt text: `[0]`, `prompt`, `options.system`. */
  readonly prompt: readonly string[];
  readonly platform?: Platform;
  readonly deployment?: string;
}

export interface AllowScope {
  readonly paths: readonly string[];
  readonly types: readonly string[];
}

export interface PolicyException {
  readonly rule: string;
  readonly useCase?: string;
  readonly category?: string;
  readonly paths?: readonly string[];
  readonly reason: string;
  readonly kind?: 'false-positive' | 'accepted-risk';
  readonly approvedBy?: string;
  readonly expires?: string;
}

/** A mistake in the policy file, at its place, with a mend where one is possible. */
export interface PolicyProblem {
  readonly span: Span;
  readonly severity: 'error' | 'warning';
  /** Kind of mistake: `unknown-key`, `date`, `contradiction` … */
  readonly code: string;
  /** The rule it counts as, when it is one: `policy-contradiction`, `review-overdue`. */
  readonly rule?: string;
  readonly message: string;
  readonly fix?: { readonly title: string; readonly span: Span; readonly newText: string };
}
