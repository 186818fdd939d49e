import type { Candidate, Recognize, Scene } from '../../candidate.ts';
import { isWordAt } from '../../characters.ts';
import { role } from '../../roles.ts';
import { gapAfter, kind, type Tokens } from '../../scan.ts';
import { wordClasses } from '../../word-sets.ts';
import { cityEnd } from '../cities.ts';
import { type Chain, chainFrom, joinOf } from './chain.ts';
import { isCamel, isCode } from './code.ts';
import { certainCue, cueAfter, cueBefore } from './cues.ts';
import { invertedName } from './inverted.ts';
import { type NameClass, nameClass } from './lexical.ts';
import { recognizeMentions } from './mentions.ts';
import { likeness, withNickname } from './strangers.ts';
import { nameType } from './subtype.ts';
import { isBrand, isDefinedTerm, namedThing } from './things.ts';
import { recognizeUncasedNames } from './uncased.ts';

/** How much the words alone say, by the classes of the first and the last word. */
interface Shape {
  readonly weight: number;
  readonly evidence: string;
  /** One of the words is on a list of names. */
  readonly listed: boolean;
  /** Index of the last token that belongs to the name. */
  readonly last: number;
}

/** A chain that is too weak alone. */
interface Weak {
  readonly chain: Chain;
  readonly weight: number;
  readonly listed: boolean;
}

/**
 * Names of persons in text with capitals: a chain of capitalized words gets a weight from what the lists know about its
 * words and one from what stands around it. Linear: a chain has at most six words and contexts are windows.
 */
export const recognizePersons: Recognize = (scene) => {
  const { tokens } = scene;
  const found: Candidate[] = [];
  const weak: Weak[] = [];
  let done = -1;
  for (const index of tokens.capitals) {
    if (index <= done || isCamel(tokens, index) || isCode(tokens, index)) continue;
    const first = nameClass(tokens, index);
    if (first === 'stop' || first === 'suffix') continue;
    const thing = namedThing(tokens, index);
    if (thing !== undefined) {
      done = thing;
      continue;
    }
    if (isDefinedTerm(tokens, index)) continue;
    const cue = first === 'word' ? certainCue(tokens, index) : cueBefore(tokens, index);
    if (!cue || (first === 'word' && !cue.certain)) continue;
    if (first === 'initial' && isPronoun(scene.text, tokens.start[index]!)) continue;
    const inverted = invertedName(tokens, index, first, cue);
    if (inverted !== undefined && !scene.isCode(tokens.start[index]!)) {
      found.push(toCandidate(scene, index, inverted, 0.85, ['family name, given name', cue.evidence]));
      done = inverted;
      continue;
    }
    if (first === 'initial' && orders.test(scene.text.slice(tokens.start[index]!, tokens.start[index]! + 3))) continue;
    const shape = shapeOf(tokens, chainFrom(tokens, index), first, cue.certain === true);
    if (!shape || (shape.last === index && first !== 'given' && isLabelItself(scene.text, tokens.end[index]!)))
      continue;
    const after = cueAfter(tokens, shape.last);
    const penalty = scene.isCode(tokens.start[index]!) ? codePenalty(scene, index, shape, cue.certain === true) : 0;
    const company = shape.last === index && first !== 'given' && isBesideAmpersand(tokens, index) ? 0.4 : 0;
    const city = cue.certain !== true && shape.last > index && cityEnd(tokens, index) >= shape.last ? 0.5 : 0;
    const named = shape.last > index && cue.certain !== true && isNamedThing(tokens, index, shape.last) ? 0.7 : 0;
    const context = cue.weight + after.weight;
    const against = penalty + company + city + named;
    const known = shape.weight + context - against;
    if (shape.last === index && context < 0.45 && isBrand(tokens, index)) continue;
    const weight = known >= 0.5 || against > 0 ? known : known + likeness(tokens, index, shape.last, context);
    if (weight < 0.5) {
      if (city > 0) {
        done = shape.last;
        continue;
      }
      if (weight >= 0.05) weak.push({ chain: { first: index, last: shape.last }, weight, listed: shape.listed });
      continue;
    }
    done = withNickname(tokens, shape.last);
    found.push(toCandidate(scene, index, done, weight, [shape.evidence, cue.evidence, after.evidence]));
  }
  found.push(...pairsOfFamilies(scene, weak));
  found.push(...coordinated(scene, found, weak), ...recognizeUncasedNames(scene));
  found.push(...recognizeMentions(scene, found));
  return found;
};

/** `A` and `I` before a blank are words. */
const isPronoun = (text: string, at: number): boolean =>
  (text.charCodeAt(at) === 65 || text.charCodeAt(at) === 73) && text.charCodeAt(at + 1) === 32;

/** Routes and places of care: `I.V.`, `E.R.`. */
const orders = /^(?:I\.[VM]|P\.[ORT]|S\.C|E\.[RD]|O\.[RT]|U\.[SK]|A\.M|P\.M)$/;

