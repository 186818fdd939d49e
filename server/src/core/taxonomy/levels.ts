/** Classification levels, low to high. An unknown source counts as `restricted`. */
export const levels = ['public', 'internal', 'confidential', 'restricted'] as const;
export type Level = (typeof levels)[number];

/** How a value may appear in a prompt. What satisfies what: `policy/forms.ts`. */
export type Form =
  | 'keep'
  | 'tokenize'
  | 'replace'
  | 'redact'
  | 'scrub'
  | 'project'
  | 'block'
  | 'generalize:year'
  | 'generalize:age90'
  | 'generalize:zip3'
  | 'generalize:state'
  | 'generalize:country'
  | 'generalize:bucket';

export const forms: readonly Form[] = [
  'keep',
  'tokenize',
  'replace',
  'redact',
  'scrub',
  'project',
  'block',
  'generalize:year',
  'generalize:age90',
  'generalize:zip3',
  'generalize:state',
  'generalize:country',
  'generalize:bucket',
];

export const higher = (a: Level, b: Level): Level => (levels.indexOf(a) >= levels.indexOf(b) ? a : b);

export const lower = (level: Level): Level => levels[Math.max(0, levels.indexOf(level) - 1)]!;
