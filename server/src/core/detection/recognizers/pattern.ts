import { after, before, type Candidate, type Recognize, type Scene, type Verdict } from '../candidate.ts';
import { isDigitAt, isWordAt } from '../characters.ts';
import { kind, type Tokens } from '../scan.ts';

/**
 * A number or code with a shape. It is tried only where a token of the right beginning stands, by a sticky expression,
 * so the cost is the number of such tokens; each expression is linear (a test proves it) and in the common dialect.
 */
export interface PatternRecognizer {
  readonly type: string;
  /** RE2 syntax, without lookaround, anchored at a token's start by the caller. */
  readonly pattern: string;
  readonly ignoreCase?: boolean;
  /** Where the shape comes from: a standard, a law or the issuer's page. */
  readonly source: string;
  /** Lengths of the run of digits that the value begins with; absent: it begins with a letter. */
  readonly digits?: readonly number[];
  /** First characters of a value that begins with a letter. */
  readonly letters?: string;
  /** Check digits, areas and registries. Gets the match without blanks, dots, dashes and slashes. */
  readonly check?: (compact: string, scene: Scene) => Verdict;
  /** What passing `check` is called in the evidence. */
  readonly checkName?: string;
  /** Words that stand near: alternatives of a case-insensitive expression. */
  readonly context?: string;
  /** Score without a context word; 0 when one must be there. */
  readonly alone: number;
  /** Score with one. */
  readonly near: number;
}

interface Compiled {
  readonly recognizer: PatternRecognizer;
  readonly expression: RegExp;
  readonly context?: RegExp;
}

/** Makes one recognizer of a table of patterns, indexed by how they begin. */
export function recognizePatterns(table: readonly PatternRecognizer[]): Recognize {
  const byDigits: Bucket[] = [];
  const byLetter: Bucket[] = [];
  for (const recognizer of table) {
    const compiled: Compiled = {
      recognizer,
      expression: new RegExp(recognizer.pattern, recognizer.ignoreCase ? 'iy' : 'y'),
      ...(recognizer.context ? { context: new RegExp(`(?:^|[^a-z])(?:${recognizer.context})(?:$|[^a-z])`, 'i') } : {}),
    };
    for (const length of recognizer.digits ?? []) put(byDigits, length, compiled);
    for (const letter of recognizer.letters ?? '') put(byLetter, letter.charCodeAt(0), compiled);
  }
  return (scene) => {
    const found: Candidate[] = [];
    const { tokens, text } = scene;
    for (const index of tokens.numbers) {
      const start = tokens.start[index]!;
      let end = start + 1;
      while (isDigitAt(text, end)) end++;
      tryAll(byDigits[end - start], scene, start, found);
    }
    for (const index of tokens.mixed) {
      const start = tokens.start[index]!;
      tryAll(byLetter[text.charCodeAt(start)], scene, start, found);
    }
    for (const index of tokens.capitals) {
      if (startsGroups(tokens, index))
        tryAll(byLetter[text.charCodeAt(tokens.start[index]!)], scene, tokens.start[index]!, found);
    }
    return found;
  };
}

/** `AB 12 34 56 C`: up to four capitals that a blank or a dash parts from digits. */
function startsGroups({ text, start, end, kinds }: Tokens, index: number): boolean {
  const to = end[index]!;
  if (to - start[index]! > 4 || kinds[index]! & (kind.lower | kind.digit | kind.nonAscii)) return false;
  const next = text.charCodeAt(to);
  return (next === 32 || next === 45) && isDigitAt(text, to + 1);
}

/** The recognizers that begin alike. */
interface Bucket {
  readonly list: Compiled[];
  /** Their expressions as alternatives: where it fits nothing, none of them does. Made at the first use. */
  any?: RegExp;
}

function put(index: Bucket[], key: number, compiled: Compiled): void {
  const bucket = index[key];
  if (bucket) bucket.list.push(compiled);
  else index[key] = { list: [compiled] };
}

function tryAll(bucket: Bucket | undefined, scene: Scene, start: number, found: Candidate[]): void {
  if (!bucket || continuesNumber(scene.text, start)) return;
  bucket.any ??= new RegExp(bucket.list.map(({ expression }) => expression.source).join('|'), 'iy');
  bucket.any.lastIndex = start;
  if (!bucket.any.test(scene.text)) return;
  for (const compiled of bucket.list) {
    const candidate = tryOne(compiled, scene, start);
    if (candidate) found.push(candidate);
  }
}

function tryOne({ recognizer, expression, context }: Compiled, scene: Scene, start: number): Candidate | undefined {
  const { text } = scene;
  expression.lastIndex = start;
  const match = expression.exec(text);
  if (!match) return undefined;
  const end = start + match[0].length;
  if (isWordAt(text, end) || numberContinues(text, end)) return undefined;
  const verdict = recognizer.check ? recognizer.check(compactOf(match[0]), scene) : 'valid';
  if (verdict === 'invalid') return undefined;
  const near = context !== undefined && (context.test(before(text, start)) || context.test(after(text, end)));
  const score = near ? recognizer.near : recognizer.alone;
  if (score === 0) return undefined;
  const evidence = ['shape'];
  if (recognizer.checkName) evidence.push(recognizer.checkName);
  if (near) evidence.push('context word');
  return { type: recognizer.type, start, end, score, evidence, ...(verdict === 'reserved' ? { reserved: true } : {}) };
}

const compactOf = (value: string): string => value.replace(/[ .\-/\u00a0]/g, '');

/** `1-` before `23-45`, `4.` before `5`, `v` glued on: the token is the tail of something longer. */
export function continuesNumber(text: string, start: number): boolean {
  const previous = text.charCodeAt(start - 1);
  if (previous === 46 || previous === 45 || previous === 47 || previous === 58) return isWordAt(text, start - 2);
  return previous === 36 || previous === 0x20ac || previous === 0xa3;
}

/** `.5`, `-6`, `/7`, `%` after it: the match is the head of something longer. */
export function numberContinues(text: string, end: number): boolean {
  const next = text.charCodeAt(end);
  if (next === 46 || next === 45 || next === 47 || next === 44 || next === 58) return isDigitAt(text, end + 1);
  return next === 37;
}

export const checked =
  (passes: (compact: string) => boolean): ((compact: string) => Verdict) =>
  (compact) =>
    passes(compact) ? 'valid' : 'invalid';
