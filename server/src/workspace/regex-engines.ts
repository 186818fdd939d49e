import { asciiClasses, dialectProblem } from '../core/detection/dialect.ts';
import { type CompileHits, createPortableEngine } from '../core/detection/portable-engine.ts';
import type { RegexEngine } from '../core/detection/regex-engine.ts';
import type { Span } from '../core/span.ts';

/** Which engine to load: `auto` takes native RE2 where it loads and the portable one everywhere else. */
export type EnginePreference = 'auto' | 're2' | 'portable';

/**
 * Loads an engine for user patterns. Never fails for `auto` and `portable`; `re2` throws where the native module is
 * missing (it is an optional dependency that needs Node 22 or later, and never loads inside desktop VS Code).
 */
export async function loadRegexEngine(preference: EnginePreference = 'auto'): Promise<RegexEngine> {
  if (preference !== 'portable') {
    try {
      return await nativeEngine();
    } catch (error) {
      if (preference === 're2') throw error;
    }
  }
  return createPortableEngine(await rustHits());
}

/** Rust's regex set in WebAssembly; undefined where its file or WebAssembly is missing, and re2js then does the pass. */
async function rustHits(): Promise<CompileHits | undefined> {
  try {
    const { RRegexSet } = await import('rregex');
    return (sources) => {
      try {
        const set = new RRegexSet(sources.map(asciiClasses));
        return (text) => [...set.matches(text)].sort((a, b) => a - b);
      } catch {
        return undefined;
      }
    };
  } catch {
    return undefined;
  }
}

interface NativeRegExp {
  lastIndex: number;
  exec(text: string): { readonly index: number; readonly 0: string } | null;
}
interface NativeModule {
  new (source: string, flags: string): NativeRegExp;
  readonly Set: new (sources: readonly string[], flags?: string) => { match(text: string): number[] };
}

async function nativeEngine(): Promise<RegexEngine> {
  const name = 're2';
  const { default: RE2 } = (await import(name)) as { default: NativeModule };
  // re2 1.24.0, the last for Node 20, never ends on an empty match. It has no Set, which came later.
  if (typeof RE2.Set !== 'function') throw new Error('This re2 is too old: it has no Set.');
  return {
    name: 're2',
    compile(sources) {
      const errors = new Map<number, string>();
      const compiled = new Map<number, NativeRegExp>();
      sources.forEach((source, index) => {
        const problem = dialectProblem(source) ?? compileNative(RE2, compiled, index, source);
        if (problem) errors.set(index, problem);
      });
      const indexes = [...compiled.keys()];
      const set = indexes.length > 0 ? new RE2.Set(indexes.map((index) => sources[index]!)) : undefined;
      return {
        errors,
        set: {
          hits: (text) => (set ? [...set.match(text)].map((at) => indexes[at]!).sort((a, b) => a - b) : []),
          matches: (index, text) => nativeMatches(compiled.get(index), text),
        },
      };
    },
  };
}

function compileNative(
  RE2: NativeModule,
  compiled: Map<number, NativeRegExp>,
  index: number,
  source: string,
): string | undefined {
  try {
    compiled.set(index, new RE2(source, 'g'));
    return undefined;
  } catch {
    return 'The native RE2 engine refuses this pattern.';
  }
}

/** An exec loop with a zero-width guard, on strings only: the paths of re2 without known defects. */
function nativeMatches(pattern: NativeRegExp | undefined, text: string): Span[] {
  const found: Span[] = [];
  if (!pattern) return found;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const end = match.index + match[0].length;
    if (end > match.index) found.push({ start: match.index, end });
    else pattern.lastIndex = end + 1;
  }
  return found;
}
