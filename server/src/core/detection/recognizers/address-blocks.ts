import { before, type Candidate, type Recognize, type Scene } from '../candidate.ts';
import { isWordAt, letters, oneOf } from '../characters.ts';
import { role } from '../roles.ts';
import { gapAfter, kind } from '../scan.ts';
import { stateCodes } from '../word-lists.ts';

/** Words that announce an address, tried at each of them: what follows is one, whatever its shape. */
const announce = new RegExp(
  `(?:address(?:es)?[^.:;\\n]{0,30}:|address(?:es)?|addr|anschrift|adresse|direcci[oó]n|domicilio|indirizzo|wohnhaft in|taxi to|office is (?:at|on)|lives? (?:at|on)|living at|resid(?:e|es|ing) at|moved to|located at|ship(?:ped)? (?:it )?to|deliver(?:ed)? (?:it )?to|mail(?:ed)? (?:it )?to|send (?:it )?to)(?: (?:of|for) [${letters}\\d.'’-]{1,24}(?: [${letters}\\d.'’-]{1,24}){0,3}? (?:is|was)(?: at| now)?|,? (?:here it is|here they are|is now|is|to|as|with|at|was|in|for|now))?[:,]?\\s{1,3}["'(]?`,
  'iy',
);
const blockEnd =
  /^(?:for|please|when|is|are|was|and i|but|so|because|thanks|thank|which|where|who|if|before|after|by|on|my|i|it|this|that|at|from|with|until|as|has|will|phone|tel|email|since|next|tomorrow|today)$/i;

