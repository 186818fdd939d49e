import { isMap, isScalar, LineCounter, parseDocument, visit, type YAMLMap, type Node as YamlNode } from 'yaml';
import type { SourceDocument } from '../ports.ts';
import type { Part, Prompt, Segment } from '../prompt.ts';
import type { Span } from '../span.ts';

/** The action, its base, and forks under the same name. */
const action = /^[\w.-]+\/claude-code-(?:base-)?action@/;
/** Inputs of the action that hold text (claude-code-action v0 and v1). */
const inputs: Readonly<Record<string, Part['role']>> = {
  prompt: 'user',
  direct_prompt: 'user',
  override_prompt: 'user',
  custom_instructions: 'system',
  append_system_prompt: 'system',
  system_prompt: 'system',
};
export const maxSize = 300_000;

/** Steps of GitHub Actions workflows that run Claude: `uses: anthropics/claude-code-action@v1`. */
export function actionPrompts({ text }: SourceDocument): Prompt[] {
  if (!/\/claude-code-(?:base-)?action@/.test(text) || text.length > maxSize) return [];
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
  const add = (role: Part['role'], key: string, span: Span): void => {
    const segments = segmentsOf(span, text);
    if (segments.length > 0) parts.push({ role, kind: 'text', argument: `with.${key}`, span, segments });
  };
  for (const pair of isMap(given) ? given.items : []) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    if (!isScalar(pair.value) || typeof pair.value.value !== 'string') continue;
    const content = contentOf(pair.value, text);
    const role = inputs[key];
    if (role) add(role, key, content);
    else if (key === 'claude_args') for (const span of promptsIn(content, text)) add('system', key, span);
    else if (key === 'prompt_file') for (const span of writtenTo(pair.value.value, text)) add('user', key, span);
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

/** The texts of `--system-prompt` and `--append-system-prompt` in the arguments of the command line. */
const promptsIn = (content: Span, text: string): Span[] =>
  [...text.slice(content.start, content.end).matchAll(promptOptions)].map((match) => {
    const [option = '', value = ''] = match.slice(1);
    const quote = /^["']/.test(value) ? 1 : 0;
    const start = content.start + match.index + option.length + quote;
    return { start, end: start + value.length - 2 * quote };
  });

const promptOptions = /(--(?:append-)?system-prompt(?:=|\s+))("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']+)/g;

/** What a step of the same workflow writes to a file with a here-document. */
function writtenTo(path: string, text: string): Span[] {
  const name = path.replace(/[^\w/-]/g, '\\$&');
  const pattern = new RegExp(`(?:>|\\btee)\\s*["']?${name}["']?[^\\n]{0,40}<<-?\\s*["']?(\\w+)["']?[^\\n]*\\n`, 'g');
  const before = new RegExp(`<<-?\\s*["']?(\\w+)["']?\\s*>\\s*["']?${name}["']?[^\\n]*\\n`, 'g');
  return [...text.matchAll(pattern), ...text.matchAll(before)].flatMap((match) => {
    const start = match.index + match[0].length;
    const end = new RegExp(`\\n[ \\t]*${match[1]}[ \\t]*(?:\\r?\\n|$)`).exec(text.slice(start))?.index;
    return end === undefined ? [] : [{ start, end: start + end }];
  });
}

export const rangeOf = (node: YamlNode): Span => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });

/** The text of a scalar without its quotes or block header. */
export function contentOf(scalar: YamlNode, text: string): Span {
  const { start, end } = rangeOf(scalar);
  const header = /^[|>][^\n]*\n/.exec(text.slice(start, end))?.[0].length;
  if (header !== undefined)
    return { start: start + header + /^[ \t]*/.exec(text.slice(start + header, end))![0].length, end };
  return /^["']/.test(text[start] ?? '') ? { start: start + 1, end: end - 1 } : { start, end };
}

/** `${{ github.event.issue.body }}` are the values; the rest is text, its lines without their indentation. */
export function segmentsOf({ start, end }: Span, text: string): Segment[] {
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
