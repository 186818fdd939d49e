import data from './categories.json' with { type: 'json' };

/** All category keys that a policy may use: Fideslang's and our extensions. */
export const categoryKeys: readonly string[] = [...data.fideslang, ...data.extensions].sort();

const known = new Set(categoryKeys);

export const isCategory = (key: string): boolean => known.has(key);

/** A key covers itself and everything below it: `user.name` covers `user.name.first`. */
export const covers = (parent: string, key: string): boolean => key === parent || key.startsWith(`${parent}.`);

/** The longest of `keys` that covers `key`; undefined when none does. */
export function longestCovering(keys: Iterable<string>, key: string): string | undefined {
  let best: string | undefined;
  for (const candidate of keys) {
    if (covers(candidate, key) && (best === undefined || candidate.length > best.length)) best = candidate;
  }
  return best;
}
