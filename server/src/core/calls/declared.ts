import type { SourceDocument } from '../ports.ts';

interface Known {
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

const maxKnown = 400;
const memory = new Map<string, Known>();

/**
 * The names that a file may declare for others, by the pattern of its language (`NAME` stands for a name): read from the
 * text once, since every name that a file does not know is asked of all files of its package.
 */
export function declaredIn({ uri, text }: SourceDocument, pattern: string): ReadonlySet<string> {
  const known = memory.get(uri);
  if (known?.text === text) return known.names;
  const names = new Set<string>();
  for (const [, ...groups] of text.matchAll(new RegExp(pattern.replaceAll('NAME', '(\\w+)'), 'gm')))
    for (const name of groups) if (name) names.add(name);
  memory.delete(uri);
  memory.set(uri, { text, names });
  for (const oldest of memory.keys()) if (memory.size > maxKnown) memory.delete(oldest);
  return names;
}
