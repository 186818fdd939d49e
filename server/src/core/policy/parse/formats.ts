import { categoryKeys, isCategory } from '../../taxonomy/categories.ts';
import { entityType, entityTypes } from '../../taxonomy/entity-types.ts';
import { forms } from '../../taxonomy/levels.ts';
import { isDate } from '../dates.ts';
import { isJurisdiction, isRegion, jurisdictionCodes, regionIds } from '../geography.ts';
import type { TextFormat } from '../schema/shape.ts';
import { callLanguages, dataUses, openDataUses, ruleIds, subjects } from '../schema/vocabulary.ts';
import { mendDate, mendDuration, mendId, mendJurisdiction, mendType } from './mends.ts';
import type { ProblemCode } from './problem.ts';

/** What a format accepts, what a mistake is called, and which words it may have been meant to be. */
export interface Format {
  readonly accepts: (value: string) => boolean;
  /** Ends a message that begins with the value: `'x' is not a day that exists (YYYY-MM-DD)`. */
  readonly expects: string;
  readonly code: ProblemCode;
  readonly words?: readonly string[];
  /** What was meant, where the value only has another form. */
  readonly mend?: (value: string) => string | undefined;
  /** For JSON Schema. */
  readonly pattern?: string;
  readonly schemaFormat?: string;
  /** Default `error`. */
  readonly severity?: 'warning';
}

const DATE = '^\\d{4}-\\d{2}-\\d{2}$';
const DURATION = '^(none|P(?=[0-9T])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?)$';
const CATEGORY = '^(user|system)(\\.[a-z_]+)*$';
const ID = '^[A-Za-z0-9][A-Za-z0-9._-]*$';
const TYPE = '^[A-Z][A-Z0-9_]*$';
const EMAIL = '^[^@\\s]+@[^@\\s]+$';

const ARGUMENT = '^(\\[\\d+\\]|[A-Za-z_$][\\w$]*)(\\.[A-Za-z_$][\\w$]*|\\[\\d+\\])*$';

const argumentPath = new RegExp(ARGUMENT);
const duration = new RegExp(DURATION);
const id = new RegExp(ID);
const typeName = new RegExp(TYPE);

export const formats: Readonly<Record<TextFormat, Format>> = {
  id: {
    accepts: (value) => id.test(value),
    expects: 'is not an id: letters, digits, dot, hyphen and underscore',
    code: 'wrong-type',
    mend: mendId,
    pattern: ID,
  },
  date: {
    accepts: isDate,
    expects: 'is not a day that exists, written YYYY-MM-DD',
    code: 'date',
    mend: mendDate,
    pattern: DATE,
    schemaFormat: 'date',
  },
  duration: {
    accepts: (value) => duration.test(value),
    expects: 'is not an ISO 8601 duration such as P30D or P3M',
    code: 'duration',
    mend: mendDuration,
    pattern: DURATION,
  },
  category: {
    accepts: isCategory,
    expects: 'is not a known data category',
    code: 'unknown-category',
    words: categoryKeys,
    pattern: CATEGORY,
  },
  'category-or-none': {
    accepts: (value) => value === 'none' || isCategory(value),
    expects: 'is neither a known data category nor `none`',
    code: 'unknown-category',
    words: [...categoryKeys, 'none'],
    pattern: '^(none|(user|system)(\\.[a-z_]+)*)$',
  },
  form: {
    accepts: (value) => (forms as readonly string[]).includes(value),
    expects: 'is not a form',
    code: 'unknown-value',
    words: forms,
  },
  level: { accepts: () => true, expects: '', code: 'unknown-value' },
  glob: { accepts: (value) => value !== '', expects: 'is not a glob', code: 'wrong-type' },
  pattern: { accepts: (value) => value !== '', expects: 'is not a regular expression', code: 'pattern' },
  'argument-path': {
    accepts: (value) => argumentPath.test(value),
    expects: 'is not the path of an argument, such as `[0]`, `prompt` or `options.system`',
    code: 'wrong-type',
    pattern: ARGUMENT,
  },
  'call-language': {
    accepts: (value) => callLanguages.some((one) => one === value),
    expects: 'is not a language in which calls are read',
    code: 'unknown-value',
    words: callLanguages,
  },
  'entity-type': {
    accepts: (value) => entityType(value) !== undefined || typeName.test(value),
    expects: 'is not an entity type: capitals, digits and underscores',
    code: 'unknown-value',
    mend: mendType,
    words: entityTypes.map((type) => type.id),
    pattern: TYPE,
  },
  rule: {
    accepts: (value) => (ruleIds as readonly string[]).includes(value),
    expects: 'is not a rule',
    code: 'unknown-id',
    words: ruleIds,
  },
  region: {
    accepts: isRegion,
    expects: 'is not a known geography, country or cloud region',
    code: 'unknown-value',
    words: regionIds,
    severity: 'warning',
  },
  jurisdiction: {
    accepts: isJurisdiction,
    expects: 'is not a known country, state or group of countries',
    code: 'unknown-value',
    mend: mendJurisdiction,
    words: jurisdictionCodes,
  },
  'data-use': {
    accepts: (value) =>
      (dataUses as readonly string[]).includes(value) || openDataUses.some((use) => value.startsWith(`${use}.`)),
    expects: 'is not a Fideslang data use',
    code: 'unknown-value',
    words: dataUses,
    severity: 'warning',
  },
  subject: {
    accepts: (value) => (subjects as readonly string[]).includes(value),
    expects: 'is not a Fideslang data subject',
    code: 'unknown-value',
    words: subjects,
    severity: 'warning',
  },
  email: {
    accepts: (value) => /^[^@\s]+@[^@\s]+$/.test(value),
    expects: 'is not an e-mail address',
    code: 'wrong-type',
    pattern: EMAIL,
    severity: 'warning',
  },
};
