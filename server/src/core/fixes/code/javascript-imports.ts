import type { SourceDocument } from '../../ports.ts';
import type { Edit } from '../fix.ts';
import { cLike, lineBreakOf, skipOpaque } from './scan.ts';
import { insert } from './scope.ts';

const packageName = 'prompt-privacy';

const named = new RegExp(`import\\s+\\{([^}]*)\\}\\s*from\\s*['"]${packageName}['"]`);
const required = new RegExp(`(?:const|let|var)\\s*\\{([^}]*)\\}\\s*=\\s*require\\(\\s*['"]${packageName}['"]\\s*\\)`);

/** Edits that import the names: merged into the import that is there, else a new one after the last. */
export function importNames(names: readonly string[], document: SourceDocument): Edit[] {
  const { text } = document;
  const present = named.exec(text) ?? required.exec(text);
  if (present) return mergeInto(present, names);
  const head = readHead(text);
  const module = isModule(document);
  const quote = head.quote ?? "'";
  const list = [...new Set(names)].sort().join(', ');
  const end = head.semicolons ? ';' : '';
  const line = module
    ? `import { ${list} } from ${quote}${packageName}${quote}${end}`
    : `const { ${list} } = require(${quote}${packageName}${quote})${end}`;
  const eol = lineBreakOf(text);
  if (head.lastImport !== undefined) return [insert(head.lastImport, `${eol}${line}`)];
  return [insert(head.start, `${line}${eol}${eol}`)];
}

function mergeInto(match: RegExpExecArray, names: readonly string[]): Edit[] {
  const list = match[1]!;
  const present = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const missing = names.filter((name) => !present.includes(name));
  if (missing.length === 0) return [];
  const start = match.index + match[0].indexOf('{') + 1;
  const all = [...new Set([...present, ...missing])].sort((a, b) => plain(a).localeCompare(plain(b), 'en'));
  return [{ span: { start, end: start + list.length }, newText: ` ${all.join(', ')} ` }];
}

const plain = (specifier: string): string => specifier.replace(/^type\s+/, '').toLowerCase();

/** CommonJS only where the file says so: its ending, or `require` without any `import` or `export`. */
function isModule({ uri, text, languageId }: SourceDocument): boolean {
  if (/\.c[jt]s$/.test(uri)) return uri.endsWith('.cts');
  if (/\.m[jt]s$/.test(uri) || languageId.startsWith('typescript')) return true;
  return /^\s*(?:import\b[^(.]|export\b)/m.test(text) || !/\brequire\s*\(/.test(text);
}

interface Head {
  /** After a shebang, comments and directives. */
  readonly start: number;
  /** End of the last import or require at the top. */
  readonly lastImport?: number;
  readonly quote?: string;
  readonly semicolons: boolean;
}

const importLine = /^import\b(?!\s*[(.])[^'"`]*?(['"])[^'"\n]*\1(?:\s*(?:with|assert)\s*\{[^}]*\})?[ \t]*;?/;
const requireLine = /^(?:const|let|var)\s+[\w$\s{},:]+=\s*require\(\s*(['"])[^'"\n]*\1\s*\)(?:\.\w+)?[ \t]*;?/;
const directive = /^(['"])use [\w ]+\1[ \t]*;?/;

/** The top of the file: what may stand before and among the imports, up to the first other statement. */
function readHead(text: string): Head {
  let at = text.startsWith('#!') ? lineEnd(text, 0) : 0;
  let start = at;
  let lastImport: number | undefined;
  let quote: string | undefined;
  let semicolons = true;
  while (at < text.length) {
    const blank = /^\s+/.exec(text.slice(at, at + 1_000));
    if (blank) {
      at += blank[0].length;
      continue;
    }
    if (text.startsWith('//', at) || text.startsWith('/*', at)) {
      at = skipOpaque(text, at, cLike);
      continue;
    }
    const rest = text.slice(at, at + 5_000);
    const statement = importLine.exec(rest) ?? requireLine.exec(rest);
    const found = statement ?? directive.exec(rest);
    if (!found) break;
    at += found[0].length;
    if (statement) {
      lastImport = at;
      quote = statement[1];
      semicolons = statement[0].endsWith(';');
    } else start = at;
  }
  if (lastImport === undefined) start = firstStatement(text, start);
  return { start, lastImport, quote, semicolons };
}

/** Past line breaks after a shebang or directive; leading comments stay with what they speak of. */
function firstStatement(text: string, start: number): number {
  const blank = /^\s*/.exec(text.slice(start, start + 1_000))![0];
  return start === 0 ? 0 : start + blank.length;
}

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};
