import type { CustomRecognizer } from '../../detection/entity.ts';
import { type Form, type Level, levels } from '../../taxonomy/levels.ts';
import type {
  Agreement,
  CustomCall,
  Deployment,
  Policy,
  PolicyException,
  ResidencyRule,
  Source,
  UseCase,
} from '../model.ts';

/** Plain data as it stands in the file, already checked against the shape. Everything may be absent. */
export type Raw = Readonly<Record<string, unknown>>;

const record = (value: unknown): Raw =>
  value && typeof value === 'object' && !Array.isArray(value) ? (value as Raw) : {};
const items = (value: unknown): Raw[] => (Array.isArray(value) ? value.map(record) : []);
/** Texts of a list, each once: what stands twice means no more. */
const words = (value: unknown): string[] =>
  Array.isArray(value)
    ? [...new Set(value.filter((item): item is string => typeof item === 'string' && item !== ''))]
    : [];
const word = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
const optional = <T>(value: unknown, build: (raw: Raw) => T): T | undefined =>
  value === undefined ? undefined : build(record(value));

/** Drops absent fields, so that plain objects print and compare well. */
function compact<T extends object>(value: T): T {
  for (const key of Object.keys(value) as (keyof T)[]) if (value[key] === undefined) delete value[key];
  return value;
}

/** The typed policy from the data of one file, or of several merged. Lists keep their order and length. */
export function buildPolicy(data: Raw, base: Pick<Policy, 'uri' | 'revision' | 'locate'>): Policy {
  const files = record(data.files);
  const allow = record(data.allow);
  return compact({
    version: 1 as const,
    ...base,
    extends: word(data.extends),
    organization: optional(data.organization, organization),
    classification: classification(record(data.classification)),
    agreements: items(data.agreements).map(agreement),
    deployments: items(data.deployments).map(deployment),
    categories: categories(record(data.categories)),
    sources: items(data.sources).map(source),
    useCases: items(data.use_cases).map(useCase),
    residency: items(data.residency).map(residencyRule),
    audit: compact({
      functions: words(record(data.audit).functions),
      sink: word(record(data.audit).sink),
      retention: word(record(data.audit).retention),
    }),
    scrub: scrub(record(data.scrub)),
    tokenization: record(data.tokenization) as Policy['tokenization'],
    calls: items(data.calls).map(customCall),
    recognizers: items(data.recognizers)
      .filter((raw) => word(raw.pattern) && word(raw.type))
      .map(recognizer),
    allow: {
      values: words(allow.values),
      patterns: words(allow.patterns),
      scopes: items(allow.scopes).map((raw) => ({ paths: words(raw.paths), types: words(raw.types) })),
    },
    samples: record(data.samples) as Record<string, string>,
    rules: record(data.rules) as Policy['rules'],
    files: {
      include: words(files.include),
      exclude: words(files.exclude),
      maxSize: typeof files.max_size === 'number' ? files.max_size : 1_000_000,
      experiments: words(files.experiments),
    },
    exceptions: items(data.exceptions).map(exception),
    platformFacts: optional(data.platform_facts, (raw) => raw),
  });
}

const organization = (raw: Raw): NonNullable<Policy['organization']> =>
  compact({
    name: word(raw.name),
    roles: words(raw.roles),
    contact: word(raw.contact),
    dpo: word(raw.dpo),
    review: optional(raw.review, ({ every, last }) => compact({ every: word(every), last: word(last) })),
  });

function classification(raw: Raw): Policy['classification'] {
  const listed = words(raw.levels) as Level[];
  const used = levels.filter((level) => listed.includes(level));
  return { levels: used.length > 0 ? used : levels, unclassified: (word(raw.unclassified) as Level) ?? 'restricted' };
}

const agreement = (raw: Raw): Agreement =>
  compact({
    id: word(raw.id) ?? '',
    type: word(raw.type) ?? '',
    party: word(raw.party),
    modules: Array.isArray(raw.modules) ? (raw.modules as number[]) : undefined,
    signed: word(raw.signed),
    expires: word(raw.expires),
    ref: word(raw.ref),
  });

