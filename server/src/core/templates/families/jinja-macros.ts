/**
 * What macros of a file are called with: parameter -> access path, by macro. Only where every call hands in the same
 * input: then the parameter is another word for it. One pass over the text, before the template is read.
 */
export type MacroArguments = ReadonlyMap<string, ReadonlyMap<string, Handed>>;

export interface Handed {
  readonly path: string;
  /** What was done to the value before it was handed in. */
  readonly filters: readonly string[];
}

const declaration = /\{%[-+]?\s*macro\s+([A-Za-z_]\w*)\s*\(([^(){}]{0,500})\)/g;
const invocation = /(?<![\w.])([A-Za-z_]\w*)\(([^(){}%]{0,500})\)/g;
const loop = /\bfor\s+([A-Za-z_]\w*)\s+in\s+([A-Za-z_][\w.]*)/g;
const assignment = /\bset\s+([A-Za-z_][\w, ]{0,200})/g;
const plain = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;
const most = 200;

export function macroArguments(text: string): MacroArguments {
  const found = new Map<string, ReadonlyMap<string, Handed>>();
  if (!/\bmacro\b/.test(text)) return found;
  const macros = new Map<string, string[]>();
  for (const [, name, list] of [...text.matchAll(declaration)].slice(0, most)) macros.set(name!, namesOf(list!));
  const made = new Set(
    [...macros.values(), ...[...text.matchAll(assignment)].map(([, names]) => namesOf(names!))].flat(),
  );
  const sources = loopSources(text);
  const handed = new Map<string, Set<string>>();
  for (const { 1: name, 2: list, index } of text.matchAll(invocation)) {
    const names = macros.get(name!);
    if (!names || /\bmacro\s+$/.test(text.slice(Math.max(0, index - 20), index))) continue;
    for (const [parameter, written] of pairs(names, list!)) {
      const key = `${name} ${parameter}`;
      const path = resolved(written, sources, made);
      handed.set(key, (handed.get(key) ?? new Set<string>()).add(path ?? ''));
    }
  }
  for (const [name, names] of macros) {
    const own = new Map<string, Handed>();
    for (const parameter of names) {
      const [only, ...others] = handed.get(`${name} ${parameter}`) ?? [];
      if (!only || others.length > 0) continue;
      const [path, ...filters] = only.split('|');
      own.set(parameter, { path: path!, filters });
    }
    found.set(name, own);
  }
  return found;
}

const namesOf = (list: string): string[] => list.split(',').flatMap((one) => /^\s*([A-Za-z_]\w*)/.exec(one)?.[1] ?? []);

/** Arguments by position and by keyword. */
function pairs(names: readonly string[], list: string): [string, string][] {
  return list.split(',').flatMap((one, index): [string, string][] => {
    const keyword = /^\s*([A-Za-z_]\w*)\s*=(?!=)\s*(.*)$/s.exec(one);
    if (keyword) return [[keyword[1]!, keyword[2]!.trim()]];
    return names[index] === undefined || one.trim() === '' ? [] : [[names[index], one.trim()]];
  });
}

/** Loop variables that stand for the elements of one list; undefined for those of several. */
function loopSources(text: string): Map<string, string | undefined> {
  const sources = new Map<string, string | undefined>();
  for (const [, name, source] of text.matchAll(loop))
    sources.set(name!, sources.has(name!) && sources.get(name!) !== source ? undefined : source);
  return sources;
}

/** The input that an argument is; undefined for literals, expressions and names that the template makes itself. */
function resolved(
  written: string,
  sources: ReadonlyMap<string, string | undefined>,
  made: ReadonlySet<string>,
): string | undefined {
  const sanitizer = /\s*\|\s*(tokenize|scrub)\s*$/.exec(written);
  const path = sanitizer ? written.slice(0, sanitizer.index) : written;
  if (!plain.test(path)) return undefined;
  const root = path.split('.')[0]!;
  if (/^(?:true|false|none|loop|self|True|False|None)$/.test(root) || made.has(root)) return undefined;
  const filter = sanitizer ? `|${sanitizer[1]}` : '';
  if (!sources.has(root)) return `${path}${filter}`;
  const source = sources.get(root);
  // A list that is itself made in a loop is not followed.
  if (source === undefined || sources.has(source.split('.')[0]!)) return undefined;
  return `${source}[]${path.slice(root.length)}${filter}`;
}
