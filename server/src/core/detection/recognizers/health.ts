import type { Candidate, Recognize, Scene } from '../candidate.ts';
import * as words from '../health-words.ts';
import { inDictionary, role } from '../roles.ts';
import { kind } from '../scan.ts';
import { endings, wordSet } from '../word-sets.ts';

const sets: readonly (readonly [ReadonlySet<string>, string])[] = [
  [wordSet(words.drugs), 'MEDICATION'],
  [wordSet(`${words.diagnoses} ${words.moreDiagnoses}`), 'DIAGNOSIS'],
  [wordSet(words.procedures), 'PROCEDURE'],
  [wordSet(words.labTests), 'LAB_RESULT'],
  [wordSet(words.allergyWords), 'ALLERGY'],
];

const value =
  /\s{0,2}(?:level )?(?:of|is|was|at|:|=|>|<|-)?\s{0,2}\d{1,5}(?:\.\d{1,3})?(?:\s?\/\s?\d{1,3})?\s?(?:%|mg\/dL|mmol\/L|mcg\/dL|g\/dL|ng\/mL|mEq\/L|U\/L|mmHg|kg|bpm|cm|°?[CF]\b)?/y;
const vital =
  /(?:bp|blood pressure|heart rate|hr|pulse|spo2|o2 sat(?:uration)?|temp(?:erature)?|bmi|respiratory rate|rr|weight|wt|height|ht)\s{0,2}(?:of|is|was|:|=|>|<)?\s{0,2}\d{2,3}(?:\.\d{1,2})?(?:\s?\/\s?\d{2,3})?\s?(?:%|mmHg|bpm|kg|lbs?|cm|in)?/iy;
/** ICD-10-CM (CMS, NCHS): letter, two characters, a point and up to four more; the point or a word must be there. */
const icd = /[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?/y;
/** LOINC (Regenstrief): up to five digits, a dash and a check digit. */
const loinc = /\d{3,5}-\d/y;

/** Health context: words of the lists, stems of drugs and diagnoses, ICD-10 and LOINC codes, results and vital signs. */
export const recognizeHealth: Recognize = (scene) => {
  const { tokens } = scene;
  const found: Candidate[] = [];
  for (const index of tokens.known) if (tokens.roles[index]! & role.health) addTerm(scene, index, found);
  for (const index of tokens.mixed) if (isMixedTerm(scene, index)) addTerm(scene, index, found);
  addStems(scene, found);
  addCodes(scene, found);
  return found;
};

const candidate = (type: string, start: number, end: number, score: number, why: string): Candidate => ({
  type,
  start,
  end,
  score,
  evidence: [why],
});

function addTerm({ tokens, text, isCode }: Scene, index: number, found: Candidate[]): void {
  const start = tokens.start[index]!;
  const end = tokens.end[index]!;
  if (isCode(start) || text[end] === ':') return;
  const word = text.slice(start, end).toLowerCase();
  if (word.length < 4 && text.slice(start, end) !== text.slice(start, end).toUpperCase() && word !== 'mri') return;
  vital.lastIndex = start;
  const sign = vital.exec(text)?.[0];
  if (sign && /\d/.test(sign)) {
    found.push(candidate('VITAL_SIGN', start, start + sign.trimEnd().length, 0.7, 'vital sign'));
    return;
  }
  const guarded = protectedAt(text, start);
  if (guarded) {
    const stop = start + guarded.length;
    found.push(candidate(guarded.type, start, stop, 0.7, 'specially protected health data'));
    return;
  }
  const type = sets.find(([set]) => set.has(word))?.[1];
  if (!type) return;
  if (type !== 'LAB_RESULT') {
    found.push(candidate(type, start, end, 0.7, 'word of health'));
    return;
  }
  value.lastIndex = end;
  const result = value.exec(text)?.[0];
  if (result && /\d/.test(result))
    found.push(candidate(type, start, end + result.trimEnd().length, 0.75, 'test and value'));
}

const protectedPhrases = words.protectedPhrases.map(([type, pattern]) => ({
  type,
  expression: new RegExp(pattern, 'iy'),
}));

function protectedAt(text: string, start: number): { type: string; length: number } | undefined {
  for (const { type, expression } of protectedPhrases) {
    expression.lastIndex = start;
    const value = expression.exec(text)?.[0];
    if (value) return { type, length: value.length };
  }
  return undefined;
}

/** `HbA1c`, `BRCA1`, `T2DM`: terms with a figure inside. */
function isMixedTerm({ tokens, text }: Scene, index: number): boolean {
  const length = tokens.end[index]! - tokens.start[index]!;
  return length < 7 && mixedTerms.has(text.slice(tokens.start[index]!, tokens.end[index]!).toLowerCase());
}
const mixedTerms = wordSet('hba1c a1c t4 cd4 brca1 brca2 t2dm t1dm spo2 o2');

const drugEnding = new RegExp(`(?:${words.drugEndings.split(' ').join('|')})s?$`);
const diagnosisEnding = new RegExp(`(?:${words.diagnosisEndings.split(' ').join('|')})$`);
const endsLikeTerm = endings(wordSet(`${words.drugEndings} ${words.diagnosisEndings}`));

/** `dapagliflozin`, `cardiomyopathy`: words of no list that end in a stem. */
function addStems({ tokens, text, isCode }: Scene, found: Candidate[]): void {
  const { count, start, end, kinds, roles } = tokens;
  for (let index = 0; index < count; index++) {
    const length = end[index]! - start[index]!;
    if (length < 8 || length > 28) continue;
    const bits = kinds[index]! & ~kind.upperInside;
    if (bits !== kind.lower && bits !== (kind.lower | kind.upper | kind.upperStart)) continue;
    if ((roles[index]! & ~role.noName) !== 0 && (roles[index]! & inDictionary) !== role.rare) continue;
    if (!endsLikeTerm(text, end[index]!) && !endsLikeTerm(text, end[index]! - 1)) continue;
    const word = text.slice(start[index]!, end[index]!).toLowerCase();
    const type = drugEnding.test(word) ? 'MEDICATION' : diagnosisEnding.test(word) ? 'DIAGNOSIS' : '';
    if (type && !isCode(start[index]!))
      found.push(candidate(type, start[index]!, end[index]!, 0.6, 'ending of a medical word'));
  }
}

function addCodes({ tokens, text, isCode }: Scene, found: Candidate[]): void {
  for (const index of tokens.mixed) {
    const start = tokens.start[index]!;
    if (tokens.end[index]! - start !== 3 || !(tokens.kinds[index]! & kind.upperStart)) continue;
    icd.lastIndex = start;
    const code = icd.exec(text)?.[0];
    if (!code || isCode(start)) continue;
    const named = /icd|diagnos|dx|code/i.test(text.slice(Math.max(0, start - 30), start));
    if (!code.includes('.') && !named) continue;
    found.push(candidate('DIAGNOSIS', start, start + code.length, named ? 0.9 : 0.55, 'shape of an ICD-10 code'));
  }
  for (const index of tokens.numbers) {
    const start = tokens.start[index]!;
    if (
      text.charCodeAt(tokens.end[index]!) !== 45 ||
      !/loinc[^\n]{0,20}$/i.test(text.slice(Math.max(0, start - 28), start))
    )
      continue;
    loinc.lastIndex = start;
    const code = loinc.exec(text)?.[0];
    if (code) found.push(candidate('LAB_RESULT', start, start + code.length, 0.9, 'LOINC code'));
  }
}
