import { after, before, type Candidate } from './candidate.ts';
import { isWordAt } from './characters.ts';
import { namedChecksums } from './checksum-names.ts';
import type { CustomRecognizer, DetectionOptions } from './entity.ts';
import type { RegexEngine } from './regex-engine.ts';

/** What the policy adds, compiled for one engine. */
export interface CompiledOptions {
  /** Candidates of the policy's recognizers. */
  recognize(text: string): Candidate[];
  /** True for a value on the allow-list: it is no finding. */
  isAllowed(value: string): boolean;
}

/** Lone surrogates as U+FFFD, one for one: engines that work on UTF-8 do not agree on them, and offsets stay. */
export const wellFormed = (text: string): string => text.replace(/[\ud800-\udfff]/gu, '\ufffd');

/** Compiles recognizers and allow-lists. A pattern outside the common dialect finds nothing: the policy reports it at its line. */
export function compileOptions(
  engine: RegexEngine,
  { recognizers = [], allow = {} }: DetectionOptions,
): CompiledOptions {
  const patterns = allow.patterns ?? [];
  const values = new Set((allow.values ?? []).map((value) => value.toLowerCase()));
  if (recognizers.length === 0 && patterns.length === 0) {
    return { recognize: () => [], isAllowed: (value) => values.size > 0 && values.has(value.toLowerCase()) };
  }
  const found = engine.compile(recognizers.map(({ pattern }) => pattern)).set;
  const allowed = engine.compile(patterns).set;
  return {
    recognize: (original) => {
      const text = wellFormed(original);
      return found.hits(text).flatMap((index) => {
        const recognizer = recognizers[index]!;
        if (recognizer.keywords?.length && !hasWord(text, recognizer.keywords)) return [];
        return found.matches(index, text).flatMap((span) => toCandidate(recognizer, text, span.start, span.end) ?? []);
      });
    },
    isAllowed: (value) =>
      values.has(value.toLowerCase()) ||
      patterns.some((_, index) =>
        allowed.matches(index, wellFormed(value)).some(({ start, end }) => start === 0 && end === value.length),
      ),
  };
}

function toCandidate(recognizer: CustomRecognizer, text: string, start: number, end: number): Candidate | undefined {
  const { checksum, context = [] } = recognizer;
  const evidence = [`recognizer "${recognizer.id}"`];
  if (checksum) {
    const passes = namedChecksums[checksum];
    if (!passes?.(text.slice(start, end).replace(/[^A-Za-z0-9]/g, ''))) return undefined;
    evidence.push(`checksum ${checksum}`);
  }
  if (context.length > 0) {
    if (!hasWord(`${before(text, start, 80)}\n${after(text, end, 60)}`, context)) return undefined;
    evidence.push('context word');
  }
  return { type: recognizer.type, start, end, score: recognizer.score ?? 0.9, evidence, recognizer: recognizer.id };
}

/** One of the words as a whole word, in any case. */
function hasWord(text: string, words: readonly string[]): boolean {
  const haystack = text.toLowerCase();
  return words.some((word) => {
    const needle = word.toLowerCase();
    if (needle === '') return false;
    for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
      if (!isWordAt(haystack, at - 1) && !isWordAt(haystack, at + needle.length)) return true;
    }
    return false;
  });
}

/**
 * Why a recognizer of the policy cannot work, with the field at fault; empty when it can. For the policy's own check:
 * a pattern outside the common dialect, an unknown checksum, an example that its own recognizer does not find.
 */
export function recognizerProblems(
  engine: RegexEngine,
  recognizer: CustomRecognizer,
): { readonly field: 'pattern' | 'checksum' | 'examples'; readonly index?: number; readonly message: string }[] {
  const { set, errors } = engine.compile([recognizer.pattern]);
  const error = errors.get(0);
  if (error) return [{ field: 'pattern', message: error }];
  if (recognizer.checksum && !namedChecksums[recognizer.checksum]) {
    return [{ field: 'checksum', message: `Unknown checksum. Known: ${Object.keys(namedChecksums).join(', ')}.` }];
  }
  return (recognizer.examples ?? []).flatMap((example, index) => {
    const hit = set
      .matches(0, example)
      .some(({ start, end }) => toCandidate({ ...recognizer, context: [] }, example, start, end));
    return hit
      ? []
      : [{ field: 'examples' as const, index, message: 'This example is not found by its own recognizer.' }];
  });
}
