import type { Candidate, Recognize, Scene } from '../candidate.ts';
import { classifyName } from '../names/classify.ts';
import { isCamel } from './person/code.ts';
import { nameClass } from './person/lexical.ts';
import { nameTypes } from './person/subtype.ts';

/** HL7 FHIR `HumanName` and `Address`, vCard in XML (RFC 6351): keys that say what they hold only beside one another. */
const beside = new Map<string, readonly [type: string, companion: RegExp]>([
  ['given', ['GIVEN_NAME', /["'<:]family\b|["'<:]surname\b|humanname|"patient"/i]],
  ['family', ['FAMILY_NAME', /["'<:]given\b|humanname|"patient"/i]],
  ['surname', ['FAMILY_NAME', /["'<:]given\b/i]],
  ['line', ['STREET_ADDRESS', /["'<:](?:city|postalcode)\b/i]],
]);

/** The key of a value in quotes, of a later one in the same list too: `"given": ["Ann", "`, `family = '`. */
const keyOfQuoted =
  /([A-Za-z][\w.-]{1,40})\\?["']?\s{0,3}[:=]\s{0,3}(?:\[\s{0,8}(?:\\?["'][^"'\n]{0,40}["'],\s{0,8}){0,3})?\\?["']$/;
const keyOfElement = /<(?:\w{1,12}:)?([A-Za-z][\w.-]{1,40})(?: [^<>]{0,60})?>$/;
/** FHIR in XML has its values in an attribute: `<family value="`. */
const keyOfAttribute = /<(?:\w{1,12}:)?([A-Za-z][\w-]{1,40}) value=["']$/;

const nameValue = /[^"'<>{}\n\\]{2,60}/y;
const isName = /^\p{L}[\p{L}\p{M}.-]*(?:['’]\p{L}+)?(?: [\p{L}\p{M}.'’-]+){0,4}$/u;
const addressValue = /[^"<>{}\n\\]{5,120}/y;
const isAddress = /^(?=[^\n]*\d)(?=[^\n]*\p{L}{2})[\p{L}\p{M}\d ,.'’#/-]+$/u;

/** Types that keys announce, by key: names of fields repeat. */
const known = new Map<string, string | undefined>();
function typeOfKey(key: string): string | undefined {
  if (!known.has(key)) {
    if (known.size > 500) known.clear();
    const named = classifyName(key);
    known.set(key, named && named.score >= 0.8 ? named.type : undefined);
  }
  return known.get(key);
}

/**
 * Names and addresses in data, whatever their words, where the key says what they are: JSON, XML, literals of programs.
 * Tried at capitals and figures behind a quote or a bracket only.
 */
export const recognizeKeyed: Recognize = (scene) => {
  const found: Candidate[] = [];
  const { tokens, text } = scene;
  for (const list of [tokens.capitals, tokens.numbers]) {
    for (const index of list) {
      const sign = text.charCodeAt(tokens.start[index]! - 1);
      if (sign !== 34 && sign !== 39 && sign !== 62) continue;
      const candidate = valueAt(scene, index, sign === 62);
      if (candidate) found.push(candidate);
    }
  }
  return found;
};

function valueAt({ tokens, text }: Scene, index: number, inElement: boolean): Candidate | undefined {
  const start = tokens.start[index]!;
  const left = text.slice(Math.max(0, start - 120), start);
  const key = inElement
    ? keyOfElement.exec(left)?.[1]
    : (keyOfAttribute.exec(left)?.[1] ?? keyOfQuoted.exec(left)?.[1]);
  if (!key) return undefined;
  const pair = beside.get(key);
  const type = pair
    ? pair[1].test(text.slice(Math.max(0, start - 300), start + 200))
      ? pair[0]
      : undefined
    : typeOfKey(key);
  const isPerson = type !== undefined && nameTypes.has(type);
  if (!type || (!isPerson && type !== 'STREET_ADDRESS')) return undefined;
  const shape = isPerson ? nameValue : addressValue;
  shape.lastIndex = start;
  const value = shape.exec(text)?.[0].trimEnd();
  if (!value || !(isPerson ? isName : isAddress).test(value)) return undefined;
  const closing = text[start + value.length];
  if (!(inElement ? closing === '<' : closing === text[start - 1] || closing === "'" || closing === '\\'))
    return undefined;
  if (isPerson) {
    const first = nameClass(tokens, index);
    if (first === 'word' || first === 'stop' || first === 'particle' || /^\p{Lu}{2,}$/u.test(value)) return undefined;
    if (isCamel(tokens, index)) return undefined;
  }
  return { type, start, end: start + value.length, score: 0.85, evidence: ['key that says what the value is'] };
}
