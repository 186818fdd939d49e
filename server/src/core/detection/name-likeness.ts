import { wordUnit } from './characters.ts';
import { nameTrigrams } from './data/name-trigrams.ts';

const letters = 27;

/** Letters of the alphabet after folding are 1 to 26; whatever else is an edge. */
function letterAt(text: string, at: number): number {
  const folded = wordUnit(text.charCodeAt(at)) >>> 8;
  return folded >= 97 && folded <= 122 ? folded - 96 : 0;
}

/** The step of a trigram around nothing: `scripts/build-name-model.mts` writes eighths from -4 on, one character each. */
function stepOf(key: number): number {
  const code = nameTrigrams.charCodeAt(key);
  return (code > 92 ? code - 49 : code - 48) - 32;
}

/**
 * How much more a word looks like a name than like an English word, in nats a letter: of names that are on no list three
 * quarters score above 0.2, of words one in twenty. It says nothing alone: names of products look like names.
 */
export function nameLikeness(text: string, start: number, end: number): number {
  let sum = 0;
  let before = 0;
  let last = 0;
  for (let at = start; at <= end; at++) {
    const next = at < end ? letterAt(text, at) : 0;
    sum += stepOf((before * letters + last) * letters + next);
    before = last;
    last = next;
  }
  return sum / 8 / (end - start + 1);
}