const deployment = (raw: Raw): Deployment =>
  compact({
    id: word(raw.id) ?? '',
    platform: (word(raw.platform) ?? 'unknown') as Deployment['platform'],
    match: optional(raw.match, (match) =>
      compact({
        env: word(match.env),
        region: word(match.region),
        baseUrl: word(match.base_url),
        model: word(match.model),
        paths: match.paths === undefined ? undefined : words(match.paths),
      }),
    ),
    regions: words(raw.regions),
    inRegion: raw.in_region === undefined ? undefined : words(raw.in_region),
    hipaaReady: flag(raw.hipaa_ready),
    zdr: flag(raw.zdr),
    agreements: words(raw.agreements),
    ceiling: word(raw.ceiling) as Level | undefined,
    assurances: items(raw.assurances).map((one) =>
      compact({ name: word(one.name) ?? '', date: word(one.date), expires: word(one.expires), ref: word(one.ref) }),
    ),
  });

const categories = (raw: Raw): Policy['categories'] =>
  compact({
    permitted: raw.permitted === undefined ? undefined : words(raw.permitted),
    prohibited: words(raw.prohibited),
    defaultForm: record(raw.default_form) as Record<string, Form>,
  });

function source(raw: Raw): Source {
  const match = record(raw.match);
  return compact({
    id: word(raw.id) ?? '',
    owner: word(raw.owner),
    level: word(raw.level) as Level | undefined,
    subjects: words(raw.subjects),
    jurisdictions: words(raw.jurisdictions),
    regimes: words(raw.regimes),
    match: {
      types: words(match.types),
      placeholders: words(match.placeholders),
      tables: words(match.tables),
      calls: words(match.calls),
      files: words(match.files),
    },
    fields: record(raw.fields) as Record<string, string>,
  });
}

const useCase = (raw: Raw): UseCase =>
  compact({
    id: word(raw.id) ?? '',
    purpose: word(raw.purpose),
    dataUse: word(raw.data_use),
    status: word(raw.status) as UseCase['status'],
    legalBasis: optional(raw.legal_basis, (basis) =>
      compact({
        gdpr: word(basis.gdpr),
        special: word(basis.special),
        hipaa: word(basis.hipaa),
        assessment: word(basis.assessment),
      }),
    ),
    subjects: words(raw.subjects),
    deployments: words(raw.deployments),
    needs: record(raw.needs) as Record<string, Form>,
    prompts: words(raw.prompts),
    retention: word(raw.retention),
    dpia: word(raw.dpia),
    determination: optional(raw.determination, (one) =>
      compact({ method: word(one.method) ?? '', date: word(one.date), author: word(one.author) }),
    ),
    review: optional(raw.review, (one) =>
      compact({ last: word(one.last), next: word(one.next), owner: word(one.owner) }),
    ),
  });

const residencyRule = (raw: Raw): ResidencyRule =>
  compact({
    id: word(raw.id) ?? '',
    jurisdictions: words(raw.jurisdictions),
    categories: raw.categories === undefined ? ['user'] : words(raw.categories),
    permit: words(raw.permit),
    orMechanism: words(raw.or_mechanism),
    requireAssurance: words(raw.require_assurance),
    rule: word(raw.rule),
  });

/** Names that count as sanitizers without being listed: those of the run-time library and of its template filters. */
export const builtInSanitizers: readonly string[] = ['tokenize', 'scrub', 'project', 'generalize', 'redact', 'replace'];

const scrub = (raw: Raw): Policy['scrub'] => ({
  functions: raw.functions === undefined ? builtInSanitizers : words(raw.functions),
  forms: record(raw.forms) as Record<string, Form>,
  tokenFormat: word(raw.token_format) ?? '[{TYPE}_{n}]',
});

const customCall = (raw: Raw): CustomCall =>
  compact({
    language: word(raw.language),
    package: word(raw.package),
    call: word(raw.call) ?? '',
    prompt: words(raw.prompt),
    platform: word(raw.platform) as CustomCall['platform'],
    deployment: word(raw.deployment),
  });

const recognizer = (raw: Raw): CustomRecognizer =>
  compact({
    id: word(raw.id) ?? '',
    type: word(raw.type) ?? '',
    pattern: word(raw.pattern) ?? '',
    keywords: raw.keywords === undefined ? undefined : words(raw.keywords),
    context: raw.context === undefined ? undefined : words(raw.context),
    checksum: word(raw.checksum),
    score: typeof raw.score === 'number' ? raw.score : undefined,
    examples: raw.examples === undefined ? undefined : words(raw.examples),
  });

const exception = (raw: Raw): PolicyException =>
  compact({
    rule: word(raw.rule) ?? '',
    useCase: word(raw.use_case),
    category: word(raw.category),
    paths: raw.paths === undefined ? undefined : words(raw.paths),
    reason: word(raw.reason) ?? '',
    kind: word(raw.kind) as PolicyException['kind'],
    approvedBy: word(raw.approved_by),
    expires: word(raw.expires),
  });
