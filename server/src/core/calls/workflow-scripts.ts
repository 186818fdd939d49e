import { isScalar, parseDocument, visit } from 'yaml';
import type { SourceDocument } from '../ports.ts';
import type { PlaceholderSegment, Prompt, Segment, TextSegment } from '../prompt.ts';
import type { Span } from '../span.ts';
import { textSpanToFile } from '../text-runs.ts';
import { contentOf, maxSize } from './actions.ts';

/** The `run:` scripts of a workflow in place, everything else blanked out: offsets stay those of the file. */
export function scriptsOf({ text }: SourceDocument): string | undefined {
  if (!/\brun:/.test(text) || !/\bclaude\b|anthropic/.test(text) || text.length > maxSize) return undefined;
  const kept: Span[] = [];
  visit(parseDocument(text, { uniqueKeys: false, strict: false }), {
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === 'run' && isScalar(pair.value))
        kept.push(contentOf(pair.value, text));
    },
  });
  if (kept.length === 0) return undefined;
  let masked = '';
  let at = 0;
  const blank = (to: number) => text.slice(at, to).replace(/[^\r\n]/g, ' ');
  for (const span of kept.sort((a, b) => a.start - b.start)) {
    masked += `${blank(span.start)}${text.slice(span.start, span.end)}`;
    at = span.end;
  }
  // `${{ … }}` is no shell: it becomes a variable of the same length.
  return (masked + blank(text.length)).replace(
    /\$\{\{([^{}\n]*)\}\}/g,
    (tag) => `\${${'_'.repeat(Math.max(1, tag.length - 3))}}`,
  );
}

/**
 * Placeholders of `scriptsOf` under the names of the expressions that they stand for. GitHub puts them in before the
 * shell sees the script: also where the shell would leave them alone, in single quotes and quoted here-documents.
 */
export function withExpressions(prompt: Prompt, text: string): Prompt {
  const parts = prompt.parts.map((part) => ({
    ...part,
    segments: part.segments.flatMap((segment) => (segment.kind === 'text' ? taken(segment, text) : [renamed(segment)])),
  }));
  return { ...prompt, format: 'yaml', parts };
}

const inner = (tag: string): string | undefined => /^\$\{\{\s*([^{}]*?)\s*\}\}$/.exec(tag)?.[1];
const pathIn = (expression: string): string | null =>
  /^[A-Za-z_][\w.-]*(?:\[[^\]]*\])?[\w.-]*$/.test(expression) ? expression : null;

function renamed(segment: PlaceholderSegment): Segment {
  const expression = inner(segment.expression);
  return expression === undefined ? segment : { ...segment, path: pathIn(expression) };
}

/** IPython puts values of the program in before the shell sees a line: `!curl -d '{body}'`. */
export function withNames(prompt: Prompt): Prompt {
  const parts = prompt.parts.map((part) => ({
    ...part,
    segments: part.segments.flatMap((segment) => (segment.kind === 'text' ? namesIn(segment) : [segment])),
  }));
  return { ...prompt, format: 'jupyter', parts };
}

function namesIn(segment: TextSegment): Segment[] {
  const found: Segment[] = [];
  let from = 0;
  const push = (to: number) => {
    if (to > from) found.push(cut(segment, from, to));
  };
  for (const match of segment.text.matchAll(/\{([A-Za-z_]\w*)\}/g)) {
    push(match.index);
    from = match.index + match[0].length;
    const span = textSpanToFile(segment, { start: match.index, end: from });
    const at = { start: span.start + 1, end: span.end - 1 };
    const [, name = ''] = match;
    const common = {
      kind: 'placeholder' as const,
      span,
      expressionSpan: at,
      expression: name,
      path: name,
      pathSpan: at,
    };
    found.push({ ...common, filters: [], flow: [], syntax: 'python' });
  }
  push(segment.text.length);
  return found;
}

/** A text taken apart at the expressions in it. */
function taken(segment: TextSegment, text: string): Segment[] {
  const found: Segment[] = [];
  let from = 0;
  const push = (to: number) => {
    if (to > from) found.push(cut(segment, from, to));
  };
  for (const match of segment.text.matchAll(/\$\{_+\}/g)) {
    const span = textSpanToFile(segment, { start: match.index, end: match.index + match[0].length });
    const expression = inner(text.slice(span.start, span.end));
    if (expression === undefined) continue;
    push(match.index);
    from = match.index + match[0].length;
    const start = span.start + text.slice(span.start, span.end).indexOf(expression);
    const at = { start, end: start + expression.length };
    const path = pathIn(expression);
    const flow = path
      ? [
          {
            kind: 'read' as const,
            label: `read from ${path}`,
            span: at,
            source: { kind: 'request' as const, name: path },
          },
        ]
      : [];
    const common = { kind: 'placeholder' as const, span, expressionSpan: at, expression, path, pathSpan: at };
    found.push({ ...common, filters: [], flow, syntax: 'yaml' });
  }
  push(segment.text.length);
  return found;
}

/** A range of a text segment as a segment of its own. */
function cut(segment: TextSegment, start: number, end: number): TextSegment {
  const span = textSpanToFile(segment, { start, end });
  const text = segment.text.slice(start, end);
  if (!segment.runs) return { kind: 'text', span, text };
  const runs = segment.runs.flatMap(([at, fileStart, fileEnd], index): [number, number, number][] => {
    const to = segment.runs![index + 1]?.[0] ?? segment.text.length;
    const [a, b] = [Math.max(at, start), Math.min(to, end)];
    if (a >= b) return [];
    return fileEnd - fileStart === to - at
      ? [[a - start, fileStart + a - at, fileStart + b - at]]
      : [[a - start, fileStart, fileEnd]];
  });
  return { kind: 'text', span, text, runs };
}
