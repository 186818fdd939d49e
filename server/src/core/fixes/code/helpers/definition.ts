import { knownLabels } from '../../../scrub/labels.ts';
import { maxEscapes, maxInner } from '../../../scrub/token-reader.ts';
import { entityTypes } from '../../../taxonomy/entity-types.ts';

/**
 * What the helper modules of all languages are generated from, so that a vault made by one is understood by the others:
 * names of types and categories and their labels, which spellings of a token count, and the identifiers that a helper
 * finds in free text by itself.
 */
export interface HelperDefinition {
  /** `PERSON_NAME=PERSON user.name=PERSON …`: entity types, then categories, separated by blanks. */
  readonly labels: string;
  /** Labels that are read in loose spelling. */
  readonly knownLabels: string;
  /** Types whose values are not sent in any form. */
  readonly withheld: string;
  readonly maxInner: number;
  readonly maxEscapes: number;
  /** Characters inside a token, as the content of a character class. */
  readonly innerClass: string;
  readonly patterns: readonly HelperPattern[];
}

/** An identifier that its shape gives away, in the syntax that RE2, Java and Python share. The first group is the value. */
export interface HelperPattern {
  readonly type: string;
  readonly pattern: string;
  readonly check?: 'luhn' | 'iban';
}

// Shapes as in `detection/recognizers`, reduced to those that need neither context nor lists.
const patterns: readonly HelperPattern[] = [
  {
    type: 'EMAIL_ADDRESS',
    pattern: '\\b([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,5}\\.[A-Za-z]{2,24})\\b',
  },
  { type: 'US_SSN', pattern: '\\b([0-9]{3}-[0-9]{2}-[0-9]{4})\\b' },
  { type: 'IBAN', pattern: '\\b([A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)\\b', check: 'iban' },
  { type: 'CREDIT_CARD', pattern: '\\b([0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{1,7})\\b', check: 'luhn' },
  { type: 'PHONE_NUMBER', pattern: '(\\+[0-9]{1,3}[ .-]?\\(?[0-9]{1,4}\\)?(?:[ .-]?[0-9]{2,4}){2,4})\\b' },
  { type: 'PHONE_NUMBER', pattern: '(\\([0-9]{3}\\) ?[0-9]{3}-[0-9]{4}|\\b[0-9]{3}[.-][0-9]{3}[.-][0-9]{4})\\b' },
  { type: 'MEDICAL_RECORD_NUMBER', pattern: '\\bMRN[ :#]{1,3}([A-Z0-9-]{4,15})\\b' },
  { type: 'IP_ADDRESS', pattern: '\\b((?:[0-9]{1,3}\\.){3}[0-9]{1,3})\\b' },
];

const withheldForms = new Set(['redact', 'replace', 'block']);

export function helperDefinition(): HelperDefinition {
  const types = entityTypes.map((type) => `${type.id}=${type.label}`);
  const categories = new Map<string, string>();
  for (const type of entityTypes) {
    if (type.tier === 'core' && !categories.has(type.category)) categories.set(type.category, type.label);
  }
  return {
    labels: [...types, ...[...categories].map(([category, label]) => `${category}=${label}`)].join(' '),
    knownLabels: [...knownLabels].join(' '),
    withheld: entityTypes
      .filter((type) => withheldForms.has(type.form))
      .map((type) => type.id)
      .join(' '),
    maxInner,
    maxEscapes,
    innerClass: "A-Za-z0-9_ \\-#:\\\\*`'\\u2019",
    patterns,
  };
}

/** A long list of words over lines of a string literal, each `open…close`, joined by `join`. */
export function wrapped(words: string, indent: string, quote: string, join: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line.length + word.length > 90) {
      lines.push(line);
      line = '';
    }
    line += `${word} `;
  }
  lines.push(line.trimEnd());
  return lines.map((one) => `${indent}${quote}${one}${quote}`).join(`${join}\n`);
}
