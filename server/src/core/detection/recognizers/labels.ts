/** A value announced by its label: `MRN: ST-998877`, `policy number is HP-987654`, `SS# 987-65-4321`. */
export interface Label {
  readonly type: string;
  /** Alternatives of a case-insensitive expression; the label begins at a word with the role `label`. */
  readonly label: string;
  /** What the value looks like; default: a code with at least one digit. */
  readonly value?: string;
  /** Counts in clinical text only. */
  readonly clinical?: boolean;
  /** The label alone says little (`account 00-4418-227`): the value must look like a number of a register, outside of code. */
  readonly strict?: boolean;
}

const number = '(?:number|numbers|num|no|nr|id|ids|identifier|code)\\b\\.?';
/** Letters, digits and inner dashes, at least one digit, perhaps after a group of capitals: filtered after the match. */
export const code = '(?:[A-Za-z]{1,4} )?[A-Za-z0-9](?:[A-Za-z0-9]|[-/.][A-Za-z0-9]){2,29}';

/** Forms of the US, UK and German-speaking health, insurance and bank business. Order matters: first match wins. */
export const labels: readonly Label[] = [
  {
    type: 'MEDICAL_RECORD_NUMBER',
    label: `mrn|mr ?#|med(?:ical)? rec(?:ord)?s?(?: ${number})?|(?:medical |health )?(?:record|chart|hospital)s? ${number}|patient ${number}|pat(?:ient)?[- ]?id|emr(?: ${number})?|ehr(?: ${number})?|unit ${number}|(?:record|chart|file|case|patient|hospital) ?#|(?:health |hospital |facility )(?:identifier|id)(?: ${number})?|krankenakte|patientennummer|num[eé]ro de dossier`,
  },
  {
    type: 'HEALTH_PLAN_ID',
    label: `(?:health |medical )?(?:plan|insurance|insurer|policy|policyholder|member|membership|subscriber|beneficiary|group|hmo|ppo|medicaid|medicare|coverage|enrollee)(?: (?:plan|policy|member|beneficiary|health|card|hmo|insurance)){0,4} ?(?:${number}|#)|(?:health )?insurance ?[:#]|hpbn|hbn|hicn|health plan|ins\\.? ?(?:${number}|#|:)|(?:medicare|medicaid|aetna|cigna|humana|uhc|blue cross|bcbs|anthem|kaiser) ?(?:${number}|#|:)|versichertennummer|krankenversicherungsnummer`,
  },
  { type: 'CLAIM_NUMBER', label: `claim ?(?:${number}|#)|(?:prior )?auth(?:orization|orisation) ?(?:${number}|#)` },
  { type: 'ENCOUNTER_ID', label: `(?:encounter|visit|accession|specimen|admission) ?(?:${number}|#)` },
  { type: 'PRESCRIPTION_NUMBER', label: `(?:prescription|rx) ?(?:${number}|#)` },
  { type: 'MEDICAL_RECORD_NUMBER', label: 'unique identifier|identifier|id', value: code, clinical: true },
  { type: 'STUDY_SUBJECT_ID', label: `(?:study |trial )?(?:subject|participant) ?(?:${number}|#)` },
  {
    type: 'NATIONAL_ID',
    label: `(?:national|tax|citizen|personal|fiscal) id(?:entity|entification)?(?: ${number})?(?: of [A-Za-z .'-]{2,30}:)?|identity (?:card|number)|id card|cuit|cuil`,
    strict: true,
  },
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
    label: `(?:account|acct|customer|client|loan|mortgage|reservation|booking|confirmation|subscription|kunden|order|case) ?(?:${number}|#)|ticket ?${number}|acct|kundennummer`,
  },
  { type: 'USER_ID', label: `user ?(?:${number}|#)|(?:unique|person|contact|student|tenant) ?(?:${number}|#)` },
  { type: 'USERNAME', label: '(?:user|uid|login)=', value: '[A-Za-z][A-Za-z0-9._-]{2,30}' },
  {
    type: 'USERNAME',
    label: '(?:accepted|failed) [a-z]{4,12} for(?: invalid user)?',
    value: '[a-z_][a-z0-9_.-]{1,30}',
  },
  // A name of letters with figures or a joint: `user Kaylin_Rau44`.
  { type: 'USERNAME', label: 'user ', value: '[A-Za-z]{2,20}(?:[._-][A-Za-z]{1,20})?[._-]?\\d{1,6}' },
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
  { type: 'MEDICAL_RECORD_NUMBER', label: 'chart|empi|hosp(?:ital)?\\.? (?:no|nr)\\.?', strict: true },
  { type: 'ENCOUNTER_ID', label: 'accession|specimen|encounter|enc|visit', strict: true },
  { type: 'STUDY_SUBJECT_ID', label: 'subject|participant', strict: true },
  {
    type: 'HEALTH_PLAN_ID',
    label: 'plan|policy|subscriber|insured|insurance|member|medicaid|medicare|aetna|cigna|humana|uhc|anthem|kaiser|ins',
    strict: true,
  },
  { type: 'CLAIM_NUMBER', label: 'claim', strict: true },
  { type: 'ACCOUNT_NUMBER', label: 'account|customer|client|booking|reservation', strict: true },
  { type: 'EMPLOYEE_ID', label: 'badge|employee|staff', strict: true },
  { type: 'PROFESSIONAL_LICENSE', label: `(?:bar|gmc|nmc|nursing|rn|certificate) ?(?:${number}|#)`, strict: true },
  { type: 'DRIVER_LICENSE', label: 'dl|licen[sc]e', strict: true },
  { type: 'BANK_ACCOUNT', label: 'konto(?:-?nr\\.?|nummer)?|kto\\.?(?:-?nr\\.?)?', value: '\\d[\\d ]{4,14}\\d' },
  { type: 'BANK_ROUTING', label: 'blz|bankleitzahl', value: '\\d{3} ?\\d{3} ?\\d{2}' },
  {
    type: 'VEHICLE_PLATE',
    label:
      '(?:vehicle|car|van|truck|driving)(?: reg(?:istration)?| (?:with )?(?:the )?(?:number )?plates?)?|reg(?:istration)?(?: no\\.?| number)?|plates?',
    // AA-123-AA (France, Italy), AB12 CDE (United Kingdom), M-KL 4471 (Germany), ABC-1234 (United States).
    value:
      '[A-Z]{2}[- ]?\\d{3}[- ]?[A-Z]{2}|[A-Z]{2} ?\\d{2} ?[A-Z]{3}|[A-Z]{1,3}[- ][A-Z]{1,2} ?\\d{1,4}|[A-Z]{3}[- ]?\\d{3,4}',
    strict: true,
  },
  { type: 'DEVICE_ID', label: '(?:lot/)?serial(?: (?:no\\.?|number))?(?: sn)?|s/n|sn', strict: true },
  { type: 'USER_ID', label: 'id', strict: true },
  {
    type: 'GEO_COORDINATES',
    label: '(?:lat|lng|lon|long|latitude|longitude)["\']?\\s?[:=]',
    value: '-?\\d{1,3}\\.\\d{4,15}',
  },
];
