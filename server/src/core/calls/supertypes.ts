import { typeNameIn } from './languages/shared.ts';

/** A type that another one takes fields from. */
export interface Supertype {
  /** With `[]` where it stands for many: what `JpaRepository<Visit, Long>` is about. */
  readonly name: string;
  readonly only?: ReadonlySet<string>;
  readonly without?: ReadonlySet<string>;
}

const maxHead = 2_000;

/** What a declaration says of its supertypes, in the words of its language. Total; `text` starts at the declaration. */
export function supertypesOf(text: string, languageId: string): Supertype[] {
  const written = clauses[languageId]?.(text.slice(0, maxHead)) ?? [];
  return written.flatMap((one) => supertype(one.trim()) ?? []);
}

type Clause = (text: string) => readonly string[];

const headOf = (text: string): string => withoutParentheses(text.split(/[{\n]\s*(?=[\n}]|$)|\{/)[0]!);

const afterExtends: Clause = (text) => {
  const list = /\bextends\s+([\s\S]+?)(?:\bimplements\b|\bpermits\b|\{|$)/.exec(text.split('{')[0]!)?.[1];
  return list === undefined ? [] : splitTop(list, ',');
};

const afterColon: Clause = (text) => {
  const list = /[\w>\s]:(?!:)\s*([\s\S]+)$/.exec(headOf(text))?.[1];
  return list === undefined ? [] : splitTop(list.split(/\bwhere\b/)[0]!, ',');
};

const clauses: Readonly<Record<string, Clause>> = {
  script: (text) => {
    const alias = /^(?:export\s+)?(?:declare\s+)?type\s+\w+(?:<[^=]*>)?\s*=\s*([\s\S]*)/.exec(text)?.[1];
    if (alias !== undefined) return splitTop(alias.split(';')[0]!, '&');
    // `Base.extend({ … })`, `Base.merge(Other)` of zod.
    const extended = /^(\w+)\.(?:extend|merge|and|partial|required|strict|passthrough|omit|pick)\(/.exec(text)?.[1];
    return extended === undefined ? afterExtends(text) : [extended];
  },
  python: (text) => {
    const bases = /^(?:@[^\n]*\n\s*)*class\s+\w+\s*\(([^()]*)\)/.exec(text)?.[1];
    return bases === undefined ? [] : splitTop(bases, ',').filter((base) => !base.includes('='));
  },
  java: afterExtends,
  php: afterExtends,
  kotlin: afterColon,
  csharp: afterColon,
  ruby: (text) => /^class\s+[\w:]+\s*<\s*([\w:]+)/.exec(text)?.slice(1) ?? [],
  // A struct has the fields of those that stand in it without a name.
  go: (text) =>
    [...text.matchAll(/^[ \t]*\*?((?:\w+\.)?[A-Z]\w*)[ \t]*(?:`[^`\n]*`)?[ \t]*$/gm)].map(([, name]) => name!),
};

function supertype(written: string): Supertype | undefined {
  const [, chosen, of, keys] = /^(Omit|Pick)<\s*([\w.]+)\s*,([^<>]+)>$/.exec(written) ?? [];
  if (of !== undefined) {
    const names = new Set([...keys!.matchAll(/['"](\w+)['"]/g)].map(([, key]) => key!));
    const name = typeNameIn(of);
    return name === undefined ? undefined : { name, ...(chosen === 'Omit' ? { without: names } : { only: names }) };
  }
  const name = written.startsWith('{') ? undefined : typeNameIn(written);
  return name === undefined ? undefined : { name };
}

function withoutParentheses(text: string): string {
  let depth = 0;
  let result = '';
  for (const char of text) {
    if (char === '(') depth++;
    if (depth === 0) result += char;
    if (char === ')' && depth > 0) depth--;
  }
  return result;
}

/** Splits where no bracket is open. */
function splitTop(text: string, separator: ',' | '&'): string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if ('<([{'.includes(char)) depth++;
    if ('>)]}'.includes(char)) depth--;
    if (char === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}
