import { after, before, type Candidate, type Recognize } from '../candidate.ts';
import { isWordAt, oneOf } from '../characters.ts';
import { wordClasses } from '../word-sets.ts';
import { continuesNumber } from './pattern.ts';

const afterAge =
  /^(?:[- ]?(?:years?|yrs?)[- ]?(?:old|of age)|[- ]?y\/?o\b|[- ]?y\.o\.|[- ]?jahre alt|[- ]?j[aä]hrige|[- ]?ans\b|[- ]?a[nñ]os\b|[- ]?anni\b|[- ]?months?[- ]old|[- ]?weeks?[- ]old|[- ]?days?[- ]old| ?(?:M|F)\b(?= w\/| with))/i;
const beforeAge = /(?:\b(?:aged?|turned|turning|turns|age of|alter|edad|et[aà])[:=]?\s{0,2}|\bi(?:'|’)?m |\bi am )$/i;
/** Last words of `beforeAge`. */
const words = wordClasses({ beforeAge: 'aged age turned turning turns of alter edad eta età m am' });
const isInitial = oneOf('yjamwdYJAMWDfF');
/** A unit of `afterAge` begins with one of few letters, after a blank or a hyphen or none. */
const mayBeUnit = (text: string, end: number): boolean =>
  isInitial(text.charCodeAt(text[end] === ' ' || text[end] === '-' ? end + 1 : end));
const bornIn =
  /(?:\bborn (?:in|on)|year of birth[:=]?|birth year(?: is|:|=)?|\byob[:=]?|geboren|n[eé]e? en|nacid[oa] en|nat[oa] nel) {0,2}(?:the year )?$/i;
const zip3 =
  /\bzip ?(?:3|three|code)?[- ]?(?:prefix|area|3)?(?: (?:of|is|starts with|starting with|beginning with))?[:= ]{1,3}$/i;

/** ZIP3 areas with 20,000 people or fewer: HHS's list of 2012 (Census 2000) and the one in use for Census 2010, together. */
export const restrictedZip3: ReadonlySet<string> = new Set(
  '036 059 063 102 202 203 204 205 369 556 692 753 772 790 821 823 830 831 878 879 884 890 893'.split(' '),
);

/**
 * Ages, as 45 CFR 164.514(b)(2)(i)(C) reads them: up to 89 they may stay, from 90 on they identify, and so does a year of
 * birth that implies 90. A ZIP3 in a sparsely populated area identifies, any other may stay (B).
 */
export const recognizeAges: Recognize = ({ tokens, text, today }) => {
  const found: Candidate[] = [];
  const thisYear = Number(today.slice(0, 4));
  for (const index of tokens.numbers) {
    const start = tokens.start[index]!;
    let end = start;
    while (end - start < 5 && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
    const length = end - start;
    if (length > 4 || continuesNumber(text, start) || isWordAt(text, start - 1)) continue;
    const value = Number(text.slice(start, end));
    if (length === 4) {
      if (
        thisYear - value >= 90 &&
        thisYear - value < 130 &&
        !isWordAt(text, end) &&
        bornIn.test(before(text, start, 24))
      ) {
        found.push({
          type: 'AGE_90_PLUS',
          start,
          end,
          score: 0.9,
          evidence: ['year of birth of a person of 90 or more'],
        });
      }
      continue;
    }
    if (
      length === 3 &&
      restrictedZip3.has(text.slice(start, end)) &&
      !isWordAt(text, end) &&
      zip3.test(before(text, start, 32))
    ) {
      found.push({ type: 'POSTAL_CODE_US', start, end, score: 0.8, evidence: ['ZIP3 of 20,000 people or fewer'] });
      continue;
    }
    if (value > 120) continue;
    const unit = mayBeUnit(text, end) ? afterAge.exec(after(text, end, 16)) : null;
    if (!unit && (isWordAt(text, end) || words.at(tokens, index - 1) === 0)) continue;
    if (!unit && (/^[.,]?\d|^\s?%|^:/.test(after(text, end, 4)) || !beforeAge.test(before(text, start, 14)))) continue;
    const years = !unit || !/month|week|day/i.test(unit[0]);
    const type = years && value >= 90 ? 'AGE_90_PLUS' : 'AGE';
    const stop = unit && type === 'AGE_90_PLUS' ? end + unit[0].length : end;
    found.push({
      type,
      start,
      end: stop,
      score: 0.9,
      evidence: [type === 'AGE' ? 'age below 90' : 'age of 90 or more'],
    });
  }
  return found;
};