/** `Student:`, `Nom :`: a label of what follows. A given name there is a speaker's. */
const isLabelItself = (text: string, end: number): boolean => /^ ?:(?:\s|$)/.test(text.slice(end, end + 3));

/** `the King James Bible`: an article before, and a word for a thing at the end. */
function isNamedThing({ text, start, end, roles }: Tokens, first: number, last: number): boolean {
  if (!(roles[last]! & role.eponym)) return false;
  const isThe = (at: number) =>
    at >= 0 && end[at]! - start[at]! === 3 && /^the$/i.test(text.slice(start[at]!, end[at]!));
  return isThe(first - 1) || isThe(first - 2);
}

/** `Johnson & Johnson`: one word on each side of the sign names a company. */
const isBesideAmpersand = (tokens: Tokens, index: number): boolean =>
  gapAfter(tokens, index) === ' & ' || gapAfter(tokens, index - 1) === ' & ';

/** Keys of data that hold nothing but a person's name. */
const fieldOfName =
  /(?:first|last|full|given|family|middle|maiden|patient|customer|employee|legal)[ _-]?name"\s?:\s?"$/i;

/** In code a word counts as a name when its label is data (`"name": "Ada Lovelace"`), and hardly ever else. */
function codePenalty({ tokens, text }: Scene, first: number, shape: Shape, certain: boolean): number {
  if (!certain) return 0.45;
  if (
    /"\s?:\s?"$/.test(text.slice(tokens.start[first]! - 4, tokens.start[first]!)) &&
    fieldOfName.test(text.slice(Math.max(0, tokens.start[first]! - 24), tokens.start[first]!))
  )
    return 0;
  const isQuoted =
    /["'`*\s]/.test(text[tokens.start[first]! - 1] ?? '') && /["'`,\s<[(]/.test(text[tokens.end[shape.last]!] ?? ' ');
  return isQuoted && shape.listed && !/[=:]\s*$/.test(text.slice(tokens.start[first]! - 2, tokens.start[first]!))
    ? 0
    : 0.6;
}

function toCandidate(
  { tokens, text }: Scene,
  first: number,
  last: number,
  weight: number,
  evidence: readonly (string | undefined)[],
): Candidate {
  let end = endWithMarks(text, tokens.end[last]!);
  if (end - tokens.start[last]! === 1 && text[end] === '.') end++;
  const type = isInitials(tokens, first, last) ? 'PERSON_INITIALS' : nameType(tokens, first, last);
  return {
    type,
    start: tokens.start[first]!,
    end,
    score: Math.min(0.97, weight),
    evidence: evidence.filter((one): one is string => one !== undefined),
  };
}

/** Combining marks, and what follows them, belong to the word: text that is not composed (Unicode Standard Annex 15). */
function endWithMarks(text: string, end: number): number {
  let at = end;
  while (isMark(text.charCodeAt(at))) {
    at++;
    while (isWordAt(text, at)) at++;
  }
  return at;
}
const isMark = (code: number): boolean => code >= 0x300 && code <= 0x36f;

/** `J.R.`: single capitals only. */
function isInitials({ start, end }: Tokens, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if (end[at]! - start[at]! > 1) return false;
  return true;
}

function shapeOf(tokens: Tokens, chain: Chain, first: NameClass, certain: boolean): Shape | undefined {
  const { first: from } = chain;
  const classes: NameClass[] = [first];
  let last = from;
  for (let at = from + 1; at <= chain.last; at++) {
    const next = nameClass(tokens, at);
    if (next === 'stop' && !isArticleOfName(tokens, at, chain.last)) break;
    if (next === 'word' && !(certain && classes.length < 3) && classes.at(-1) !== 'particle') break;
    if (isCamel(tokens, at)) break;
    classes.push(next === 'stop' ? 'particle' : next);
    last = at;
  }
  while (classes.length > 1 && classes.at(-1) === 'particle') {
    classes.pop();
    last--;
  }
  const allCaps = isAllCaps(tokens, from, last);
  const core = classes.length === 1 && isCore(first) ? classes : classes.filter(isCore);
  const weight = weightOf(classes, core, certain);
  if (weight === undefined) return undefined;
  if (allCaps && !certain && !(core.includes('given') && core.filter(isListed).length > 1)) return undefined;
  return {
    weight,
    evidence: evidenceOf(core),
    last,
    listed: core.some(isListed),
  };
}

/** `Saverio Lo Monaco`: an article with a capital, inside of a name. */
const isArticleOfName = ({ roles, kinds }: Tokens, at: number, last: number): boolean =>
  at < last && (roles[at]! & role.particle) !== 0 && (kinds[at + 1]! & kind.upperStart) !== 0;

/** Not an initial, a particle or a suffix. */
const isCore = (one: NameClass): boolean => one !== 'initial' && one !== 'particle' && one !== 'suffix';
const isListed = (one: NameClass): boolean => one === 'given' || one === 'usualWord' || one === 'family';

function weightOf(classes: readonly NameClass[], core: readonly NameClass[], certain: boolean): number | undefined {
  const head = core[0];
  const tail = core.length > 1 ? core[core.length - 1] : undefined;
  if (head === undefined) return certain ? 0.3 : classes.length > 1 && classes[1] === 'initial' ? 0.1 : undefined;
  if (certain) return 0.4;
  const hasInitial = classes.includes('initial');
  if (tail !== undefined) return pairs[head]?.[tail] ?? 0.1;
  if (hasInitial) return (classes[0] === 'initial' ? afterInitial : beforeInitial)[head] ?? 0.25;
  return alone[head];
}

type Weights = Partial<Record<NameClass, number>>;

/** A single word. */
const alone: Weights = { given: 0.55, usualWord: 0.3, givenWord: 0.15, family: 0.32, familyWord: 0.05, unknown: 0.1 };
/** `John L.` and `J. Smith`. */
const beforeInitial: Weights = { given: 0.85, usualWord: 0.7, givenWord: 0.55, family: 0.45 };
const afterInitial: Weights = {
  given: 0.7,
  family: 0.7,
  usualWord: 0.6,
  unknown: 0.45,
  givenWord: 0.5,
  familyWord: 0.4,
};
/** First word, last word. */
const pairs: Partial<Record<NameClass, Weights>> = {
  given: { family: 0.9, given: 0.8, unknown: 0.8, familyWord: 0.75, usualWord: 0.75, givenWord: 0.7 },
  usualWord: { family: 0.75, given: 0.7, unknown: 0.6, familyWord: 0.6, usualWord: 0.55, givenWord: 0.5 },
  givenWord: { family: 0.65, given: 0.6, unknown: 0.45, familyWord: 0.35, usualWord: 0.4, givenWord: 0.3 },
  family: { given: 0.65, family: 0.5, unknown: 0.35, usualWord: 0.45, familyWord: 0.3, givenWord: 0.35 },
  unknown: { given: 0.55, family: 0.5, usualWord: 0.35, unknown: 0.3, familyWord: 0.2, givenWord: 0.25 },
  familyWord: { given: 0.4, family: 0.3, usualWord: 0.3 },
};

const evidenceOf = (core: readonly NameClass[]): string =>
  core[0] === 'given' || core[0] === 'givenWord'
    ? 'given name of the lists'
    : core.includes('family')
      ? 'family name of the lists'
      : 'capitalized words';

function isAllCaps({ kinds, start, end }: Tokens, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if (kinds[at]! & kind.lower || end[at]! - start[at]! < 2) return false;
  return true;
}

/** `Lang and Fowler`, `Mary, Grace and Will`: a weak name beside a sure one, joined by a comma or a conjunction. */
function coordinated(scene: Scene, sure: readonly Candidate[], weak: readonly Weak[]): Candidate[] {
  if (sure.length === 0 || weak.length === 0) return [];
  const edges = new Set<number>();
  for (const { start, end } of sure) edges.add(start).add(end);
  const found: Candidate[] = [];
  for (const { chain, weight } of weak) {
    const { tokens } = scene;
    const left = neighbour(tokens, chain.first, -1);
    const right = neighbour(tokens, chain.last, 1);
    if (/^ #?\d/.test(scene.text.slice(tokens.end[chain.last]!, tokens.end[chain.last]! + 3))) continue;
    if ((left !== undefined && edges.has(left)) || (right !== undefined && edges.has(right))) {
      found.push(toCandidate(scene, chain.first, chain.last, Math.max(0.5, weight + 0.3), ['beside another name']));
    }
  }
  return found;
}

/** `Sousa and Ball were engineers`: two family names joined by `and`, each too weak alone. */
function pairsOfFamilies(scene: Scene, weak: readonly Weak[]): Candidate[] {
  const found: Candidate[] = [];
  for (let i = 0; i + 1 < weak.length; i++) {
    const left = weak[i]!;
    const right = weak[i + 1]!;
    if (right.chain.first !== left.chain.last + 2 || !(left.listed || right.listed)) continue;
    if (scene.text.slice(scene.tokens.start[left.chain.last + 1]!, scene.tokens.end[left.chain.last + 1]!) !== 'and')
      continue;
    for (const { chain } of [left, right])
      found.push(toCandidate(scene, chain.first, chain.last, 0.52, ['family names joined by "and"']));
  }
  return found;
}

const joining = wordClasses({ conjunction: 'and und et y e or with to vs' });

/** Offset at which the neighbour in a list ends (to the left) or starts (to the right). */
function neighbour(tokens: Tokens, index: number, step: 1 | -1): number | undefined {
  const { start, end, roles } = tokens;
  let at = index + step;
  if (at < 0 || at >= tokens.count) return undefined;
  if (joining.at(tokens, at) !== 0 || roles[at]! & role.personVerb) at += step;
  else if (!gapAfter(tokens, Math.min(index, at)).includes(',') && joinOf(tokens, Math.min(index, at)) !== 'none')
    return undefined;
  if (at < 0 || at >= tokens.count) return undefined;
  return step === 1 ? start[at]! : end[at]!;
}
