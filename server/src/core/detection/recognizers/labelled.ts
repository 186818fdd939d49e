import { beginnings, mayBegin } from '../beginnings.ts';
import type { Candidate, Recognize } from '../candidate.ts';
import { isWordAt } from '../characters.ts';
import { role } from '../roles.ts';
import { isClinical } from '../surroundings.ts';

/** A value announced by its label: `MRN: ST-998877`, `policy number is HP-987654`, `SS# 987-65-4321`. */
interface Label {
  readonly type: string;
  /** Alternatives of a case-insensitive expression; the label begins at a word with the role `label`. */
  readonly label: string;
  /** What the value looks like; default: a code with at least one digit. */
  readonly value?: string;
  /** Counts in clinical text only. */
  readonly clinical?: boolean;
}

const number = '(?:number|numbers|num|no|nr|id|ids|identifier|code)\\b\\.?';
/** Letters, digits and inner dashes, at least one digit: filtered after the match. */
const code = '[A-Za-z0-9](?:[A-Za-z0-9]|[-/.][A-Za-z0-9]){2,29}';

/** Forms of the US, UK and German-speaking health, insurance and bank business. Order matters: first match wins. */
export const labels: readonly Label[] = [
  {
    type: 'MEDICAL_RECORD_NUMBER',
    label: `mrn|mr ?#|med(?:ical)? rec(?:ord)?s?(?: ${number})?|(?:medical |health )?(?:record|chart|hospital)s? ${number}|patient ${number}|pat(?:ient)?[- ]?id|emr(?: ${number})?|ehr(?: ${number})?|unit ${number}|(?:record|chart|file|case|patient|hospital) ?#|(?:health |hospital |facility )(?:identifier|id)(?: ${number})?|krankenakte|patientennummer|num[eé]ro de dossier`,
  },
  {
    type: 'HEALTH_PLAN_ID',
    label: `(?:health |medical )?(?:plan|insurance|insurer|policy|policyholder|member|membership|subscriber|beneficiary|group|hmo|ppo|medicaid|medicare|coverage|enrollee)(?: (?:plan|policy|member|beneficiary|health|card|hmo|insurance)){0,4} ?(?:${number}|#)|(?:health )?insurance ?[:#]|hpbn|hbn|hicn|(?:health )?plan|ins\\.? ?(?:${number}|#|:)|(?:medicare|medicaid|aetna|cigna|humana|uhc|blue cross|bcbs|anthem|kaiser) ?(?:${number}|#|:)|versichertennummer|krankenversicherungsnummer`,
  },
  { type: 'CLAIM_NUMBER', label: `claim ?(?:${number}|#)|(?:prior )?auth(?:orization|orisation) ?(?:${number}|#)` },
  { type: 'ENCOUNTER_ID', label: `(?:encounter|visit|accession|specimen|admission) ?(?:${number}|#)` },
  { type: 'PRESCRIPTION_NUMBER', label: `(?:prescription|rx) ?(?:${number}|#)` },
  { type: 'MEDICAL_RECORD_NUMBER', label: 'unique identifier|identifier|id', value: code, clinical: true },
  { type: 'STUDY_SUBJECT_ID', label: `(?:study |trial )?(?:subject|participant) ?(?:${number}|#)` },
  {
    type: 'US_SSN',
    label: `ssn|ss ?#|ss ${number}|social security(?: ${number})?`,
    value: '\\d{3}[- .]?\\d{2}[- .]?\\d{4}',
  },
  {
    type: 'US_SSN',
    label: `(?:last (?:four|4)(?: digits)?(?: of)?(?: the| his| her| my)? (?:ssn|social)(?: security)?(?: ${number})?|ssn[- ]?(?:last[- ]?(?:4|four))|ssn ending(?: in)?)`,
    value: '\\d{4}',
  },
  { type: 'EMPLOYEE_ID', label: `(?:employee|staff|personnel|payroll|badge|emp) ?(?:${number}|#)|personalnummer` },
  {
    type: 'DRIVER_LICENSE',
    label: `driver'?s?[’']?s? licen[sc]e(?: ?(?:${number}|#))?|driving licen[sc]e(?: ?(?:${number}|#))?|licen[sc]e ${number}|dl ?(?:${number}|#)|dln|f[uü]hrerschein(?:nummer)?|permis de conduire`,
  },
  { type: 'PASSPORT', label: `passport(?: ?(?:${number}|#))?|reisepass(?:nummer)?|passeport|pasaporte|passaporto` },
  {
    type: 'IMMIGRATION_ID',
    label: `(?:alien|uscis|visa|immigration|green card|residence permit) ?(?:registration )?(?:${number}|#)`,
  },
  {
    type: 'PROFESSIONAL_LICENSE',
    label: `(?:medical|nursing|professional|state|board|bar|certificate) licen[sc]e(?: ?(?:${number}|#))?|certificate ?(?:${number}|#)`,
  },
  {
    type: 'VEHICLE_PLATE',
    label: `licen[sc]e plate(?: ?(?:${number}|#))?|plate ?(?:${number}|#)|number plate|registration plate|kennzeichen`,
    value: '[A-Z0-9]{1,4}[- ]?[A-Z0-9]{1,4}(?:[- ]?[A-Z0-9]{1,4})?',
  },
  {
    type: 'MEDICAL_DEVICE_ID',
    label: `(?:device|implant|pacemaker|pump|udi|icd) (?:serial ?)?(?:${number}|#)|serial ?(?:${number}|#)`,
  },
  {
    type: 'DEVICE_ID',
    label: `(?:idfa|gaid|aaid|udid|device[- ]?id|advertising id)`,
    value: '[0-9A-Fa-f-]{12,40}',
  },
  {
    type: 'BANK_ACCOUNT',
    label: `(?:bank|checking|savings|direct deposit) (?:account|acct)(?: ?(?:${number}|#))?|kontonummer|sort code and account`,
    value: '\\d[\\d -]{4,20}\\d',
  },
  { type: 'BANK_ROUTING', label: 'sort code', value: '\\d{2}[- ]?\\d{2}[- ]?\\d{2}' },
  {
    type: 'CARD_CVV',
    label: 'cvv2?|cvc2?|card security code|security code|card pin|pin(?: code| number)?',
    value: '\\d{3,6}',
  },
  {
    type: 'CARD_EXPIRY',
    label: 'exp(?:iry|iration)?(?: date)?|valid (?:thru|through|until)',
    value: '(?:0[1-9]|1[0-2]) ?/ ?(?:20)?\\d{2}',
  },
  {
    type: 'ACCOUNT_NUMBER',
    label: `(?:account|acct|customer|client|loan|mortgage|reservation|booking|confirmation|subscription|kunden|order|case|ticket) ?(?:${number}|#)|acct|kundennummer`,
  },
  { type: 'USER_ID', label: `user ?(?:${number}|#)|(?:unique|person|contact|student|tenant) ?(?:${number}|#)` },
  { type: 'USERNAME', label: '(?:user|uid|login)=', value: '[A-Za-z][A-Za-z0-9._-]{2,30}' },
  {
    type: 'USERNAME',
    label: '(?:accepted|failed) [a-z]{4,12} for(?: invalid user)?',
    value: '[a-z_][a-z0-9_.-]{1,30}',
  },
  { type: 'COOKIE_ID', label: '(?:session(?:_?id)?|sid|cookie)=', value: '[A-Za-z0-9._-]{6,128}' },
  { type: 'CREDIT_CARD', label: '(?:ending|ends)(?: in| with)?', value: '\\d{4}' },
  {
    type: 'CITY',
    label: '(?:city|town|ort|stadt|wohnort|ville|ciudad|citt[aà])(?: of birth)?\\s?:',
    value:
      '[A-Z\\u00c0-\\u00de][A-Za-z\\u00c0-\\u024f-]{2,24}(?: [A-Z\\u00c0-\\u00de][A-Za-z\\u00c0-\\u024f-]{1,24}){0,2}',
  },
  {
    type: 'USERNAME',
    label: `(?:username|user name|login|screen name)(?: is|["']?\\s?[:=])`,
    value: '@?[A-Za-z0-9](?:[A-Za-z0-9]|[-_.][A-Za-z0-9]){2,29}',
  },
];

