import type { SourceDocument } from '../../ports.ts';
import type { Edit } from '../fix.ts';
import { helperUse } from './helper-use.ts';
import type { CodeLanguage, Helper, LiteralPlace, ProjectedField } from './language.ts';
import { type Lexis, lineBreakOf, skipOpaque } from './scan.ts';
import { insert } from './scope.ts';

const lexis: Lexis = { lineComments: ['#'], blockComments: [], quotes: ['"""', "'''", '"', "'"] };

const snake: Readonly<Record<Helper, string>> = {
  createVault: 'create_vault',
  tokenize: 'tokenize',
  scrub: 'scrub',
  generalize: 'generalize',
  project: 'project',
  restore: 'restore',
  withPrivacy: 'with_privacy',
};

export const python: CodeLanguage = {
  ids: ['python'],
  lexis,
  tokenize: (expression, type, vault, quote) => `tokenize(${expression}, ${quote}${type}${quote}, vault=${vault})`,
  scrub: (expression, vault) => `scrub(${expression}, vault=${vault})`,
  generalize: (expression, form, quote) => `generalize(${expression}, ${quote}${form}${quote})`,
  restore: (expression, vault) => `restore(${expression}, vault=${vault})`,
  project: (expression, fields, vault) => `project(${expression}, ${projection(fields, vault)})`,
  newVault: (name) => `${name} = create_vault()`,
  madeVault: /^[ \t]*(\w+)(?:\s*:\s*Vault)?\s*=\s*(?:\w+\.)?(?:create_vault|import_vault|Vault)\(/m,
  vaultParameter: /[(,]\s*(vault)\b|\b(\w+)\s*:\s*(?:\w+\.)?Vault\b/,
  body: 'lines',
  parameter: (name) => `${name}: str`,
  naming: 'snake',
  use,
  embed,
  lastParameter: /^\*\*/,
};

function projection(fields: readonly ProjectedField[], vault: string): string {
  if (fields.every((field) => field.form === 'keep')) return `['${fields.map((field) => field.name).join("', '")}']`;
  return `{${fields.map(({ name, form }) => `'${name}': '${form}'`).join(', ')}}, vault=${vault}`;
}

function use(helpers: readonly Helper[], document: SourceDocument) {
  const names = helpers.map((helper) => snake[helper]);
  const present = /^from \.?prompt_privacy import (?:\(([^)]*)\)|([^\n#(]*))/m.exec(document.text);
  if (present) return helperUse(document, true, mergeInto(present, names));
  return helperUse(document, false, [newImport(document.text, [...names].sort())]);
}

function mergeInto(match: RegExpExecArray, names: readonly string[]): Edit[] {
  const list = (match[1] ?? match[2])!;
  const had = list.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  const missing = names.filter((name) => !had.includes(name));
  if (missing.length === 0) return [];
  const start = match.index + match[0].lastIndexOf(list);
  const all = [...new Set([...had, ...missing])].sort().join(', ');
  return [{ span: { start, end: start + list.trimEnd().length }, newText: all }];
}

/** After the last import at the top; relative where the file imports relatively, because then it is part of a package. */
function newImport(text: string, names: readonly string[]): Edit {
  const eol = lineBreakOf(text);
  const dot = /^from \.\w* import/m.test(text) ? '.' : '';
  const line = `from ${dot}prompt_privacy import ${names.join(', ')}`;
  const { last, start } = readTop(text);
  return last === undefined ? insert(start, `${line}${eol}${eol}`) : insert(last, `${eol}${line}`);
}

function readTop(text: string): { last?: number; start: number } {
  let at = 0;
  let start = 0;
  let last: number | undefined;
  while (at < text.length) {
    const blank = /^(?:\s+|#[^\n]*)/.exec(text.slice(at, at + 2_000));
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const statement = /^(?:import\s[^\n]*|from\s+[\w.]+\s+import\s+(?:\([^)]*\)[^\n]*|[^\n]*))/.exec(
      text.slice(at, at + 5_000),
    );
    if (statement) {
      at += statement[0].trimEnd().length;
      last = at;
      continue;
    }
    const docstring = last === undefined && start === 0 ? skipOpaque(text, at, lexis) : at;
    if (docstring === at) break;
    at = docstring;
    const line = /^[^\n]*\n\s*/.exec(text.slice(at));
    start = at + (line?.[0].length ?? 0);
  }
  return { last, start };
}

/** An f-string takes the expression in braces; a plain string becomes one when it holds no braces of its own. */
function embed({ text, start, end, segmentStart, segmentEnd }: LiteralPlace, expression: string): Edit[] | undefined {
  const before = /([a-zA-Z]{0,2})("""|'''|"|')$/.exec(text.slice(Math.max(0, segmentStart - 5), segmentStart));
  const field: Edit = { span: { start, end }, newText: `{${expression}}` };
  const inside = text[segmentStart - 1] === '}' || text[segmentEnd] === '{';
  if (/f/i.test(before?.[1] ?? '')) return [field];
  if (!before) return inside ? [field] : undefined;
  if (/[b]/i.test(before[1]!) || /[{}]/.test(text.slice(segmentStart, segmentEnd))) return undefined;
  if (/^\s*(?:%|\.format)/.test(text.slice(segmentEnd + before[2]!.length))) return undefined;
  return [insert(segmentStart - before[2]!.length - before[1]!.length, 'f'), field];
}
