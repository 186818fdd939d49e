import { beginnings, mayBegin } from '../beginnings.ts';
import type { Candidate, Recognize } from '../candidate.ts';
import { isWordAt } from '../characters.ts';
import { role } from '../roles.ts';
import { isClinical } from '../surroundings.ts';
import { code, labels } from './labels.ts';

const connector = `["'*_)\\]]{0,3}(?: on (?:file|record|(?:my|the|his|her) [a-z]{2,12}))?(?:\\s{0,3}(?:[:=#]|is|was|are|lautet|ist|est|es|è|->|—|–|-)){0,3}\\s{0,3}["'(#*\\[]{0,3}`;
const compiled = labels.map(({ type, label, value, clinical, strict }) => ({
  starts: beginnings(label.toLowerCase()),
  type,
  clinical: clinical === true,
  strict: strict === true,
  plain: value === undefined || value === code,
  expression: new RegExp(`(?:${label})${connector}(${value ?? code})`, 'iy'),
}));

/** The labels that may begin with a word. */
const byWord = new Map<string, Labels>();

interface Labels {
  readonly list: typeof compiled;
  /** Their expressions as alternatives: where it fits nothing, none of them does. */
  readonly any: RegExp;
}

function labelsOf(text: string, start: number, end: number): Labels {
  const head = text.slice(start, Math.min(end, start + 3));
  let labels = byWord.get(head);
  if (!labels) {
    const folded = head.toLowerCase().normalize('NFD').slice(0, 3);
    const list = compiled.filter(({ starts }) => mayBegin(starts, folded));
    labels = { list, any: new RegExp(list.map(({ expression }) => expression.source).join('|') || '(?!)', 'iy') };
    byWord.set(head, labels);
  }
  return labels;
}

/** A digit, `:`, `=` or `#` within the reach of a label: without one no label fits. */
function announcesValue(text: string, start: number): boolean {
  const stop = Math.min(text.length, start + 64);
  for (let i = start; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (code < 62 && (code === 35 || code === 58 || code === 61 || (code >= 48 && code <= 57))) return true;
  }
  return false;
}

/** Labels that are words of programs too. */
const soft = new Set(['USERNAME', 'COOKIE_ID', 'CITY', 'USER_ID', 'ACCOUNT_NUMBER', 'CARD_EXPIRY', 'DEVICE_ID']);

/** Labels stand at words with the role `label`; each is tried once, so the cost is the number of such words. */
export const recognizeLabelled: Recognize = ({ tokens, text, isCode }) => {
  const found: Candidate[] = [];
  for (const index of tokens.known) {
    if (!(tokens.roles[index]! & role.label)) continue;
    const start = tokens.start[index]!;
    if (!announcesValue(text, start)) continue;
    const { list, any } = labelsOf(text, start, tokens.end[index]!);
    any.lastIndex = start;
    if (list.length > 1 && !any.test(text)) continue;
    for (const { type, plain, clinical, strict, expression } of list) {
      expression.lastIndex = start;
      const match = expression.exec(text);
      if (!match) continue;
      const end = plain ? withGroups(text, start + match[0].length, match[1]!) : start + match[0].length;
      const from = start + match[0].length - match[1]!.length;
      const value = match[1]!;
      if (strict && (isCode(start) || !isRegisterNumber(value) || (type === 'USER_ID' && /^[\d-]+$/.test(value))))
        continue;
      if (clinical && (isCode(start) || !isClinical(text, start))) continue;
      if (isWordAt(text, end) || (plain && !isValue(value))) continue;
      if (
        soft.has(type) &&
        (isCode(start) ||
          (type === 'USERNAME' && isVariable.test(value)) ||
          (type === 'USERNAME' &&
            text[start + match[0].length - value.length - 1] !== '=' &&
            !/^(?:accepted|failed)/i.test(match[0]) &&
            /^[a-z]+$/i.test(value)))
      )
        break;
      found.push({
        type: type === 'DEVICE_ID' && strict && isClinical(text, start) ? 'MEDICAL_DEVICE_ID' : type,
        start: from,
        end,
        score: strict ? 0.8 : labelScore(match[0].length - value.length),
        evidence: ['label before the value'],
      });
      break;
    }
  }
  return found;
};

/** `username=auth_user` hands a variable on. */
const isVariable = /^[a-z]+(?:_[a-z]+)+$/;

/** Of two labels for one value the longer says more: `bank account number` beats `account number`. */
const labelScore = (length: number): number => 0.9 + Math.min(40, length) / 1000;

/** At least one digit, and not a date, a version or a number with unit; letters that stand apart are capitals. */
const isValue = (value: string): boolean =>
  /\d/.test(value) &&
  value.replace(/[^A-Za-z0-9]/g, '').length >= 4 &&
  (!value.includes(' ') || /^(?:[A-Z]{1,4}|[A-Z]{1,3}-[A-Z]{1,2}|[A-Z]{1,2}\d{1,2}) \S*\d/.test(value)) &&
  !/^(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|[12]\d|3[01])[/.-]\d{2,4}$|^\d+\.\d+(?:\.\d+)*$|^(?:19|20)\d\d$/.test(
    value,
  );

/** Capitals and digits, of which three digits: `AX-77120-44`; six where there is neither letter nor dash. No word, year or date. */
const isRegisterNumber = (value: string): boolean =>
  isValue(value) &&
  !/[a-z.]|^(?:19|20)\d\d\b/.test(value) &&
  value.replace(/\D/g, '').length >= 3 &&
  value.replace(/[^A-Z0-9]/g, '').length >= (/^\d+$/.test(value) ? 6 : 5);

const group =
  /^ (?!(?:19|20)\d\d(?!\d))\d{3,8}(?![\w%/.:-]| ?(?:mg|kg|ml|mcg|units?|years?|yo|days?|weeks?|months?|times?|patients?|people)(?![a-z]))/i;

/** End of a value written in groups: `448 120 993`. A group is three digits or more, no year and no amount. */
function withGroups(text: string, end: number, value: string): number {
  let at = end;
  if (!/\d$/.test(value) || /[a-z/]/.test(value)) return at;
  for (let count = 0; count < 3; count++) {
    const next = group.exec(text.slice(at, at + 24));
    if (!next) break;
    at += next[0].length;
  }
  return at;
}
