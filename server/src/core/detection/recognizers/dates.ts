import { after, before, type Candidate, type Recognize } from '../candidate.ts';
import { isWordAt } from '../characters.ts';
import { continuesNumber, numberContinues } from './pattern.ts';

const monthWords =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
/** ISO 8601, US and European orders, and `12 March 1980`, `March 12th, 1980`. */
const numeric = /(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))/y;
const dayFirst = new RegExp(`\\d{1,2}(?:st|nd|rd|th|\\.)?(?: of)?[ -]${monthWords}\\.?(?:,?[ -]\\d{4})?`, 'iy');
const monthFirst = new RegExp(`${monthWords}\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?`, 'iy');

const birth =
  /(?:dob|d\.o\.b\.?|birth|born|birthday|birthdate|geburtsdatum|geb\.|geboren|n[eé]e? le|naissance|nacimiento|nacid[oa]|nascita|nat[oa] il)[^.;\n]{0,24}$/i;
const death = /(?:died|death|deceased|passed away|expired on|dod)[^.;\n]{0,24}$/i;

/** Full dates with what they are dates of. Months as words start a date too. */
export const recognizeDates: Recognize = ({ tokens, text }) => {
  const found: Candidate[] = [];
  const add = (start: number, expression: RegExp): boolean => {
    expression.lastIndex = start;
    const value = expression.exec(text)?.[0];
    if (!value || isWordAt(text, start + value.length) || numberContinues(text, start + value.length)) return false;
    const left = before(text, start, 40);
    const type = birth.test(left) ? 'DATE_OF_BIRTH' : death.test(left) ? 'DATE_OF_DEATH' : undefined;
    if (type) found.push({ type, start, end: start + value.length, score: 0.9, evidence: ['date', 'context word'] });
    return true;
  };
  for (const index of tokens.numbers) {
    const start = tokens.start[index]!;
    if (!continuesNumber(text, start)) add(start, numeric) || add(start, dayFirst);
  }
  for (const index of tokens.known) add(tokens.start[index]!, monthFirst);
  void after;
  return found;
};
