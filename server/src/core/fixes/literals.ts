import type { ResolvedLiteral, ResolvedPrompt } from '../policy/resolve-model.ts';
import type { TextSegment } from '../prompt.ts';
import type { RuleContext } from '../rules/rule.ts';
import { literalsOf, typeOf } from '../rules/values.ts';
import { contains, type Span } from '../span.ts';
import { longestCovering } from '../taxonomy/categories.ts';
import { combined } from './combine.ts';
import type { Edit, Fix } from './fix.ts';
import { labelOf } from './label.ts';
import { syntheticValues } from './synthetic.ts';
import { writerFor } from './writers.ts';

/** Score from which a detector is sure enough for a fix that nobody looks at. */
const sure = 0.8;

/**
 * Ways to take an identifier out of a prompt's text, the best first. `alike` says which other literals the rule
 * would report: "all of this kind" replaces those.
 */
export function literalFixes(
  value: ResolvedLiteral,
  context: RuleContext,
  alike: (other: ResolvedLiteral) => boolean,
): Fix[] {
  const kind = typeOf(value)?.name ?? 'value';
  const label = labelOf(value);
  const safe = value.entity.score >= sure;
  const fixes: Fix[] = [];
  const written = asPlaceholder(value, context);
  const placeholder = written && {
    title: `Replace the ${lowerFirst(kind)} with a tokenized placeholder`,
    safe: false,
    ...written,
  };
  const { useCase } = context.resolved;
  // What the use case does not need is better gone than tokenized: then the label comes first.
  const wanted = !useCase || longestCovering(Object.keys(useCase.needs), value.category ?? '') !== undefined;
  if (placeholder && wanted) fixes.push(placeholder);
  fixes.push({ title: `Replace the ${lowerFirst(kind)} with ${label}`, safe, edits: textEdits(context, value, label) });
  if (placeholder && !wanted) fixes.push(placeholder);
  const synthetic = value.type ? syntheticValues[value.type] : undefined;
  if (synthetic) {
    fixes.push({
      title: `Replace the ${lowerFirst(kind)} with the reserved example ${synthetic}`,
      safe: false,
      edits: textEdits(context, value, synthetic),
    });
  }
  const all = ofThisKind(value, context, alike);
  if (all.length > 1) {
    fixes.push({
      title: `Replace all ${all.length} of this kind in the file with ${label}`,
      safe: false,
      edits: all.flatMap((other) => textEdits(context, other, label)),
    });
  }
  return fixes;
}

function asPlaceholder(value: ResolvedLiteral, context: RuleContext): Pick<Fix, 'edits' | 'annotation'> | undefined {
  const { document, policy, resolved } = context;
  const segment = segmentOf(value);
  if (!segment || !value.type) return undefined;
  const written = writerFor(resolved.prompt, document).placeholder(
    segment,
    value.span,
    { type: value.type },
    { document, policy, prompt: resolved.prompt, part: value.part },
  );
  return written && { edits: written.edits, annotation: written.note };
}

const segmentOf = (value: ResolvedLiteral): TextSegment | undefined =>
  value.part.segments.find(
    (segment): segment is TextSegment => segment.kind === 'text' && contains(segment.span, value.span),
  );

function ofThisKind(
  value: ResolvedLiteral,
  { siblings }: RuleContext,
  alike: (other: ResolvedLiteral) => boolean,
): ResolvedLiteral[] {
  const seen = new Set<string>();
  return siblings
    .flatMap((prompt: ResolvedPrompt) => literalsOf(prompt))
    .filter((other) => {
      const key = `${other.span.start}-${other.span.end}`;
      if (other.type !== value.type || !alike(other) || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

/** Only the label: a secret is no value to tokenize, and a schema no place for one. */
export const labelFixes = (
  value: ResolvedLiteral,
  context: RuleContext,
  alike: (other: ResolvedLiteral) => boolean,
): Fix[] => literalFixes(value, context, alike).filter(({ title }) => title.endsWith(labelOf(value)));

/** In an example every identifier of the text goes at once: synthetic where a kind has reserved values, else its label. */
export function exampleFixes(
  value: ResolvedLiteral,
  context: RuleContext,
  alike: (other: ResolvedLiteral) => boolean,
): Fix[] {
  const all = literalsOf(context.resolved).filter((other) => other.part === value.part && alike(other));
  const synthetic = (other: ResolvedLiteral) => (other.type && syntheticValues[other.type]) || labelOf(other);
  const whole = combined(
    'Replace everything in this example with synthetic values',
    all.map((other) => ({ edits: textEdits(context, other, synthetic(other)) })),
  );
  return [...(whole && all.length > 1 ? [whole] : []), ...literalFixes(value, context, alike).slice(-3)];
}

/** Writes plain text over a literal. A YAML scalar without quotes gets them: `name: [PERSON]` would be a list. */
export function textEdits(
  { document }: Pick<RuleContext, 'document'>,
  value: ResolvedLiteral,
  newText: string,
): Edit[] {
  const scalar = segmentOf(value)?.span;
  const edit: Edit = { span: value.span, newText };
  if (!scalar || scalar.start !== value.span.start || !isPlainYamlScalar(document.text, scalar)) return [edit];
  if (scalar.end === value.span.end) return [{ span: value.span, newText: `"${newText}"` }];
  return [
    { span: value.span, newText: `"${newText}` },
    { span: { start: scalar.end, end: scalar.end }, newText: '"' },
  ];
}

/** `key: value` or `- value` on one line, the value unquoted and free of what quotes would have to escape. */
function isPlainYamlScalar(text: string, { start, end }: Span): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const scalar = text.slice(start, end);
  return /^\s*(?:- +)*(?:- |[\w."' -]{1,80}: +)$/.test(before) && !/["\\\r\n]/.test(scalar);
}

const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
