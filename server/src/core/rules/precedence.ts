import type { Finding, RelatedSpan } from './rule.ts';
import { moreSevere } from './severity.ts';

/**
 * Rules that speak about one value, most telling first. Of those that meet at one span and category only the first is
 * shown, with the highest severity among them; it names the others. Rules that are not listed always stand alone.
 */
export const precedence: readonly string[] = [
  'secret-in-prompt',
  'personal-data-in-metadata',
  'phi-in-schema',
  'category-prohibited',
  'category-not-permitted',
  'not-minimum-necessary',
  'whole-record',
  'special-category-in-prompt',
  'weak-generalisation',
  'wrong-form',
  'real-data-in-example',
  'literal-identifier',
  'unscrubbed-free-text',
  'untokenized-value',
  'identifying-placeholder',
  'unclassified-source',
];

const rank = new Map(precedence.map((id, index) => [id, index]));

/** Keeps one finding a span and category, in the order given. A finding without a category meets any at its span. */
export function onePerValue(findings: readonly Finding[]): Finding[] {
  const categoryAt = new Map<string, string>();
  for (const finding of findings) {
    if (finding.category && !categoryAt.has(place(finding))) categoryAt.set(place(finding), finding.category);
  }
  const groups = new Map<string, Finding[]>();
  findings.forEach((finding, index) => {
    const category = finding.category ?? categoryAt.get(place(finding)) ?? '';
    const key = rank.has(finding.rule) ? `${place(finding)} ${category}` : `alone ${index}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  });
  return [...groups.values()].map(merged);
}

/** One finding where several prompts of a file share a text: a constant that two calls send is one mistake. */
export function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule} ${place(finding)} ${finding.message}`;
    const known = seen.get(key);
    if (!known) seen.set(key, finding);
    else seen.set(key, { ...known, severity: moreSevere(known.severity, finding.severity) });
  }
  return [...seen.values()];
}

const place = ({ span }: Finding): string => `${span.start}-${span.end}`;

function merged(group: readonly Finding[]): Finding {
  if (group.length === 1) return group[0]!;
  const [first, ...others] = [...group].sort((a, b) => rank.get(a.rule)! - rank.get(b.rule)!);
  const also: RelatedSpan[] = others.map((other) => ({ span: other.span, message: `${other.rule}: ${other.message}` }));
  return {
    ...first!,
    severity: others.reduce((severity, other) => moreSevere(severity, other.severity), first!.severity),
    related: [...(first!.related ?? []), ...also],
  };
}
