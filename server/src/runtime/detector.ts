import type { Detect } from '../core/detection/entity.ts';
import { createDetector } from '../core/detection/index.ts';
import { createPortableEngine } from '../core/detection/portable-engine.ts';

let made: Detect | undefined;

/** The detector on the portable engine, made on first use: an application that only tokenizes does not pay for it. */
export const detect: Detect = (text, options) => {
  made ??= createDetector(createPortableEngine());
  return made(text, options);
};
