import { covers } from '../../taxonomy/categories.ts';
import { dpvOf } from '../../taxonomy/dpv.ts';
import { entityTypes } from '../../taxonomy/entity-types.ts';
import { countriesOf, geographyFacts } from '../geography.ts';
import { legalBases, specialConditions } from '../schema/vocabulary.ts';

/** What words of the policy mean, for hover and completion. Plain Markdown, one or two sentences. */
export const formMeanings: Readonly<Record<string, string>> = {
  keep: 'The value as it is.',
  tokenize:
    'A numbered token such as `[PERSON_1]`, which the vault turns back into the value. Pseudonymised, not anonymous.',
  replace: 'An unnumbered label or a synthetic value. Cannot be turned back.',
  redact: 'Removed.',
  scrub: 'Free text in which every entity takes its own form.',
  project: 'A record narrowed to the fields that are needed, each in its own form.',
  block: 'Never sent: an error in the editor, a refused request at run time.',
  'generalize:year': 'A date as its year. The birth year of a person of 90 or more is an identifier too.',
  'generalize:age90': 'An age, with 90 and above as one class.',
  'generalize:zip3': 'The first three digits of a ZIP code; areas of 20,000 people or fewer become 000.',
  'generalize:state': 'The state of an address.',
  'generalize:country': 'The country of an address.',
  'generalize:bucket': 'A number as a range.',
};

export const levelMeanings: Readonly<Record<string, string>> = {
  public: 'May be known to anyone.',
  internal: 'For everyone in the organization.',
  confidential: 'For those who need it; personal data as a rule.',
  restricted: 'The most sensitive: health data, secrets, special categories.',
};

/** What a category holds: the kinds of data that are detected for it, HIPAA letters, GDPR articles, the DPV term. */
export function categoryMeaning(key: string): string {
  if (key === 'none') return 'No personal data.';
  const types = entityTypes.filter(({ category, id }) => covers(key, category) && id !== 'WHOLE_RECORD');
  const letters = [
    ...new Set(types.map(({ hipaa }) => hipaa).filter((one): one is string => one !== null && /^[A-R]\??$/.test(one))),
  ].sort();
  const special = types.some(({ category, article9 }) => article9 === 'yes' && covers(key, category));
  const names = types.slice(0, 6).map(({ name }) => name);
  const more = types.length > names.length ? ` and ${types.length - names.length} more` : '';
  const lines = [
    names.length > 0
      ? `Holds: ${names.join('; ')}${more}.`
      : 'No detector stands for it; it is known by name and policy.',
    letters.length > 0 ? `HIPAA Safe Harbor ${letters.join(', ')} (45 CFR 164.514(b)(2)(i)).` : '',
    special ? 'Special category of personal data (GDPR Art. 9).' : '',
    types.some(({ article9 }) => article9 === 'Art10') ? 'Criminal convictions and offences (GDPR Art. 10).' : '',
    dpvOf(key) ? `DPV: ${dpvOf(key)}.` : '',
  ];
  return lines.filter(Boolean).join(' ');
}

/** `contract`: GDPR Art. 6(1)(b), `eu-gdpr:A6-1-b`. */
export function basisMeaning(word: string): string | undefined {
  const code = Object.hasOwn(legalBases, word) ? legalBases[word] : undefined;
  if (code) return `GDPR Art. 6(1)(${code.at(-1)}), DPV \`eu-gdpr:${code}\`.`;
  const condition = Object.hasOwn(specialConditions, word) ? specialConditions[word] : undefined;
  return condition && `GDPR Art. 9(2)(${word.at(-1)}): ${condition}. DPV \`eu-gdpr:${word}\`.`;
}

/** `eu-west-1`: IE. A group lists its countries. */
export function regionMeaning(region: string): string | undefined {
  const countries = countriesOf(region);
  if (!countries) return undefined;
  if (countries.includes('*')) return 'Any geography.';
  return `Countries: ${countries.join(', ')}. (${geographyFacts.source}, ${geographyFacts.asOf})`;
}
