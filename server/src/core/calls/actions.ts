import { isMap, isScalar, LineCounter, parseDocument, visit, type YAMLMap, type Node as YamlNode } from 'yaml';
import type { SourceDocument } from '../ports.ts';
import type { Part, Prompt, Segment } from '../prompt.ts';
import type { Span } from '../span.ts';

const action = /^anthropics\/claude-code-(?:base-)?action@/;
/** Inputs of the action that hold text (claude-code-action v0 and v1). */
const inputs: Readonly<Record<string, Part['role']>> = {
  prompt: 'user',
  direct_prompt: 'user',
  override_prompt: 'user',
  custom_instructions: 'system',
  append_system_prompt: 'system',
  system_prompt: 'system',
  claude_args: 'system',
};
const maxSize = 300_000;

/** Steps of GitHub Actions workflows that run Claude: `uses: anthropics/claude-code-action@v1`. */
export function actionPrompts({ text }: SourceDocument): Prompt[] {
  if (!text.includes('anthropics/claude-code-') || text.length > maxSize) return [];
  const prompts: Prompt[] = [];
  const document = parseDocument(text, { lineCounter: new LineCounter(), uniqueKeys: false, strict: false });
  visit(document, {
    Map(_, map) {
      const uses = map.get('uses', true);
      if (isScalar(uses) && typeof uses.value === 'string' && action.test(uses.value))
        prompts.push(stepPrompt(map, uses, text));
    },
  });
  return prompts;
}

function stepPrompt(step: YAMLMap, uses: YamlNode, text: string): Prompt {
  const span = rangeOf(step);
  const given = step.get('with', true);
  const parts: Part[] = [];
  for (const pair of isMap(given) ? given.items : []) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    const role = inputs[key];
    if (!role || !isScalar(pair.value) || typeof pair.value.value !== 'string') continue;
    const content = contentOf(pair.value, text);
    const segments = segmentsOf(content, text);
    if (segments.length > 0) parts.push({ role, kind: 'text', argument: `with.${key}`, span: content, segments });
  }
  const name = step.get('name');
  return {
    origin: 'call',
    format: 'yaml',
    api: 'github.claude-code-action',
    ...(typeof name === 'string' ? { name } : {}),
    confidence: 'certain',
    span,
    anchor: rangeOf(uses),
    parts,
    request: { platform: { value: 'agent-sdk', span: rangeOf(uses), by: 'literal' }, features: [] },
  };
}

const rangeOf = (node: YamlNode): Span => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });

/** The text of a scalar without its quotes or block header. */
function contentOf(scalar: YamlNode, text: string): Span {
  const { start, end } = rangeOf(scalar);
  const header = /^[|>][^\n]*\n/.exec(text.slice(start, end))?.[0].length;
  if (header !== undefined)
    return { start: start + header + /^[ \t]*/.exec(text.slice(start + header, end))![0].length, end };
  return /^["']/.test(text[start] ?? '') ? { start: start + 1, end: end - 1 } : { start, end };
}

/** `${{ github.event.issue.body }}` are the values; the rest is text, its lines without their indentation. */
function segmentsOf({ start, end }: Span, text: string): Segment[] {
  const segments: Segment[] = [];
  let from = start;
  const push = (to: number) => {
    if (to > from && /\S/.test(text.slice(from, to))) segments.push(textSegment({ start: from, end: to }, text));
  };
  for (const match of text.slice(start, end).matchAll(/\$\{\{\s*([^{}]*?)\s*\}\}/g)) {
    const at = start + match.index;
    push(at);
    const expression = match[1]!;
    const expressionStart = at + match[0].indexOf(expression);
    const expressionSpan = { start: expressionStart, end: expressionStart + expression.length };
    const path = /^[A-Za-z_][\w.-]*(?:\[[^\]]*\])?[\w.-]*$/.test(expression) ? expression : null;
    from = at + match[0].length;
    segments.push({
      kind: 'placeholder',
      span: { start: at, end: from },
      expressionSpan,
      expression,
      path,
      pathSpan: expressionSpan,
      filters: [],
      flow: path
        ? [{ kind: 'read', label: `read from ${path}`, span: expressionSpan, source: { kind: 'request', name: path } }]
        : [],
      syntax: 'yaml',
    });
  }
  push(end);
  return segments;
}

function textSegment(span: Span, text: string): Segment {
  const raw = text.slice(span.start, span.end);
  const runs: [number, number, number][] = [];
  let decoded = '';
  // The indentation of a block's lines is not part of its text.
  for (const line of raw.matchAll(/[^\n]*(?:\n[ \t]*|$)/g)) {
    const shown = line[0].replace(/\n[ \t]*$/, '\n');
    if (shown.length === 0) continue;
    const at = span.start + line.index;
    runs.push([decoded.length, at, at + shown.length]);
    decoded += shown;
  }
  return runs.length > 1 ? { kind: 'text', span, text: decoded, runs } : { kind: 'text', span, text: raw };
}

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

/** Placeholders of `scriptsOf` under the names of the expressions that they stand for. */
export function withExpressions(prompt: Prompt): Prompt {
  const parts = prompt.parts.map((part) => ({
    ...part,
    segments: part.segments.map((segment) => {
      const expression =
        segment.kind === 'placeholder' ? /^\$\{\{\s*([\w.-]+)\s*\}\}$/.exec(segment.expression)?.[1] : undefined;
      return expression === undefined ? segment : { ...segment, path: expression };
    }),
  }));
  return { ...prompt, format: 'yaml', parts };
}
