import { entityType } from '../../taxonomy/entity-types.ts';
import type { ClassifyName, NameMatch } from '../entity.ts';
import { phraseTable, type Strength } from './fields.ts';
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
  const steps = splitPath(path);
  for (let index = steps.length - 1; index >= 0; index--) {
    const found = matchStep(steps[index]!, steps.slice(0, index));
    if (found === 'carrier') continue;
    const container = found?.type === 'MESSAGE_CONTENT' && index > 0 ? classifyStep(steps, index - 1) : undefined;
    return container && freeText.has(container.type) ? container : found;
  }
  return undefined;
};

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
  let end = step.words.length;
  for (;;) {
    const hit = longestPhrase(step.words, end);
    if (hit) {
      const owner = ownerOf(step.words.slice(0, hit.start), before);
      return judge(hit, owner, step);
    }
    const last = step.words[end - 1];
    if (last === undefined) return before.length > 0 ? 'carrier' : undefined;
    if (!carrierWords.has(last) || (step.verb === 'is' && end === 1)) return undefined;
    end--;
  }
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
  if (step.verb && strength !== 'telling' && owner.kind !== 'person') return undefined;
  const type = hit.type === 'CLINICAL_NOTE' && strength === 'weak' ? noteOf(owner) : hit.type;
  if (owner.kind === 'person') return match(type, 'person-object', 0.95);
  if (strength === 'telling') {
    if (owner.kind === 'thing' && length === 1) return match(type, 'weak-name', 0.4);
    return match(type, owner.kind === 'linked' ? 'linked-object' : 'telling-name', 0.85);
  }
  if (owner.kind === 'thing') return undefined;
  if (owner.kind === 'linked') return match(type, 'linked-object', strength === 'weak' ? 0.75 : 0.6);
  // A bare weak word counts only alone: `address`, not `unknownAddress`.
  return strength === 'weak' && start === 0 ? match(type, 'weak-name', 0.5) : undefined;
}

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
