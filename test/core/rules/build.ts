import { starterPolicy } from '../../../server/src/core/policy/index.ts';
import type { Policy, UseCase } from '../../../server/src/core/policy/model.ts';
import type {
  ResolvedLiteral,
  ResolvedPlaceholder,
  ResolvedPrompt,
} from '../../../server/src/core/policy/resolve-model.ts';
import type { Part, PlaceholderSegment, Prompt, TextSegment } from '../../../server/src/core/prompt.ts';
import type { RuleContext } from '../../../server/src/core/rules/rule.ts';
import { entityType } from '../../../server/src/core/taxonomy/entity-types.ts';

/** A policy with a file of its own, so that every rule is on. */
export const policyWith = (changes: Partial<Policy>): Policy => ({
  ...starterPolicy,
  uri: 'file:///prompt-privacy.yaml',
  ...changes,
});

export const useCase = (changes: Partial<UseCase>): UseCase => ({
  id: 'letters',
  purpose: 'Write letters',
  subjects: [],
  deployments: [],
  needs: {},
  prompts: [],
  ...changes,
});

const tag = /\{\{\s*([^}]*?)\s*\}\}/g;

/** Segments of a text with `{{ tags }}`, positions as a parser would give them. */
export function segmentsOf(text: string): (TextSegment | PlaceholderSegment)[] {
  const segments: (TextSegment | PlaceholderSegment)[] = [];
  let position = 0;
  for (const match of text.matchAll(tag)) {
    const { index } = match;
    if (index > position)
      segments.push({ kind: 'text', span: { start: position, end: index }, text: text.slice(position, index) });
    const expression = match[1]!;
    const start = index + match[0].indexOf(expression);
    const span = { start, end: start + expression.length };
    segments.push({
      kind: 'placeholder',
      span: { start: index, end: index + match[0].length },
      expressionSpan: span,
      expression,
      path: expression,
      pathSpan: span,
      filters: [],
      syntax: 'jinja',
    });
    position = index + match[0].length;
  }
  if (position < text.length)
    segments.push({ kind: 'text', span: { start: position, end: text.length }, text: text.slice(position) });
  return segments;
}

export interface Built {
  readonly text: string;
  /** Entity type of each placeholder by path; what is not named carries nothing known. */
  readonly types?: Readonly<Record<string, string>>;
  /** Literals: the text and its entity type. */
  readonly literals?: readonly {
    readonly find: string;
    readonly type: string;
    readonly score?: number;
    readonly reserved?: boolean;
  }[];
  readonly prompt?: Partial<Prompt>;
  readonly part?: Partial<Part>;
  readonly value?: Partial<ResolvedPlaceholder>;
  readonly resolved?: Partial<ResolvedPrompt>;
  readonly policy?: Policy;
}

/** A rule context as the analysis would hand it over, for one part of one prompt. */
export function contextOf(built: Built): RuleContext {
  const { text } = built;
  const whole = { start: 0, end: text.length };
  const part: Part = { role: 'user', kind: 'text', span: whole, segments: segmentsOf(text), ...built.part };
  const prompt: Prompt = {
    origin: 'template',
    format: 'jinja',
    confidence: 'certain',
    span: whole,
    anchor: { start: 0, end: Math.max(0, text.indexOf('\n')) },
    parts: [part],
    request: { features: [] },
    ...built.prompt,
  };
  const placeholders = part.segments.flatMap((segment): ResolvedPlaceholder[] =>
    segment.kind === 'placeholder' ? [placeholder(part, segment, built)] : [],
  );
  const resolved: ResolvedPrompt = {
    prompt,
    useCaseReason: 'test',
    deployments: [],
    deploymentReason: 'test',
    values: [...placeholders, ...(built.literals ?? []).map((literal) => literalValue(part, text, literal))],
    level: { before: 'restricted', after: 'restricted' },
    ...built.resolved,
  };
  return {
    document: { uri: 'file:///prompts/a.j2', languageId: 'jinja', text },
    resolved,
    policy: built.policy ?? policyWith({}),
    today: '2026-11-24',
    siblings: [resolved],
  };
}

function placeholder(part: Part, segment: PlaceholderSegment, built: Built): ResolvedPlaceholder {
  const type = built.types?.[segment.path ?? ''];
  const known = type ? entityType(type) : undefined;
  return {
    kind: 'placeholder',
    part,
    segment,
    span: segment.pathSpan,
    type,
    category: known?.category,
    level: known?.level ?? 'restricted',
    sent: 'keep',
    required: known?.form ?? 'keep',
    requiredBy: known ? 'type' : 'none',
    by: known ? 'name' : 'none',
    ...(known ? { name: { type: known.id, category: known.category, evidence: 'person-object', score: 0.95 } } : {}),
    ...built.value,
  };
}

function literalValue(
  part: Part,
  text: string,
  { find, type, score = 0.9, reserved }: NonNullable<Built['literals']>[number],
): ResolvedLiteral {
  const start = text.indexOf(find);
  const span = { start, end: start + find.length };
  const known = entityType(type);
  return {
    kind: 'literal',
    part,
    span,
    type,
    category: known?.category,
    level: known?.level ?? 'restricted',
    sent: 'keep',
    required: known?.form ?? 'keep',
    requiredBy: 'type',
    entity: { type, span, score, evidence: ['test'], reserved },
  };
}