const connector = `["'*_)\\]]{0,3}(?: (?:on file|on record))?(?:\\s{0,3}(?:[:=#]|is|was|are|lautet|ist|est|es|è|->|—|–|-)){0,3}\\s{0,3}["'(#*\\[]{0,3}`;
const compiled = labels.map(({ type, label, value, clinical }) => ({
  starts: beginnings(label.toLowerCase()),
  type,
  clinical: clinical === true,
  plain: value === undefined || value === code,
  expression: new RegExp(`(?:${label})${connector}(${value ?? code})`, 'iy'),
}));

/** The labels that may begin with a word. */
const byWord = new Map<string, typeof compiled>();
function labelsOf(text: string, start: number, end: number): typeof compiled {
  const head = text.slice(start, Math.min(end, start + 3));
  let list = byWord.get(head);
  if (!list) {
    const folded = head.toLowerCase().normalize('NFD').slice(0, 3);
    list = compiled.filter(({ starts }) => mayBegin(starts, folded));
    byWord.set(head, list);
  }
  return list;
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
    for (const { type, plain, clinical, expression } of labelsOf(text, start, tokens.end[index]!)) {
      expression.lastIndex = start;
      const match = expression.exec(text);
      if (!match) continue;
      const end = start + match[0].length;
      const value = match[1]!;
      if (clinical && (isCode(start) || !isClinical(text, start))) continue;
      if (isWordAt(text, end) || (plain && !isValue(value))) continue;
      if (
        soft.has(type) &&
        (isCode(start) ||
          (type === 'USERNAME' &&
            text[start + match[0].length - value.length - 1] !== '=' &&
            !/^(?:accepted|failed)/i.test(match[0]) &&
            /^[a-z]+$/i.test(value)))
      )
        break;
      found.push({
        type,
        start: end - value.length,
        end,
        score: labelScore(match[0].length - value.length),
        evidence: ['label before the value'],
      });
      break;
    }
  }
  return found;
};

/** Of two labels for one value the longer says more: `bank account number` beats `account number`. */
const labelScore = (length: number): number => 0.9 + Math.min(40, length) / 1000;

/** At least one digit, and not a date, a version or a number with unit. */
const isValue = (value: string): boolean =>
  /\d/.test(value) &&
  value.replace(/[^A-Za-z0-9]/g, '').length >= 4 &&
  !/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^\d+\.\d+(?:\.\d+)*$|^(?:19|20)\d\d$/.test(value);
