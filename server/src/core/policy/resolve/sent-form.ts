import type { PlaceholderSegment } from '../../prompt.ts';
import { type Form, forms } from '../../taxonomy/levels.ts';
import { stronger } from '../forms.ts';
import type { Policy } from '../model.ts';

/**
 * What the name of a sanitizer promises. The first row that matches counts. A name of the user's own that tells nothing
 * (`safe`) counts as `tokenize`, the product's default, unless `scrub.forms` says otherwise.
 */
const promises: readonly (readonly [RegExp, Form])[] = [
  [/^(redact|mask|remove|drop|omit|strip)/i, 'redact'],
  [/^(replace|label|fake|synthesi[sz]e)/i, 'replace'],
  [/^(project|pick|select)/i, 'project'],
  [/^(scrub|sanit|clean|de_?identify|anonymi)/i, 'scrub'],
  [/^(token|pseudonymi)/i, 'tokenize'],
];

/**
 * The form in which a value leaves, from the sanitizers on its path; the one that discloses least counts. Where code
 * generalizes in a way that is written elsewhere (`generalize(dob, unit)`), it is taken to be the `usual` one.
 */
export function sentForm(segment: PlaceholderSegment, policy: Policy, usual: Form = 'generalize:bucket'): Form {
  let form: Form = 'keep';
  for (const filter of segment.filters) {
    const given = isPlainGeneralize(filter) ? (writtenIn(segment.expression) ?? usual) : formOf(filter, policy);
    if (given) form = stronger(form, given);
  }
  for (const step of segment.flow ?? []) {
    const name = step.kind === 'sanitize' ? /([A-Za-z_$][\w$.]*)\s*\(/.exec(step.label.slice(0, 200))?.[1] : undefined;
    const given = name && formOf(name, policy);
    if (given) form = stronger(form, given);
  }
  return form;
}

/** The form that a filter or function gives; undefined for one that is no sanitizer: `upper`, `JSON.stringify`. */
export function formOf(filter: string, policy: Policy): Form | undefined {
  const [, name = filter, rest = ''] = /^\s*([A-Za-z_$][\w$.]*)([\s\S]*)$/.exec(filter) ?? [];
  const own = name.split('.').at(-1)!;
  const declared = [name, own].find((key) => Object.hasOwn(policy.scrub.forms, key));
  if (declared !== undefined) return policy.scrub.forms[declared];
  const listed = policy.scrub.functions.includes(name) || policy.scrub.functions.includes(own);
  if (/^generali[sz]e$/i.test(own)) return generalized(rest);
  if (!listed && !alwaysKnown.has(own)) return undefined;
  return promises.find(([pattern]) => pattern.test(own))?.[1] ?? 'tokenize';
}

/** Filters that the template formats know through the run-time library, whatever the policy lists. */
const alwaysKnown: ReadonlySet<string> = new Set(['tokenize', 'scrub', 'redact']);

/** `generalize("year")`, `generalize: 'year'` and `generalize year` all name the year; without a word it is a bucket. */
function generalized(rest: string): Form {
  const words = rest.match(/[a-z]+\d*/g) ?? [];
  for (const word of words) {
    const form = `generalize:${word}` as Form;
    if (forms.includes(form)) return form;
  }
  return 'generalize:bucket';
}

const isPlainGeneralize = (filter: string): boolean => /(?:^|\.)generali[sz]e$/.test(filter);

/** The first form that is quoted behind `generalize`: `generalize(dob, 'year')`, `generalize(zip, { to: "zip3" })`. */
function writtenIn(expression: string): Form | undefined {
  const call = /generali[sz]e\b([\s\S]{0,300})/.exec(expression)?.[1] ?? '';
  for (const [, word] of call.matchAll(/['"`]([a-z]+\d*)['"`]/g)) {
    const form = `generalize:${word}` as Form;
    if (forms.includes(form)) return form;
  }
  return undefined;
}

/** Fields that a projection lets through: `project(["name", "mrn"])`; undefined when they cannot be read. */
export function projectedFields(segment: PlaceholderSegment): readonly string[] | undefined {
  const texts = [...segment.filters.filter((filter) => /(^|\.)(project|pick)\b/.test(filter)), segment.expression];
  for (const source of texts) {
    const list =
      /(?:project|pick)\b[^[]{0,200}\[([^\]]{0,2000})\]/.exec(source)?.[1] ??
      /^\s*[\w.]*(?:project|pick)\s*[(:]\s*(['"][^)]*)/.exec(source)?.[1];
    const names = (list ?? helperArguments(source))?.match(/(['"])[^'"]*\1/g)?.map((quoted) => quoted.slice(1, -1));
    if (names && names.length > 0) return names;
  }
  return undefined;
}

/** `(project patient "name" "mrn")`, as Handlebars writes it. */
const helperArguments = (source: string): string | undefined =>
  /(?:project|pick)\s+[\w.@/]+((?:\s+(?:"[^"]{0,200}"|'[^']{0,200}'))+)/.exec(source)?.[1];
