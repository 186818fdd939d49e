/**
 * Globs of the policy: `*` and `?` within a path segment, `**` across segments, `[a-z]`, `{a,b}`. As in `.gitignore` a glob
 * without a slash matches at any depth and a trailing slash stands for all below. Paths use `/` and are relative to the
 * policy file. Matching is linear in path times glob and never backtracks exponentially: policies come with workspaces
 * that nobody has vetted.
 */
export function matchesGlob(glob: string, path: string): boolean {
  const target = path
    .replace(/\\/g, '/')
    .replace(/^(\.\/|\/)+/, '')
    .split('/');
  return expandBraces(glob).some((one) => matchesSegments(segmentsOf(one), target));
}

export const matchesAny = (globs: readonly string[], path: string): boolean =>
  globs.some((glob) => matchesGlob(glob, path));

/** A name with `*` as wildcard: model ids, tables, functions. */
export const matchesName = (pattern: string, name: string): boolean =>
  expandBraces(pattern).some((one) => matchesSegment(one, name));

const MAX_ALTERNATIVES = 64;

function segmentsOf(glob: string): string[] {
  const trimmed = glob.replace(/^(\.\/|\/)+/, '');
  const open = trimmed.endsWith('/') ? `${trimmed}**` : trimmed;
  return glob.includes('/') ? open.split('/') : ['**', open];
}

/** `a{b,c}` gives `ab` and `ac`; nested braces are expanded from the outside, up to a limit. */
function expandBraces(glob: string): string[] {
  let pending = [glob];
  for (let round = 0; round < 8; round++) {
    const next = pending.flatMap(expandFirst);
    if (next.length === pending.length && next.every((one, index) => one === pending[index])) break;
    if (next.length > MAX_ALTERNATIVES) return next.slice(0, MAX_ALTERNATIVES);
    pending = next;
  }
  return pending;
}

function expandFirst(glob: string): string[] {
  const open = glob.indexOf('{');
  if (open < 0) return [glob];
  const cuts = [open];
  let depth = 0;
  for (let index = open; index < glob.length; index++) {
    const char = glob[index];
    if (char === '{') depth++;
    else if (char === '}') depth--;
    else if (char === ',' && depth === 1) cuts.push(index);
    if (depth > 0) continue;
    if (cuts.length === 1) return [glob];
    cuts.push(index);
    return cuts
      .slice(1)
      .map((cut, number) => glob.slice(0, open) + glob.slice(cuts[number]! + 1, cut) + glob.slice(index + 1));
  }
  return [glob];
}

/** Dynamic programming over segments: `reach[j]` says whether the pattern so far can end before segment j of the path. */
function matchesSegments(pattern: readonly string[], path: readonly string[]): boolean {
  let reach = path.map(() => false);
  reach.unshift(true);
  for (const [number, segment] of pattern.entries()) {
    if (segment === '**') {
      const last = number === pattern.length - 1;
      let open = false;
      // A closing `**` asks for at least one segment: `a/**` is what lies below a.
      reach = reach.map((reached, index) => {
        const result = open || (reached && !last);
        if (reached) open = true;
        return last ? result && index > 0 : open;
      });
      continue;
    }
    reach = reach.map((_, index) => index > 0 && reach[index - 1]! && matchesSegment(segment, path[index - 1]!));
  }
  return reach.at(-1)!;
}

/** Greedy wildcard matching with one point of return: linear in text times pattern at worst. */
function matchesSegment(pattern: string, text: string): boolean {
  const units = unitsOf(pattern);
  let unit = 0;
  let index = 0;
  let star = -1;
  let mark = 0;
  while (index < text.length) {
    if (units[unit] === '*') {
      star = unit++;
      mark = index;
    } else if (unit < units.length && matchesUnit(units[unit]!, text[index]!)) {
      unit++;
      index++;
    } else if (star >= 0) {
      unit = star + 1;
      index = ++mark;
    } else return false;
  }
  while (units[unit] === '*') unit++;
  return unit === units.length;
}

/** Single characters, `*`, `?` and whole classes `[a-z]`. */
function unitsOf(pattern: string): string[] {
  const units: string[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const close = pattern[index] === '[' ? pattern.indexOf(']', index + 2) : -1;
    units.push(close < 0 ? pattern[index]! : pattern.slice(index, close + 1));
    if (close >= 0) index = close;
  }
  return units;
}

function matchesUnit(unit: string, char: string): boolean {
  if (unit === '?') return true;
  if (unit.length === 1) return unit === char;
  const negated = unit[1] === '!' || unit[1] === '^';
  const members = unit.slice(negated ? 2 : 1, -1);
  for (let index = 0; index < members.length; index++) {
    const range = members[index + 1] === '-' && index + 2 < members.length;
    const found = range ? members[index]! <= char && char <= members[index + 2]! : members[index] === char;
    if (found) return !negated;
    if (range) index += 2;
  }
  return negated;
}
