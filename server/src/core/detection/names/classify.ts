import { entityType } from '../../taxonomy/entity-types.ts';
import type { ClassifyName, NameMatch } from '../entity.ts';
import { phraseTable, type Strength } from './fields.ts';
import { segmentField } from './segments.ts';
import { type PathStep, splitPath } from './split.ts';
import { carrierWords, linkedObjects, personObjects, thingObjects } from './vocabulary.ts';

/** Whose data it is: the nearest owner to the left decides. */
interface Owner {
  readonly kind: 'person' | 'linked' | 'thing' | 'none';
  readonly word: string;
}

/** Verbs that leave the data what it is: `getFirstName()` is a first name, `deleteEmail()` is not an e-mail address. */
const transparentVerbs = new Set('get set load fetch read find is has with'.split(' '));

/**
 * Category of a name by its words and its owner. English compounds end in their head, so the phrase must end the name:
 * `email` of `senderEmail` counts, `email` of `email_timeout` does not. Linear in the length of the path.
 */
export const classifyName: ClassifyName = (path) => {
  const segment = segmentField(path);
  if (segment) return match(segment, 'telling-name', 0.85);
  const steps = splitPath(path);
  for (let index = steps.length - 1; index >= 0; index--) {
    const found =
      matchStep(steps[index]!, steps.slice(0, index)) ?? (index > 0 ? matchTwoSteps(steps, index) : undefined);
    if (found === 'carrier') continue;
    const container = found?.type === 'MESSAGE_CONTENT' && index > 0 ? classifyStep(steps, index - 1) : undefined;
    return container && freeText.has(container.type) ? container : found;
  }
  return undefined;
};

/** `name.family`, `card.last4`, `phone.number`: a phrase that runs over two steps of the path. */
function matchTwoSteps(steps: readonly PathStep[], index: number): NameMatch | undefined {
  const outer = steps[index - 1]!;
  const words = [...outer.words, ...steps[index]!.words];
  const hit = longestPhrase(words, words.length);
  if (!hit || hit.start >= outer.words.length || hit.strength !== 'telling') return undefined;
  return judge(hit, ownerOf(words.slice(0, hit.start), steps.slice(0, index - 1)), { words });
}

/** `note.text` and `log.message` are what their container is. */
const freeText = new Set([
  'CLINICAL_NOTE',
  'MESSAGE_CONTENT',
  'LOG_LINE',
  'RESUME',
  'PERFORMANCE_REVIEW',
  'DISCIPLINARY',
]);

function classifyStep(steps: readonly PathStep[], index: number): NameMatch | undefined {
  const found = matchStep(steps[index]!, steps.slice(0, index));
  return found === 'carrier' ? undefined : found;
}

function matchStep(step: PathStep, before: readonly PathStep[]): NameMatch | undefined | 'carrier' {
  if (step.verb && !transparentVerbs.has(step.verb)) return undefined;
  const words = turned(step.words);
  let end = words.length;
  for (;;) {
    const hit = longestPhrase(words, end);
    if (hit) {
      const owner = ownerOf(words.slice(0, hit.start), before);
      return judge(hit, owner, { ...step, words });
    }
    const last = words[end - 1];
    if (last === undefined) return before.length > 0 ? 'carrier' : undefined;
    if (!carrierWords.has(last) || (step.verb === 'is' && end === 1)) return undefined;
    end--;
  }
}

const heads = new Set('number date name code'.split(' '));
const joints = new Set('de del della di da du dos of la le'.split(' '));

/** Romance languages put the head first: `numero_pasaporte`, `date_de_naissance`. Left as it is when a phrase has that order. */
function turned(words: readonly string[]): readonly string[] {
  if (words.length < 2 || !heads.has(words[0]!) || longestPhrase(words, words.length)?.start === 0) return words;
  const rest = words.slice(1).filter((word) => !joints.has(word));
  const counts = words[0] === 'number' && personObjects.has(rest.at(-1) ?? '');
  return !counts && rest.length > 0 && rest.length < 4 ? [...rest, words[0]!] : words;
}

interface Hit {
  readonly type: string;
  readonly strength: Strength;
  readonly start: number;
  readonly length: number;
}

