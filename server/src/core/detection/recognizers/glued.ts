import type { Candidate, Recognize } from '../candidate.ts';
import { isWordAt, oneOf } from '../characters.ts';
import { isClinical } from '../surroundings.ts';
import { dateSpanAt } from './dates.ts';

/** Labels without a blank or a sign before their value, as forms lose it when they are copied: `MRN3340921`, `DOB06/06/1966`. */
const glued: readonly { readonly type: string; readonly label: RegExp; readonly value: RegExp | 'date' }[] = [
  { type: 'MEDICAL_RECORD_NUMBER', label: /MRN|Mrn|mrn/y, value: /\d{4,12}(?:-\d{1,6}){0,2}/y },
  { type: 'DATE_OF_BIRTH', label: /DOB|Dob|dob/y, value: 'date' },
  { type: 'DATE_OF_DEATH', label: /DOD|Dod/y, value: 'date' },
  { type: 'SERVICE_DATE', label: /DOS|ADM|DC/y, value: 'date' },
  { type: 'US_SSN', label: /SSN|ssn/y, value: /\d{3}[- ]?\d{2}[- ]?\d{4}/y },
  { type: 'PHONE_NUMBER', label: /PHONE|Phone|TEL|Tel|CELL|Cell|PH/y, value: /\d{3}[-. ]\d{3}[-. ]\d{4}/y },
  { type: 'FAX_NUMBER', label: /FAX|Fax/y, value: /\d{3}[-. ]\d{3}[-. ]\d{4}/y },
  { type: 'ACCOUNT_NUMBER', label: /ACCT|Acct|ACCOUNT|Account/y, value: /\d{6,14}/y },
];

const mayBegin = oneOf('MmDdSsPTtCFAa');

export const recognizeGlued: Recognize = ({ tokens, text, isCode }) => {
  const found: Candidate[] = [];
  for (const index of tokens.mixed) {
    const start = tokens.start[index]!;
    if (!mayBegin(text.charCodeAt(start))) continue;
    for (const { type, label, value } of glued) {
      label.lastIndex = start;
      const word = label.exec(text)?.[0];
      if (!word) continue;
      const from = start + word.length;
      const end = value === 'date' ? dateSpanAt(text, from) : endOf(value, text, from);
      if (end === undefined || isWordAt(text, end) || isCode(start)) continue;
      if (type === 'SERVICE_DATE' && !isClinical(text, start)) continue;
      found.push({ type, start: from, end, score: 0.9, evidence: ['label glued to the value'] });
      break;
    }
  }
  return found;
};

function endOf(value: RegExp, text: string, from: number): number | undefined {
  value.lastIndex = from;
  const length = value.exec(text)?.[0].length;
  return length === undefined ? undefined : from + length;
}