/** An address announced in words: the whole of it, over several lines, to the end of the sentence. */
function addAnnounced(scene: Scene, found: Candidate[]): void {
  const { tokens, text, isCode } = scene;
  let done = 0;
  for (const cue of tokens.known) {
    if (!(tokens.roles[cue]! & role.address) || tokens.start[cue]! < done) continue;
    announce.lastIndex = tokens.start[cue]!;
    const phrase = announce.exec(text)?.[0];
    if (!phrase) continue;
    const start = tokens.start[cue]! + phrase.length;
    let index = cue + 1;
    while (index < tokens.count && tokens.start[index]! < start) index++;
    if (index >= tokens.count || tokens.start[index] !== start) continue;
    if (isCode(start)) continue;
    const last = blockFrom(tokens, index);
    if (last <= index) continue;
    const end = tokens.end[last]!;
    const value = text.slice(start, end);
    if (/^(?:and|or|of|is|port|line \d)\b/.test(value)) continue;
    if (!/\d/.test(value) || value.length < 8 || value.length > 160 || /[{}<>=]|:\/\//.test(value)) continue;
    found.push({ type: 'STREET_ADDRESS', start, end, score: 0.9, evidence: ['announced as an address'] });
    done = end;
    if (/^,? and \d/.test(text.slice(end, end + 8))) second(scene, last, found);
  }
}

/** Five digits after a state: nothing of the address follows. */
const isUsPostalCode = (text: string, start: number, end: number): boolean =>
  end - start === 5 && /\d{5}/.test(text.slice(start, end)) && states.test(before(text, start, 6));

/** `…, and 19 Brisas 8080, Norsborg`: a second address after the first. */
function second({ tokens }: Scene, previous: number, found: Candidate[]): void {
  const index = previous + 2;
  if (index >= tokens.count) return;
  const last = blockFrom(tokens, index);
  if (last > index)
    found.push({
      type: 'STREET_ADDRESS',
      start: tokens.start[index]!,
      end: tokens.end[last]!,
      score: 0.9,
      evidence: ['second of two addresses'],
    });
}

/** Last token of the block: lines that look like parts of an address, until a word of a sentence, a blank line or a full stop. */
function blockFrom(tokens: Scene['tokens'], index: number): number {
  const { text, start, end, kinds, roles } = tokens;
  const isCased = /\p{Lu}/u.test(text.slice(start[index]!, start[index]! + 80));
  let last = index;
  for (let at = index + 1; at < tokens.count && at - index < 24; at++) {
    const gap = gapAfter(tokens, at - 1);
    if (gap !== ' ' && (/[?!;:{}<>"|=]|\n\s*\n/.test(gap) || gap.length > 6 || gap === '…')) break;
    if (gap !== ' ' && /\.\s/.test(gap) && !/^\p{L}{1,5}$|^\d+$/u.test(text.slice(start[at - 1]!, end[at - 1]!))) break;
    if (
      gap !== ' ' &&
      /\.\s/.test(gap) &&
      /^\d+$/.test(text.slice(start[at - 1]!, end[at - 1]!)) &&
      !gap.includes('\n')
    )
      break;
    const word = text.slice(start[at]!, end[at]!);
    const capital = (kinds[at]! & (kind.upperStart | kind.digit)) !== 0;
    if (
      !capital &&
      (blockEnd.test(word) || (isCased && roles[at]! & role.function && !/^(?:of|the|and|and|la|le)$/.test(word)))
    )
      break;
    if (
      word === 'and' &&
      (/,\s$/.test(gap) || !(at + 1 < tokens.count && kinds[at + 1]! & (kind.upperStart | kind.digit)))
    )
      break;
    if (isUsPostalCode(text, start[at]!, end[at]!)) return at;
    last = at;
  }
  while (
    last > index &&
    !(kinds[last]! & (kind.upperStart | kind.digit)) &&
    isCased &&
    /^(?:of|the|and|in|la|le)$/.test(text.slice(start[last]!, end[last]!))
  )
    last--;
  return last;
}

const states = new RegExp(`(?:^|[\\s,])(?:${stateCodes.split(' ').join('|')})\\.?,? $`);
const zipWords =
  /(?:\bzip(?:[ -]?code)?|postal ?code|post ?code|postleitzahl|plz|code postal|c[oó]digo postal|\bcap)(?: is|:|=|#)?\s{0,2}(?:is )?$/i;
const ukPostcode = /(?:[A-Z]{1,2}\d[A-Z\d]?) ?\d[ABD-HJLNP-UW-Z]{2}\b/y;
const canadianPostcode = /[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d\b/y;

/** Postal codes: after their word, after a US state, in an address of several lines, and those of a shape of their own. */
const isAsciiSign = oneOf('.#$/-');
const isSign = (code: number): boolean => isAsciiSign(code) || code === 0x20ac || code === 0xa3;

function addPostalCodes({ tokens, text, isCode }: Scene, found: Candidate[]): void {
  for (const index of tokens.numbers) {
    const start = tokens.start[index]!;
    let end = tokens.end[index]!;
    if (
      end - start < 4 ||
      end - start > 6 ||
      isWordAt(text, start - 1) ||
      isSign(text.charCodeAt(start - 1)) ||
      tokens.kinds[index]! !== kind.digit
    )
      continue;
    const left = before(text, start, 100);
    const tail = /^-\d{4}(?!\d)/.exec(text.slice(end, end + 6));
    if (tail) end += tail[0].length;
    const isUs = end - start === 5 || end - start === 10;
    const named = zipWords.test(left.slice(-24));
    const afterState = isUs && states.test(left.slice(-6));
    if (!named && !afterState && (isCode(start) || !endsBlock(text, start, end, left))) continue;
    found.push({
      type: isUs ? 'POSTAL_CODE_US' : 'POSTAL_CODE',
      start,
      end,
      score: named || afterState ? 0.85 : 0.7,
      evidence: [named ? 'word for a postal code' : afterState ? 'after a state' : 'in an address'],
    });
  }
  for (const index of tokens.mixed) {
    const start = tokens.start[index]!;
    if (!(tokens.kinds[index]! & kind.upperStart)) continue;
    for (const expression of [ukPostcode, canadianPostcode]) {
      expression.lastIndex = start;
      const value = expression.exec(text)?.[0];
      if (!value || !/ /.test(value) || isWordAt(text, start + value.length)) continue;
      found.push({
        type: 'POSTAL_CODE',
        start,
        end: start + value.length,
        score: 0.7,
        evidence: ['shape of a postal code'],
      });
    }
  }
}

/** The last figures of a line of an address, with a house number or a unit in a line above. */
function endsBlock(text: string, start: number, end: number, left: string): boolean {
  if (!left.includes('\n') || left[left.length - 1] !== ' ') return false;
  const line = left.slice(left.lastIndexOf('\n') + 1).replace(/^[^\p{L}\d]+/u, '');
  return (
    !/[.:?!;*]|ending|card|timeout|iso|server|port/i.test(line) &&
    line.split(' ').length < 7 &&
    !/^(?:19|20)\d\d$/.test(text.slice(start, end)) &&
    /^\s*(?:$|\n|[?.,](?:\s|$)| for | please)/.test(text.slice(end, end + 8)) &&
    /\p{L}[\p{L}'’. -]{2,30} $/u.test(left) &&
    blockLine.test(left)
  );
}

/** A line with a house number or a unit stands just above. */
const blockLine = /(?:\d[^\n]{0,40}|(?:apt|suite|unit|flat)[^\n]{0,12})\n[^\n]{0,40}(?:\n[^\n]{0,40}){0,3}$/i;

const unitLine = /(?:apt|apartment|suite|ste|unit|flat)\.? ?#?\d{1,5}[A-Za-z]?[ \t]{0,4}(?:\n|$)/iy;
const streetLine = /(\d{1,4} )?(\p{L}[\p{L}'’.-]{1,24}(?: [\p{L}\d][\p{L}'’.-]{0,24}){0,4} \d{1,5}[A-Za-z]?)$/u;

/** The line above a line that holds nothing but a unit is a street, whatever its language. */
function addLinesAboveUnits({ tokens, text, isCode }: Scene, found: Candidate[]): void {
  for (const token of tokens.known) {
    if (!(tokens.roles[token]! & role.addressStart)) continue;
    const at = tokens.start[token]!;
    unitLine.lastIndex = at;
    if (!unitLine.test(text)) continue;
    const gap = before(text, at, 8).lastIndexOf('\n');
    if (gap < 0 || isCode(at)) continue;
    const index = Math.max(0, at - 8) + gap;
    const above = before(text, index, 82);
    const lineStart = index - above.length + above.lastIndexOf('\n') + 1;
    if (index - lineStart > 80) continue;
    const match = streetLine.exec(text.slice(lineStart, index));
    if (!match) continue;
    const start = lineStart + match.index + (match[1]?.length ?? 0);
    const evidence = ['line above a unit'];
    found.push({ type: 'STREET_ADDRESS', start, end: index, score: 0.8, evidence });
    if (match[1])
      found.push({ type: 'STREET_ADDRESS', start: lineStart + match.index, end: start - 1, score: 0.8, evidence });
  }
}

export const recognizeAddressBlocks: Recognize = (scene) => {
  const found: Candidate[] = [];
  addAnnounced(scene, found);
  addLinesAboveUnits(scene, found);
  addPostalCodes(scene, found);
  return found;
};
