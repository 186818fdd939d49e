/** What kind of text a candidate stands in: sources are full of capitalized words and dates that are nobody's. */

/** Weight of a character as a sign of code: braces and operators count most, brackets and bars less. */
const weights = new Uint8Array(128);
for (const char of '{};=<`$\\') weights[char.charCodeAt(0)] = 4;
for (const char of '*/|_#[]@~^') weights[char.charCodeAt(0)] = 2;
for (const char of '()"&+') weights[char.charCodeAt(0)] = 1;

const bucketBits = 7;
/** Mean weight of a character above which a stretch counts as code: prose stays below 0.06, sources above 0.15. */
const threshold = 0.13;

/** Asks by offset whether the 400 characters around it look like code. Each stretch is judged once. */
export function codeMap(text: string): (offset: number) => boolean {
  const judged = new Int8Array((text.length >> bucketBits) + 1);
  return (offset) => {
    const bucket = offset >> bucketBits;
    if (judged[bucket] === 0) judged[bucket] = looksLikeCode(text, bucket << bucketBits) ? 1 : -1;
    return judged[bucket] === 1;
  };
}

function looksLikeCode(text: string, at: number): boolean {
  const from = Math.max(0, at - 128);
  const to = Math.min(text.length, at + 256);
  let sum = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code < 128) sum += weights[code]!;
  }
  // Short texts need more than one bracket.
  return sum > threshold * Math.max(200, to - from);
}

const clinicalWords =
  /(?:^|[^a-z])(?:patients?|pts?|year[- ]old|y\/?o|diagnos\w*|hospital\w*|clinics?|clinical|surgery|surgical|mg|symptoms?|disease|syndrome|cancer|diabet\w*|hypertens\w*|therapy|medications?|tablets?|nurse|physicians?|mrn|dosage|chronic|acute|pain|admitted|admission|discharged?|medical|health|doctor|dr|treatment options|icu|emr|ehr|biopsy|lesion|fracture|infection|allergy|prescribed|treated|anticoagula\w*|oncolog\w*|cardi\w*|neuro\w*|troponin|dx|hx|abx|pmh|ddx|ekg|ecg|mri|dose|dosing|migraine|seizures?|an[a]?emia|sepsis|septic|dialysis|chemotherapy|dyspn[o]?ea|lupus|asthma|copd|htn|chf|uti|insulin|antibiotics?|differential|workup|vaccin\w*|pregnan\w*|[a-z]{4,12}(?:itis|emia|ectomy|opathy|plasty|statin|pril|sartan|olol|cillin|mycin|prazole|umab|ximab|gliptin|flozin|parin|xaban|oscopy|otomy))(?![a-z])/i;

/** At least `words` words of care within 300 characters before and 200 after. */
export function isClinical(text: string, offset: number, words = 1): boolean {
  // A short text is one window, and many candidates ask about it.
  if (offset > 300 || offset + 200 < text.length) return hasClinicalWords(text, offset, words);
  if (text !== judged.text) judged = { text, answers: [] };
  judged.answers[words] ??= hasClinicalWords(text, offset, words);
  return judged.answers[words];
}

let judged: { text: string; answers: boolean[] } = { text: '', answers: [] };

function hasClinicalWords(text: string, offset: number, words: number): boolean {
  let rest = text.slice(Math.max(0, offset - 300), offset + 200);
  for (let count = 0; count < words; count++) {
    const match = clinicalWords.exec(rest);
    if (!match) return false;
    rest = rest.slice(match.index + match[0].length);
  }
  return true;
}
