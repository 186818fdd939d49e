import type { Detect } from '../../../server/src/core/detection/entity.ts';
import { parsePolicy, resolvePrompt } from '../../../server/src/core/policy/index.ts';
import type { Policy } from '../../../server/src/core/policy/model.ts';
import type { ResolvedPlaceholder, ResolvedPrompt } from '../../../server/src/core/policy/resolve-model.ts';
import type { Fact, Part, PlaceholderSegment, Prompt, RequestFacts, Segment } from '../../../server/src/core/prompt.ts';

const none = { start: 0, end: 0 };

export const policyOf = (text: string): Policy =>
  parsePolicy(`version: 1\n${text}`, 'file:///w/p.yaml', () => undefined).policy;

export const fact = <T>(value: T, by: Fact<T>['by'] = 'literal'): Fact<T> => ({ value, span: none, by });

/** A placeholder as a parser would give it, standing for `{{ path }}`. */
export function placeholder(path: string, more: Partial<PlaceholderSegment> = {}): PlaceholderSegment {
  return {
    kind: 'placeholder',
    span: none,
    expressionSpan: none,
    expression: path,
    path,
    pathSpan: none,
    filters: [],
    syntax: 'handlebars',
    ...more,
  };
}

export const partOf = (segments: readonly Segment[], more: Partial<Part> = {}): Part => ({
  role: 'user',
  kind: 'text',
  span: none,
  segments,
  ...more,
});

export const promptOf = (segments: readonly Segment[], more: Partial<Prompt> = {}): Prompt => ({
  origin: 'template',
  format: 'handlebars',
  confidence: 'certain',
  span: none,
  anchor: none,
  parts: [partOf(segments)],
  request: { features: [] },
  ...more,
});

export const requestOf = (facts: Partial<RequestFacts>): RequestFacts => ({ features: [], ...facts });

export const nothing: Detect = () => [];

export const resolve = (
  prompt: Prompt,
  policy: Policy,
  path = 'prompts/a.hbs',
  detect: Detect = nothing,
): ResolvedPrompt => resolvePrompt(prompt, { policy, path, today: '2026-11-24', detect });

/** The one placeholder of a prompt that consists of it. */
export function resolveOne(policy: Policy, path: string, more: Partial<PlaceholderSegment> = {}): ResolvedPlaceholder {
  const [value] = resolve(promptOf([placeholder(path, more)]), policy).values;
  return value as ResolvedPlaceholder;
}
