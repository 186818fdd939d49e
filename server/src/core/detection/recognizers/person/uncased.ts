import type { Candidate, Scene } from '../../candidate.ts';
import { role } from '../../roles.ts';
import { kind, type Tokens } from '../../scan.ts';
import { joinOf } from './chain.ts';
import { cueAfter, cueBefore } from './cues.ts';
import { nameClass } from './lexical.ts';

/** Names in a line without any capital, as people type them in chats: `follow up with jessica kadyrov`. */
export function recognizeUncasedNames(scene: Scene): Candidate[] {
  const { tokens, text } = scene;
  const found: Candidate[] = [];
  let lineEnd = -1;
  let prose = false;
  let alone = false;
  let capital = 0;
  for (let index = 0; index < tokens.count; index++) {
    if (!(tokens.roles[index]! & (role.given | role.family))) continue;
    const at = tokens.start[index]!;
    if (at >= lineEnd) {
      const lineStart = text.lastIndexOf('\n', at - 1) + 1;
      const newline = text.indexOf('\n', at);
      lineEnd = newline < 0 ? text.length : newline;
      const stop = Math.min(lineEnd, lineStart + 400);
      while (capital < tokens.capitals.length && tokens.start[tokens.capitals[capital]!]! < lineStart) capital++;
      // A speaker's label is no part of what is typed: `Customer: hi i'm …`.
      const label = /^\p{Lu}\p{Ll}{2,14}: (?=\p{Ll})/u.exec(text.slice(lineStart, lineStart + 20))?.[0].length ?? 0;
      const next = tokens.capitals[label > 0 ? capital + 1 : capital];
      const isCased = next !== undefined && tokens.start[next]! < stop && text.charCodeAt(tokens.start[next]!) < 128;
      const line = isCased ? '' : text.slice(lineStart + label, stop);
      prose = line !== '' && isUncasedProse(line);
      alone = line !== '' && !prose && /^\W{0,6}\p{Ll}{2,16}(?:[ -]\p{Ll}{2,16}){1,3}$/u.test(line.trimEnd());
    }
    if ((!prose && !alone) || scene.isCode(at)) continue;
    const candidate = uncasedName(scene, index);
    if (candidate && (prose || candidate.end === lineEnd)) found.push(candidate);
  }
  return found;
}

/** No capital, and enough of the small words that only sentences have. */
function isUncasedProse(line: string): boolean {
  if (/\p{Lu}/u.test(line) || /[{}<>;=]|=>|::|\/\/|^\s*[*#]/.test(line)) return false;
  return (
    (line.match(
      /(?:^| )(?:the|a|an|is|was|my|his|her|with|to|in|at|of|for|me|i|you|on|and|by|from|it|that|this|had|has|we|are)(?= )/g,
    )?.length ?? 0) >= (typed.test(line) ? 1 : 2)
  );
}

/** Words of somebody who introduces a person: one small word more shows a sentence. */
const typed = /(?:^|\s)(?:i'?m|it'?s|this is|name is|hi|hello|please|pt|mr|mrs|ms|dr|dob|mrn)\s/;

function uncasedName({ tokens }: Scene, index: number): Candidate | undefined {
  if (tokens.kinds[index]! & (kind.digit | kind.underscore)) return undefined;
  const first = nameClass(tokens, index);
  const cue = cueBefore(tokens, index);
  if (
    first !== 'given' &&
    first !== 'givenWord' &&
    first !== 'usualWord' &&
    !(
      cue.certain &&
      (first === 'family' || first === 'unknown' || (first === 'familyWord' && cue.evidence === 'title'))
    )
  ) {
    return cue.weight >= 0.4 && first === 'family' ? toUncased(tokens, index, index, 0.55, cue.evidence) : undefined;
  }
  let last = index;
  const usual =
    first === 'given' && (tokens.roles[index]! & role.usualGiven) !== 0 && !(tokens.roles[index]! & role.city);
  let weight = usual ? 0.5 : first === 'given' ? 0.35 : first === 'usualWord' ? 0.2 : 0;
  for (let at = index + 1; at < tokens.count && at - index < 4; at++) {
    const join = joinOf(tokens, at - 1);
    if (join !== 'blank' && join !== 'hyphen' && !(join === 'apostrophe' && isElision(tokens, at - 1))) break;
    if (join === 'blank' && isElision(tokens, at)) continue;
    const next = nameClass(tokens, at);
    if (next === 'particle') continue;
    const rareWord = (next === 'familyWord' || next === 'givenWord') && !(tokens.roles[at]! & role.frequent);
    if (
      next !== 'family' &&
      next !== 'given' &&
      next !== 'unknown' &&
      !(rareWord && first === 'given') &&
      !(next === 'familyWord' && cue.certain)
    )
      break;
    last = at;
    weight += next === 'unknown' ? 0.2 : 0.3;
  }
  weight += cue.certain ? 0.5 : cue.weight;
  if (first === 'given' && last === index) weight += Math.max(0, cueAfter(tokens, last).weight);
  if (weight < 0.5) return undefined;
  return toUncased(tokens, index, last, Math.min(0.9, weight), cue.evidence);
}

/** The `o` of `o'rourke`, the `d` of `d'souza`. */
const isElision = ({ text, start, end }: Tokens, index: number): boolean =>
  end[index]! - start[index]! === 1 && "'’".includes(text[end[index]!] ?? ' ') && start[index + 1] === end[index]! + 1;

const toUncased = ({ start, end }: Tokens, first: number, last: number, score: number, cue?: string): Candidate => ({
  type: 'PERSON_NAME',
  start: start[first]!,
  end: end[last]!,
  score,
  evidence: ['names of the lists in text without capitals', ...(cue ? [cue] : [])],
});
