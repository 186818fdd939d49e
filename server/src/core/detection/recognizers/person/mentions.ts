import type { Candidate, Scene } from '../../candidate.ts';
import { oneOf, wordUnit } from '../../characters.ts';
import { role } from '../../roles.ts';
import { kind } from '../../scan.ts';
import { nameClass } from './lexical.ts';

/** Further mentions of the persons found: `Fatima`, `Nakamura`, `priya`, wherever the words stand alone. */
export function recognizeMentions(scene: Scene, sure: readonly Candidate[]): Candidate[] {
  const { tokens, text } = scene;
  if (!sure.some(({ score }) => score >= 0.6)) return [];
  const words = new Map<string, string>();
  let letters = 0;
  let lengths = 0;
  for (const { type, start, end, score } of sure) {
    if (score < 0.6) continue;
    for (const word of wordsOf(text.slice(start, end))) {
      if (word.length < 3) continue;
      if (!words.has(word.toLowerCase())) words.set(word.toLowerCase(), whole.has(type) ? type : 'PERSON_NAME');
      letters |= letterBit(word, 0);
      lengths |= 1 << word.length;
    }
  }
  if (words.size === 0) return [];
  const found: Candidate[] = [];
  for (let index = 0; index < tokens.count; index++) {
    const capital = (tokens.kinds[index]! & kind.upperStart) !== 0;
    if (!capital && !(tokens.roles[index]! & (role.given | role.family))) continue;
    const start = tokens.start[index]!;
    const end = tokens.end[index]!;
    if (
      end - start < 3 ||
      !(letters & letterBit(text, start) && lengths & (1 << (end - start))) ||
      !words.has(text.slice(start, end).toLowerCase()) ||
      scene.isCode(start)
    )
      continue;
    if (isGlue(text.charCodeAt(start - 1)) || (isGlue(text.charCodeAt(end)) && glued.test(text.slice(end, end + 2))))
      continue;
    const known = nameClass(tokens, index);
    if (known !== 'given' && known !== 'family' && !(capital && (known === 'unknown' || known === 'usualWord')))
      continue;
    const type = words.get(text.slice(start, end).toLowerCase())!;
    found.push({ type, start, end, score: 0.55, evidence: ['mention of a person named elsewhere'] });
  }
  return found;
}

/** Kinds of persons: a further mention is of the same kind. */
const whole = new Set(['RELATIVE_NAME', 'PROVIDER_NAME']);
const isGlue = oneOf('-./@_');
const glued = /^(?:\.\p{L}|[-/@_])/u;

/** A bit for a letter: by the first one and the length most words of a text are told apart from the names. */
const letterBit = (text: string, at: number): number => 1 << (wordUnit(text.charCodeAt(at)) >>> 8);

/** Runs of letters. */
const wordsOf = (name: string): string[] => (/^[A-Za-z ]*$/.test(name) ? name.split(' ') : name.split(/[^\p{L}]+/u));
