import type { Prompt } from '../../prompt.ts';
import type { Edit } from '../fix.ts';
import type { CodeLanguage } from './language.ts';
import { closing, indentAt, indentUnit, items, lineBreakOf, skipOpaque } from './scan.ts';

export interface VaultInReach {
  /** What to write for it: `vault`, `conversation.vault`. */
  readonly expression: string;
  /** Edits that make it, when none was in reach. */
  readonly edits: readonly Edit[];
  readonly made: boolean;
}

type Enclosing = NonNullable<Prompt['request']['enclosing']>;

/**
 * The vault that code at `position` can use: one made in the function, a parameter, a conversation object that has
 * one; else a new one at the start of the function that makes the call. Never at module scope: undefined there.
 */
export function vaultInReach(
  text: string,
  position: number,
  prompt: Prompt,
  language: CodeLanguage,
): VaultInReach | undefined {
  const enclosing = prompt.request.enclosing;
  if (!enclosing || position < enclosing.bodySpan.start || position >= enclosing.bodySpan.end) return undefined;
  const { span, bodySpan } = enclosing;
  const made = madeBefore(text, bodySpan.start, position, language);
  if (made) return { expression: made, edits: [], made: false };
  const header = text.slice(span.start, bodySpan.start);
  const parameter = language.vaultParameter.exec(header);
  if (parameter) return { expression: parameter.slice(1).find(Boolean)!, edits: [], made: false };
  const held = /((?:\bthis|\bself|\$this|@|\b[A-Za-z_]\w*)(?:(?:\.|->|\?\.)\w+){0,3}?(?:\.|->)vault)\b/.exec(
    text.slice(bodySpan.start, bodySpan.end),
  );
  if (held) return { expression: held[1]!, edits: [], made: false };
  const name = freeName(text.slice(span.start, span.end), language);
  const edits = statementFirst(text, enclosing, language.newVault(name), language);
  return edits && { expression: name, edits, made: true };
}

/** A vault made earlier in the function, in a block that is still open at `position`. */
function madeBefore(text: string, start: number, position: number, language: CodeLanguage): string | undefined {
  const pattern = new RegExp(language.madeVault.source, `${language.madeVault.flags.replace('g', '')}g`);
  for (const match of text.slice(start, position).matchAll(pattern)) {
    if (language.body === 'lines' || stillOpen(text, start + match.index, position, language)) return match[1];
  }
  return undefined;
}

function stillOpen(text: string, from: number, to: number, { lexis }: CodeLanguage): boolean {
  let depth = 0;
  for (let at = from; at < to; ) {
    const next = skipOpaque(text, at, lexis);
    if (next > at) at = next;
    else {
      if (text[at] === '{') depth += 1;
      if (text[at] === '}') depth -= 1;
      if (depth < 0) return false;
      at += 1;
    }
  }
  return true;
}

/** `vault`, or `tokenVault` where the function uses that word for something else. */
const freeName = (code: string, { naming, ids }: CodeLanguage): string => {
  const name = !/\bvault\b/.test(code) ? 'vault' : naming === 'snake' ? 'token_vault' : 'tokenVault';
  return ids.includes('php') ? `$${name}` : name;
};

/** Puts a statement at the start of a function body; an arrow's expression becomes a block that returns it. */
function statementFirst(
  text: string,
  { span, bodySpan }: Enclosing,
  statement: string,
  { body }: CodeLanguage,
): Edit[] | undefined {
  const eol = lineBreakOf(text);
  if (body === 'lines') {
    const at = afterDocstring(text, bodySpan.start);
    return [insert(at, `${statement}${eol}${indentAt(text, at)}`)];
  }
  if (text[bodySpan.start] === '{') {
    const at = bodySpan.start + 1;
    const rest = /^[ \t]*\r?\n([ \t]*)\S/.exec(text.slice(at, at + 500));
    if (rest) return [insert(at, `${eol}${rest[1]}${statement}`)];
    return [insert(at, ` ${statement}`)];
  }
  if (!/=>\s*\(?\s*$/.test(text.slice(span.start, bodySpan.start))) return undefined;
  const indent = indentAt(text, span.start);
  const inner = `${indent}${indentUnit(text)}`;
  return [
    insert(bodySpan.start, `{${eol}${inner}${statement}${eol}${inner}return `),
    insert(bodySpan.end, `;${eol}${indent}}`),
  ];
}

/** Python: past a docstring, to the first statement after it. */
function afterDocstring(text: string, start: number): number {
  const docstring =
    /^[rRuU]?("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*\n\s*(?=\S)/.exec(
      text.slice(start, start + 4_000),
    );
  return docstring ? start + docstring[0].length : start;
}

/** Adds a text parameter to the function around a call; none when it is there. Undefined when the header is not understood. */
export function addParameter(
  text: string,
  { name: functionName, span, bodySpan, parameters }: Enclosing,
  name: string,
  declaration: string,
  language: CodeLanguage,
): Edit[] | undefined {
  if (parameters.includes(name)) return [];
  const named = functionName ? text.indexOf(functionName, span.start) : -1;
  const from = named >= 0 && named < bodySpan.start ? named + functionName!.length : span.start;
  const open = text.indexOf('(', from);
  if (open < 0 || open >= bodySpan.start) return undefined;
  const close = closing(text, open, bodySpan.start, language.lexis);
  if (close < 0) return undefined;
  const list = items(text, open, close, language.lexis);
  const last = list.at(-1);
  if (!last) return [insert(open + 1, declaration)];
  if (language.lastParameter?.test(text.slice(last.start, last.end))) return [insert(last.start, `${declaration}, `)];
  if (list.some((item) => /[^=!<>]=[^=>]/.test(text.slice(item.start, item.end)))) return undefined;
  const lined = text.slice(open, close).includes('\n');
  const separator = lined ? `,${lineBreakOf(text)}${indentAt(text, last.start)}` : ', ';
  return [insert(last.end, `${separator}${declaration}`)];
}

export const insert = (at: number, newText: string): Edit => ({ span: { start: at, end: at }, newText });
