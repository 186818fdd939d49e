import type { Candidate, Scene } from '../../candidate.ts';
import { wordUnit } from '../../characters.ts';
import { role } from '../../roles.ts';
import { kind } from '../../scan.ts';
import { nameClass } from './lexical.ts';

/** Further mentions of the persons found: `Fatima`, `Nakamura`, `priya`, wherever the words stand alone. */
export function recognizeMentions(scene: Scene, sure: readonly Candidate[]): Candidate[] {
  const { tokens, text } = scene;
  if (!sure.some(({ score }) => score >= 0.6)) return [];
  const words = new Set<string>();
  const beginnings = new Uint8Array(1024);
  for (const { start, end, score } of sure) {
    if (score < 0.6) continue;
    for (const word of wordsOf(text.slice(start, end))) {
      if (word.length < 3) continue;
      words.add(word.toLowerCase());
      beginnings[beginning(word, 0, word.length)] = 1;
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
      beginnings[beginning(text, start, end)] === 0 ||
      !words.has(text.slice(start, end).toLowerCase()) ||
      scene.isCode(start)
    )
      continue;
    if (/[-./@_]/.test(text[start - 1] ?? '') || /^(?:\.\p{L}|[-/@_])/u.test(text.slice(end, end + 2))) continue;
    const type = nameClass(tokens, index);
    if (type !== 'given' && type !== 'family' && !(capital && (type === 'unknown' || type === 'usualWord'))) continue;
    found.push({ type: 'PERSON_NAME', start, end, score: 0.55, evidence: ['mention of a person named elsewhere'] });
  }
  return found;
}

/** First letter and length as one number below 1,024: most words of a text are told apart from the names by it. */
const beginning = (text: string, start: number, end: number): number =>
  (((wordUnit(text.charCodeAt(start)) >>> 8) & 31) << 5) | ((end - start) & 31);

/** Runs of letters. */
const wordsOf = (name: string): string[] => (/^[A-Za-z ]*$/.test(name) ? name.split(' ') : name.split(/[^\p{L}]+/u));
