import type { Candidate, Scene } from './candidate.ts';
import { type CompiledOptions, compileOptions } from './custom.ts';
import type { Detect, DetectionOptions } from './entity.ts';
import { recognizers } from './recognizers/index.ts';
import { linkDates } from './recognizers/linked-dates.ts';
import type { RegexEngine } from './regex-engine.ts';
import { resolveOverlaps } from './resolve.ts';
import { createScanner, type Tokens } from './scan.ts';
import { codeMap } from './surroundings.ts';
import { lexicon } from './words.ts';

export { classifyName } from './names/classify.ts';

/** Judges ages and birth years when the caller gives no day. */
const defaultToday = '2026-01-01';

const noOptions: DetectionOptions = {};

/**
 * The detector. Built-in recognizers are table rows and small functions on top of one scan; the engine runs what the
 * policy adds, so results are the same on every engine. Total and linear in the text.
 */
export function createDetector(engine: RegexEngine): Detect {
  const cache = new WeakMap<DetectionOptions, CompiledOptions>();
  let scanner: ((text: string) => Tokens) | undefined;
  return (text, options = noOptions) => {
    scanner ??= createScanner(lexicon());
    let compiled = cache.get(options);
    if (!compiled) {
      compiled = compileOptions(engine, options);
      cache.set(options, compiled);
    }
    const scene: Scene = {
      text,
      tokens: scanner(text),
      today: options.today ?? defaultToday,
      region: options.region ?? 'US',
      isCode: codeMap(text),
    };
    const candidates: Candidate[] = [];
    for (const recognize of recognizers) candidates.push(...recognize(scene));
    candidates.push(...linkDates(scene, candidates), ...compiled.recognize(text));
    const { isAllowed } = compiled;
    const wanted = candidates.filter(({ score, start, end }) => score >= 0.35 && !isAllowed(text.slice(start, end)));
    return resolveOverlaps(wanted);
  };
}
