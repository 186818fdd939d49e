import { formFixes, literalFixes } from '../../fixes/index.ts';
import type { ResolvedLiteral, ResolvedPlaceholder } from '../../policy/resolve-model.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import {
  capitalized,
  identifies,
  isSent,
  literalsOf,
  placeholdersOf,
  quotedName,
  typeName,
  valueAt,
} from '../values.ts';

/**
 * What is done to an identifier that leaves it one: HHS guidance of 2012 on 164.514(b)(2) counts parts and
 * derivatives (initials, last four digits, unsalted hashes), 164.514(c) forbids codes derived from the value.
 */
const derivations: readonly { readonly what: RegExp; readonly why: string }[] = [
  {
    what: /^(?:.*\.)?(?:slice|substr|substring|last|last4|right|left|truncate|truncatewords|tail|takeLast|take|mask\w*)$/i,
    why: 'a part of an identifier is an identifier',
  },
  {
    what: /^(?:.*\.)?(?:hash\w*|md5|sha\d+\w*|sha_?\d+|digest|hexdigest|createHash|createHmac|crc32|b64encode|base64\w*|btoa)$/i,
    why: 'a code derived from the value leads back to it',
  },
  { what: /^(?:.*\.)?(?:initials\w*|abbreviate|charAt|first)$/i, why: 'initials are an identifier' },
];

/** The same, said by the name of the variable: `ssn_last4`, `emailHash`, `patient.initials`. */
const derivedName = /(?:last_?(?:4|four)|first_?(?:3|three)|_hash|Hash|_md5|_sha\d*|initials)$/i;

const dateTypes = new Set(['DATE_OF_BIRTH', 'DATE_OF_DEATH', 'SERVICE_DATE', 'EVENT_DATE']);

/** A formatted date that keeps the month or the day. */
const finerThanYear =
  /^(?:.*\.)?(?:strftime|format|date|toLocaleDateString|toDateString|getMonth|getDate|isoformat|to_date|dateformat)$/i;

function whyPlaceholder(value: ResolvedPlaceholder): string | undefined {
  if (!identifies(value) || value.sent !== 'keep' || value.record) return undefined;
  const { filters, path } = value.segment;
  if (value.type && dateTypes.has(value.type) && filters.some((filter) => finerThanYear.test(nameOfFilter(filter)))) {
    return 'month and day of a date are identifiers, only the year may stay';
  }
  const derivation = derivations.find(({ what }) => filters.some((filter) => what.test(nameOfFilter(filter))));
  if (derivation) return derivation.why;
  const last = path?.slice(path.lastIndexOf('.') + 1) ?? '';
  return derivedName.test(last) ? 'a part or a derived code of an identifier is an identifier' : undefined;
}

/** `truncate(4)` and `slice: 0, 4` as `truncate`, `slice`. */
const nameOfFilter = (filter: string): string => /^[\w.$]+/.exec(filter)?.[0] ?? '';

const whyLiteral: Readonly<Record<string, string>> = {
  AGE_90_PLUS: 'ages over 89 belong in one class, 90 or older',
  PERSON_INITIALS: 'initials are an identifier',
};

const reasonFor = (value: ResolvedPlaceholder | ResolvedLiteral): string | undefined =>
  value.kind === 'placeholder'
    ? whyPlaceholder(value)
    : value.type && isSent(value)
      ? whyLiteral[value.type]
      : undefined;

export const weakGeneralisation: Rule = {
  meta: {
    id: 'weak-generalisation',
    group: 'prompt-text',
    summary: 'A shortened, hashed or rounded identifier still identifies.',
    severity: 'warning',
    references: ['45 CFR 164.514(b)(2)(i)(B)', '45 CFR 164.514(b)(2)(i)(C)', '45 CFR 164.514(c)'],
    cwe: [212],
    starter: false,
  },
  check({ resolved }) {
    if (resolved.useCase?.determination?.method === 'expert-determination') return [];
    return [...placeholdersOf(resolved), ...literalsOf(resolved)].flatMap((value): FindingDraft[] => {
      const why = reasonFor(value);
      if (!why) return [];
      const what = value.kind === 'literal' ? typeName(value) : capitalized(quotedName(value));
      return [
        {
          span: value.span,
          message: `${what} still identifies under Safe Harbor: ${why}.`,
          level: value.level,
          type: value.type,
          category: value.category,
        },
      ];
    });
  },
  fixes(finding, context) {
    const value = valueAt(context.resolved, finding);
    if (!value) return [];
    return value.kind === 'literal'
      ? literalFixes(value, context, (other) => reasonFor(other) !== undefined)
      : formFixes(value, context);
  },
};
