import { RE2JS, RE2Set } from 're2js';
import type { Span } from '../span.ts';
import { dialectProblem } from './dialect.ts';
import type { PatternSet, RegexEngine } from './regex-engine.ts';

/** Says which of several patterns match, in one pass. Undefined when these patterns cannot be compiled together. */
export type CompileHits = (sources: readonly string[]) => ((text: string) => number[]) | undefined;

/**
 * The engine without native code: re2js (RE2 in plain JavaScript, linear, UTF-16 offsets) for exact matches, and for
 * the pass over the document either `compileHits` (a faster automaton that an entry could load) or re2js again.
 */
export function createPortableEngine(compileHits: CompileHits = re2jsHits): RegexEngine {
  return {
    name: 'portable',
    compile(sources) {
      const errors = new Map<number, string>();
      sources.forEach((source, index) => {
        const problem = dialectProblem(source);
        if (problem) errors.set(index, problem);
      });
      const indexes = sources.map((_, index) => index).filter((index) => !errors.has(index));
      return { set: portableSet(sources, indexes, compileHits), errors };
    },
  };
}

function portableSet(sources: readonly string[], indexes: readonly number[], compileHits: CompileHits): PatternSet {
  const good = indexes.map((index) => sources[index]!);
  const hits = good.length === 0 ? () => [] : (compileHits(good) ?? re2jsHits(good));
  const compiled = new Map<number, RE2JS>();
  return {
    hits: (text) => hits(text).map((index) => indexes[index]!),
    matches(index, text) {
      if (!indexes.includes(index)) return [];
      const pattern = compiled.get(index) ?? RE2JS.compile(sources[index]!);
      compiled.set(index, pattern);
      return allMatches(pattern, text);
    },
  };
}

function allMatches(pattern: RE2JS, text: string): Span[] {
  const found: Span[] = [];
  const matcher = pattern.matcher(text);
  while (matcher.find()) {
    const start = matcher.start();
    const end = matcher.end();
    if (end > start) found.push({ start, end });
  }
  return found;
}

function re2jsHits(sources: readonly string[]): (text: string) => number[] {
  const set = new RE2Set();
  for (const source of sources) set.add(source);
  set.compile();
  return (text) => [...set.match(text)].sort((a, b) => a - b);
}
