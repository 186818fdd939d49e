import assert from 'node:assert/strict';
import { codeWriterFor } from '../../../../server/src/core/fixes/code/index.ts';
import { cLike, closing } from '../../../../server/src/core/fixes/code/scan.ts';
import { applyEdits } from '../../../../server/src/core/fixes/fix.ts';
import type { WriteContext, Written } from '../../../../server/src/core/fixes/writer.ts';
import { starterPolicy } from '../../../../server/src/core/policy/index.ts';
import type { Policy } from '../../../../server/src/core/policy/model.ts';
import type { PlaceholderSegment, Prompt, TextSegment } from '../../../../server/src/core/prompt.ts';

/**
 * A prompt model of a source text in which `‹expression›` marks a placeholder and `«literal»` the content of a string
 * literal (or a piece of one). What the parser of calls gives, in the smallest form that a writer looks at.
 */
export function codeFile(languageId: string, marked: string, policy: Partial<Policy> = {}) {
  const text = marked.replace(/[‹›«»]/g, '');
  const find = (open: string, close: string) => {
    const start = marked.indexOf(open);
    if (start < 0) return undefined;
    const plain = (position: number) => marked.slice(0, position).replace(/[‹›«»]/g, '').length;
    return { start: plain(start), end: plain(marked.indexOf(close, start)) };
  };
  const placeholder = find('‹', '›');
  const literal = find('«', '»');
  const prompt = promptOf(text, languageId, (placeholder ?? literal)!.start);
  const part = prompt.parts[0]!;
  const document = { uri: `file:///w/src/file.${languageId}`, languageId, text };
  const context: WriteContext = { document, prompt, part, policy: { ...starterPolicy, ...policy } };
  const writer = codeWriterFor(languageId)!;
  const apply = (written: Written | undefined) => {
    assert.ok(written, 'the writer has no way to say it');
    return applyEdits(text, written.edits);
  };
  const segment: PlaceholderSegment = {
    kind: 'placeholder',
    span: placeholder ?? { start: 0, end: 0 },
    expressionSpan: placeholder ?? { start: 0, end: 0 },
    pathSpan: placeholder ?? { start: 0, end: 0 },
    expression: placeholder ? text.slice(placeholder.start, placeholder.end) : '',
    path: null,
    filters: [],
    syntax: languageId,
  };
  const span = literal ?? { start: 0, end: 0 };
  const textSegment: TextSegment = { kind: 'text', span, text: text.slice(span.start, span.end) };
  return { text, context, writer, segment, textSegment, apply };
}

/** The innermost function around `position` in brace languages, else the last `def` before it. */
function promptOf(text: string, format: string, position: number): Prompt {
  const enclosing = format === 'python' ? pythonFunction(text, position) : braceFunction(text, position);
  const span = { start: 0, end: text.length };
  return {
    origin: 'call',
    format,
    confidence: 'certain',
    span,
    anchor: span,
    parts: [{ role: 'user', kind: 'text', span, segments: [] }],
    request: { features: [], enclosing },
  };
}

function braceFunction(text: string, position: number) {
  let best: NonNullable<Prompt['request']['enclosing']> | undefined;
  const header =
    /(?:\bfunction\s+(\w+)|\b(\w+)\s*=\s*async\s*(?=\()|\bfunc(?:\s+\([^)]*\))?\s+(\w+)|\bfun\s+(\w+)|\bfn\s+(\w+)|(?:static|public|private|async)[\w<> ]*?\s(\w+)(?=\())/g;
  for (const match of text.matchAll(header)) {
    const name = match.slice(1).find(Boolean) ?? null;
    const open = text.indexOf('(', match.index + match[0].length - 1);
    const close = closing(text, open, text.length, cLike);
    if (close < 0) continue;
    const arrow = /^(?:\s*:\s*[\w<>]+)?\s*=>\s*(?!\{)/.exec(text.slice(close + 1));
    const start = arrow ? close + 1 + arrow[0].length : text.indexOf('{', close);
    const end = arrow ? start + text.slice(start).search(/;\r?\n/) : closing(text, start, text.length, cLike) + 1;
    if (start > position || end < position) continue;
    const parameters = text.slice(open + 1, close).match(/\w+/g) ?? [];
    best = { name, span: { start: match.index, end }, bodySpan: { start, end }, parameters };
  }
  return best;
}

function pythonFunction(text: string, position: number) {
  const all = [...text.matchAll(/^( *)(?:async )?def (\w+)\(([^)]*)\)[^:]*:\n/gm)].filter(
    (match) => match.index < position,
  );
  const last = all.at(-1);
  if (!last) return undefined;
  const bodyStart = last.index + last[0].length;
  const start = bodyStart + /^\s*/.exec(text.slice(bodyStart))![0].length;
  const after = /\n(?=\S)/.exec(text.slice(start));
  const end = after ? start + after.index : text.length;
  return {
    name: last[2]!,
    span: { start: last.index, end },
    bodySpan: { start, end },
    parameters: last[3]!.match(/\w+/g) ?? [],
  };
}