/** The longest phrase of the table that ends at `end`. */
function longestPhrase(words: readonly string[], end: number): Hit | undefined {
  const table = phraseTable();
  for (let start = Math.max(0, end - 6); start < end; start++) {
    const row = table.get(words.slice(start, end).join(' '));
    if (row) return { type: row[0], strength: row[1], start, length: end - start };
  }
  return undefined;
}

const nobody: Owner = { kind: 'none', word: '' };

function ownerOf(prefix: readonly string[], before: readonly PathStep[]): Owner {
  const own = nearestOwner(prefix);
  if (own.kind !== 'none') return own;
  for (let index = before.length - 1; index >= 0; index--) {
    const owner = nearestOwner(before[index]!.words);
    if (owner.kind !== 'none') return owner;
  }
  return nobody;
}

function nearestOwner(words: readonly string[]): Owner {
  for (let index = words.length - 1; index >= 0; index--) {
    const word = words[index]!;
    if (personObjects.has(word)) return { kind: 'person', word };
    if (linkedObjects.has(word)) return { kind: 'linked', word };
    if (thingObjects.has(word)) return { kind: 'thing', word };
  }
  return nobody;
}

function judge(hit: Hit, owner: Owner, step: PathStep): NameMatch | undefined {
  const { strength, length, start } = hit;
  const inStep = start > 0 ? nearestOwner(step.words.slice(start - 1, start)) : nobody;
  if ((step.verb === 'is' || step.verb === 'has') && contacts.has(hit.type) && owner.kind !== 'person')
    return undefined;
  // `contact_us_url`, `customer_segment_id`: what stands directly before the word owns it.
  if (strength === 'object' && start > 0 && inStep.kind === 'none' && !owned.has(step.words[start - 1]!))
    return undefined;
  if (hit.type === 'PERSON_NAME' && length === 1 && owner.kind === 'linked' && titled.has(owner.word)) return undefined;
  if (hit.type === 'PERSON_NAME' && inStep.kind === 'thing') return undefined;
  if (step.verb && strength !== 'telling' && owner.kind !== 'person') return undefined;
  const type = hit.type === 'CLINICAL_NOTE' && strength === 'weak' ? noteOf(owner) : hit.type;
  if (owner.kind === 'person') return match(type, 'person-object', 0.95);
  if (strength === 'telling') {
    if (inStep.kind === 'thing' && length === 1) return undefined;
    if (owner.kind === 'thing' && length === 1) return match(type, 'weak-name', 0.4);
    return match(type, owner.kind === 'linked' ? 'linked-object' : 'telling-name', 0.85);
  }
  if (owner.kind === 'thing') return undefined;
  if (owner.kind === 'linked') return match(type, 'linked-object', strength === 'weak' ? 0.75 : 0.6);
  // A bare weak word counts only alone: `address`, not `unknownAddress`.
  return strength === 'weak' && start === 0 ? match(type, 'weak-name', 0.5) : undefined;
}

/** `is_mobile` and `has_phone` say that something is there, not what. */
const contacts = new Set(['PHONE_NUMBER', 'EMAIL_ADDRESS', 'FAX_NUMBER', 'IP_ADDRESS', 'USERNAME']);
/** Words between an owner and its own that change nothing: `patient_home_id`. */
const owned = new Set(
  'home work primary secondary main current new old internal external unique alternate other'.split(' '),
);
/** Records whose name is a title, not a person. */
const titled = new Set(
  'thread study test sample specimen form report survey questionnaire condition medication procedure policy episode lab result vital diagnosis allergy immunization observation payroll agreement note record chart conversation session deal opportunity message medical health clinical insurance visit'.split(
    ' ',
  ),
);

const businessOwners = new Set(
  'customer user client contact lead prospect guest member ticket case order call'.split(' '),
);
const workOwners = new Set('employee staff worker candidate applicant intern manager interview'.split(' '));

/** Notes are clinical unless somebody else's: of an employee they evaluate, of a customer they are messages. */
function noteOf({ word }: Owner): string {
  if (workOwners.has(word)) return 'PERFORMANCE_REVIEW';
  return businessOwners.has(word) ? 'MESSAGE_CONTENT' : 'CLINICAL_NOTE';
}

function match(type: string, evidence: NameMatch['evidence'], score: number): NameMatch | undefined {
  const category = entityType(type)?.category;
  return category === undefined ? undefined : { type, category, evidence, score };
}
