import { before, type Candidate, type Scene } from '../candidate.ts';
import { role } from '../roles.ts';
import { isClinical } from '../surroundings.ts';
import { dateSpanAt, documents, shortDateAt } from './dates.ts';
import { nameTypes } from './person/subtype.ts';

/** How far a date may stand from the person it belongs to. */
const reach = 110;

/** Dates in the sentence of a person named there: `Avery Lindholm was seen on 4 March`. 45 CFR 164.514(b)(2)(i)(C) does not ask what for. */
export function linkDates(scene: Scene, candidates: readonly Candidate[]): Candidate[] {
  const persons = candidates.filter(({ type, score }) => nameTypes.has(type) && score >= 0.6);
  if (persons.length === 0) return [];
  const dated = new Set(
    candidates.filter(({ type }) => type.endsWith('DATE') || type === 'DATE_OF_BIRTH').map(({ start }) => start),
  );
  persons.sort((a, b) => a.start - b.start);
  const { tokens, text } = scene;
  const found: Candidate[] = [];
  let near = 0;
  const consider = (start: number): void => {
    if (dated.has(start)) return;
    while (near < persons.length && persons[near]!.end + reach < start) near++;
    const person = persons[near];
    if (!person || person.start > start + reach) return;
    const end = dateSpanAt(text, start) ?? shortDateAt(text, start);
    if (end === undefined || scene.isCode(start) || documents.test(before(text, start, 40))) return;
    if (!inOneSentence(text, person, start, end)) return;
    const type = isClinical(text, start) ? 'SERVICE_DATE' : 'EVENT_DATE';
    found.push({ type, start, end, score: 0.6, evidence: ['date', 'person named in the sentence'] });
  };
  for (const index of tokens.numbers) consider(tokens.start[index]!);
  near = 0;
  for (const index of tokens.known) if (tokens.roles[index]! & role.month) consider(tokens.start[index]!);
  return found;
}

/** No line ends between them, and no sentence: a full stop after a word of three letters or more, before a capital. */
function inOneSentence(text: string, person: Candidate, start: number, end: number): boolean {
  const between = person.end <= start ? text.slice(person.end, start) : text.slice(end, person.start);
  return !/[\n|{}<>]|[!?] |\p{L}{3}\. \p{Lu}/u.test(between);
}
