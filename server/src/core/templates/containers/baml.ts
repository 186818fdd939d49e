import type { DeclaredInput, ParseProblem, Prompt } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import { assemble } from '../assemble.ts';
import { dialects } from '../dialects.ts';
import { useCaseInComments } from '../directives.ts';
import { firstLine } from '../lines.ts';
import type { Reader } from '../reader.ts';
import { sliceView } from '../view.ts';

/**
 * BAML: `prompt #"…"#` of functions and `template_string F(x: T) #"…"#` hold MiniJinja; `args` of tests hold data.
 * A raw string closes with as many hashes as it opened with.
 */
interface Raw {
  /** Without hashes and quotes. */
  readonly inner: Span;
  readonly start: number;
  readonly end: number;
}

interface Declaration extends Span {
  readonly kind: string;
  readonly name: string;
}

export const readBaml: Reader = ({ text }, { format, confidence, decision }) => {
  const comments: Span[] = [];
  const raws: Raw[] = [];
  scan(text, comments, raws);
  const declarations = declarationsOf(text, comments);
  const templates = declarations.flatMap(({ kind, name }) => (kind === 'template_string' ? [name] : []));
  const problems: ParseProblem[] = [];
  const ofFile = useCaseInComments(
    text,
    comments.filter(({ start }) => start < (declarations[0]?.start ?? 0)),
  );
  let nextComment = 0;
  const prompts = raws.flatMap((raw): Prompt[] => {
    const owner = lastBefore(declarations, raw.start);
    if (!owner) return [];
    const before = text.slice(Math.max(owner.start, raw.start - 200), raw.start);
    const example = owner.kind === 'test';
    if (!example && !/(?:\bprompt|\btemplate_string[^#]*)\s*$/.test(before)) return [];
    const view = sliceView(text, raw.inner);
    const inputs = example ? [] : parametersOf(text, owner);
    const body = example ? { tokens: [], links: [], problems: [] } : dialects['baml']!.parse(view.text, templates);
    const {
      parts,
      links,
      comments: inside,
      problems: found,
    } = assemble(view, body, body.tokens, { role: 'user', kind: example ? 'example' : 'text', syntax: 'baml' });
    problems.push(...found);
    // Comments between the prompt before and this one are its own; those above the first declaration speak for the file.
    const from = nextComment;
    while (nextComment < comments.length && comments[nextComment]!.start < raw.end) nextComment += 1;
    const own = [...comments.slice(from, nextComment), ...inside].sort((a, b) => a.start - b.start);
    return [
      {
        origin: 'template',
        format: format.id,
        syntax: 'baml',
        name: owner.name,
        confidence,
        span: { start: raw.start, end: raw.end },
        anchor: firstLine(text, owner.start),
        parts,
        request: { features: [] },
        useCase: useCaseInComments(text, own) ?? ofFile,
        inputs,
        links,
        comments: own,
      },
    ];
  });
  return { prompts, problems, decision };
};

/** Finds comments and raw strings; quoted strings are stepped over. */
function scan(text: string, comments: Span[], raws: Raw[]): void {
  const mark = /\/\/|\/\*|"|(?<![#\w])#{1,8}"/g;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    const start = match.index;
    const token = match[0];
    let end: number;
    if (token === '//') end = lineEndOf(text, start);
    else if (token === '/*') end = after(text, '*/', start + 2);
    else if (token === '"') end = stringEnd(text, start);
    else {
      const close = `"${'#'.repeat(token.length - 1)}`;
      end = after(text, close, mark.lastIndex);
      const innerEnd = text.startsWith(close, end - close.length) ? end - close.length : end;
      raws.push({ start, end, inner: { start: mark.lastIndex, end: Math.max(mark.lastIndex, innerEnd) } });
    }
    if (token.startsWith('/')) comments.push({ start, end });
    mark.lastIndex = Math.max(end, start + 1);
  }
}

function after(text: string, needle: string, from: number): number {
  const at = text.indexOf(needle, from);
  return at < 0 ? text.length : at + needle.length;
}

const lineEndOf = (text: string, from: number): number => {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
};

function stringEnd(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
    else if (text[index] === '\n') return index;
  }
  return text.length;
}

function declarationsOf(text: string, comments: readonly Span[]): Declaration[] {
  const found: Declaration[] = [];
  let next = 0;
  // `client Claude` inside a function names its client; only `client<llm> Claude` declares one.
  for (const match of text.matchAll(
    /^[ \t\ufeff]*(function|template_string|test|class|enum|client(?=[ \t]*<)|generator)\b[ \t]*(?:<[^>\n]{0,100}>)?[ \t]*(\w{0,200})/gm,
  )) {
    while (next < comments.length && comments[next]!.end <= match.index) next += 1;
    if (next < comments.length && comments[next]!.start <= match.index) continue;
    const start = match.index + match[0].length - match[0].trimStart().length;
    found.push({ kind: match[1]!, name: match[2]!, start, end: match.index + match[0].length });
  }
  return found;
}

function lastBefore(declarations: readonly Declaration[], offset: number): Declaration | undefined {
  let low = 0;
  let high = declarations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (declarations[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return declarations[low - 1];
}

/** `(note: string, patient: Patient)`. */
function parametersOf(text: string, owner: Declaration): DeclaredInput[] {
  const list = /^\s*\(([^)]{0,2000})\)/.exec(text.slice(owner.end, owner.end + 2100));
  if (!list) return [];
  const from = owner.end + list[0].length - 1 - list[1]!.length;
  return [...list[1]!.matchAll(/(\w+)\s*:\s*([^,]+)/g)].map((match) => ({
    name: match[1]!,
    span: { start: from + match.index, end: from + match.index + match[1]!.length },
    type: match[2]!.trim(),
  }));
}
