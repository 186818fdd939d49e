import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from 'yaml';
import type { DeclaredInput, Fact, ParseProblem, Prompt } from '../prompt.ts';
import type { Span } from '../span.ts';

/** The YAML block that a template opens with. Offsets are in the file. */
export interface FrontMatter {
  /** With both `---` lines. */
  readonly span: Span;
  /** The opening `---` line, where findings about the prompt as a whole stand. */
  readonly anchor: Span;
  readonly yaml: Span;
  readonly root: Node | null;
  readonly comments: readonly Span[];
  readonly problems: readonly ParseProblem[];
}

/** Deeper YAML is not read: its parser recurses. */
const deepestYaml = 100;

/** Continue's older prompt files open with the keys themselves, and close them with `---`; nothing of it is consumed. */
const preamble =
  /^(?=(?:name|description|version|temperature|maxTokens|model|schema):)(?=(?:[A-Za-z][\w-]{0,40}:[^\n]*\n|[ \t]+[^\n]*\n){1,30}---[ \t]*(?:\r?\n|$))/;

/** Reads `---` … `---` at the start of the text (after a byte order mark). Undefined when there is none. */
export function readFrontMatter(text: string): FrontMatter | undefined {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const opening =
    /^---[ \t]*(\r?\n|$)/.exec(text.slice(start, start + 200)) ?? preamble.exec(text.slice(start, start + 4_000));
  if (!opening) return undefined;
  const from = start + opening[0].length;
  const closing = /^---[ \t]*$/m;
  let line = from;
  for (;;) {
    if (line >= text.length) return undefined;
    const newline = text.indexOf('\n', line);
    const end = newline < 0 ? text.length : newline;
    if (closing.test(text.slice(line, end).replace(/\r$/, ''))) {
      const yaml = { start: from, end: line };
      const after = newline < 0 ? end : newline + 1;
      return { span: { start, end: after }, anchor: { start, end: start + 3 }, yaml, ...readYaml(text, yaml) };
    }
    if (newline < 0) return undefined;
    line = newline + 1;
  }
}

const notYaml = /^argument-hint:[^\r\n]*|^description:[ \t]+(?!["'|>])[^\r\n]*:[ \t][^\r\n]*/gm;

/** Parses a YAML block; node ranges are relative to it, `nodeSpan` makes file spans. Never throws. */
export function readYaml(text: string, block: Span): { root: Node | null; comments: Span[]; problems: ParseProblem[] } {
  // Claude Code writes `argument-hint: [a] [b]` and descriptions with a colon, which is no YAML, and reads them all the
  // same: blanked, so that the rest can be read.
  const source = text.slice(block.start, block.end).replace(notYaml, (line) => {
    const key = line.indexOf(':') + 1;
    return line.slice(0, key) + ' '.repeat(line.length - key);
  });
  const comments = yamlComments(source).map(({ start, end }) => ({
    start: start + block.start,
    end: end + block.start,
  }));
  if (nesting(source) > deepestYaml) {
    return {
      root: null,
      comments,
      problems: [{ span: block, message: 'This YAML is nested too deeply to be read: flatten it.' }],
    };
  }
  try {
    const document = parseDocument(source, {
      lineCounter: new LineCounter(),
      prettyErrors: false,
      logLevel: 'silent',
      uniqueKeys: false,
    });
    // The first mistake explains those behind it.
    const problems = document.errors.slice(0, 1).map((error) => ({
      span: {
        start: block.start + Math.min(error.pos[0], source.length),
        end: block.start + Math.min(error.pos[1], source.length),
      },
      message: `YAML: ${yamlReason(error.code)}`,
    }));
    return { root: document.contents as Node | null, comments, problems };
  } catch {
    return { root: null, comments, problems: [{ span: block, message: 'This YAML cannot be read.' }] };
  }
}

/** The parser's own messages quote the text; its codes do not. */
const yamlReason = (code: string) =>
  `${code.toLowerCase().replace(/_/g, ' ')}: check quotes, brackets and indentation.`;

function nesting(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of source) {
    if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth);
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
  }
  let indent = 0;
  for (const line of source.split('\n')) indent = Math.max(indent, /^[ -]*/.exec(line)![0].length);
  return Math.max(deepest, Math.floor(indent / 2));
}

/** `# …` at the start of a line or after a blank. Those inside quoted text do not matter: only directives are read from them. */
function yamlComments(source: string): Span[] {
  return [...source.matchAll(/(?:^|[ \t])(#[^\r\n]*)/gm)].map((match) => {
    const start = match.index + match[0].length - match[1]!.length;
    return { start, end: start + match[1]!.length };
  });
}

export const nodeSpan = (node: Node | null | undefined, base: number): Span | undefined =>
  node?.range ? { start: base + node.range[0], end: base + node.range[1] } : undefined;

/** Value at a path of keys. */
export function nodeAt(root: Node | null | undefined, ...keys: readonly string[]): Node | undefined {
  let node = root ?? undefined;
  for (const key of keys) {
    if (!isMap(node)) return undefined;
    node =
      (node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)?.value as Node | null) ??
      undefined;
  }
  return node;
}

export const stringAt = (root: Node | null | undefined, ...keys: readonly string[]): string | undefined => {
  const node = nodeAt(root, ...keys);
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
};

/** Key and value nodes of a map, in order. */
export function entries(node: Node | null | undefined): { key: string; keyNode: Node; value: Node | undefined }[] {
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) =>
    isScalar(pair.key)
      ? [{ key: String(pair.key.value), keyNode: pair.key as Node, value: (pair.value as Node | null) ?? undefined }]
      : [],
  );
}

export const items = (node: Node | null | undefined): Node[] => (isSeq(node) ? (node.items as Node[]) : []);

/** Keys under which a front matter names its use case. */
const useCaseKeys = [
  ['use_case'],
  ['use-case'],
  ['useCase'],
  ['privacy.use_case'],
  ['privacy', 'use_case'],
  ['prompt_privacy', 'use_case'],
  ['prompt-privacy', 'use_case'],
  ['prompt-privacy', 'use-case'],
  ['metadata', 'use_case'],
  ['ext', 'privacy', 'use_case'],
] as const;

export function useCaseOf(root: Node | null, base: number): Prompt['useCase'] {
  for (const keys of useCaseKeys) {
    const node = nodeAt(root, ...keys);
    const at = nodeSpan(node, base);
    if (isScalar(node) && typeof node.value === 'string' && at) return { id: node.value, span: at, by: 'front-matter' };
  }
  return undefined;
}

const modelKeys = [
  ['model'],
  ['model', 'id'],
  ['model', 'configuration', 'model'],
  ['model', 'configuration', 'azure_deployment'],
  ['model', 'parameters', 'model'],
] as const;

export function modelOf(root: Node | null, base: number): Fact<string> | undefined {
  for (const keys of modelKeys) {
    const node = nodeAt(root, ...keys);
    const at = nodeSpan(node, base);
    if (isScalar(node) && typeof node.value === 'string' && at) return { value: node.value, span: at, by: 'literal' };
  }
  return undefined;
}

/**
 * Declared inputs: Dotprompt `input.schema` (Picoschema `name?: string, description`), Prompty `inputs`,
 * LangChain `input_variables`, PromptL `parameters`, Claude Code `arguments`.
 */
export function inputsOf(root: Node | null, base: number): DeclaredInput[] {
  const found: DeclaredInput[] = [];
  for (const keys of [
    ['input', 'schema', 'properties'],
    ['input', 'schema'],
    ['inputs', 'properties'],
    ['inputs'],
    ['input_variables'],
    ['parameters'],
    ['arguments'],
  ]) {
    const node = nodeAt(root, ...keys);
    if (isScalar(node) && keys[0] === 'arguments') found.push(...namesIn(node, base));
    else if (isMap(node)) for (const entry of entries(node)) found.push(declared(entry, base));
    else
      for (const item of items(node)) {
        const name = isScalar(item) ? item : nodeAt(item, 'name');
        const at = nodeSpan(name, base);
        if (isScalar(name) && at)
          found.push({ name: String(name.value), span: at, ...description(nodeAt(item, 'description')) });
      }
    if (found.length > 0) break;
  }
  return found;
}

/** Claude Code takes `arguments: mrn question` as well as a list. */
function namesIn(node: Scalar, base: number): DeclaredInput[] {
  const at = nodeSpan(node, base);
  if (!at || typeof node.value !== 'string') return [];
  return [...node.value.matchAll(/[\w-]+/g)].map(({ 0: name, index }) => ({
    name,
    span: { start: at.start + index, end: Math.min(at.end, at.start + index + name.length) },
  }));
}

function declared(
  { key, keyNode, value }: { key: string; keyNode: Node; value: Node | undefined },
  base: number,
): DeclaredInput {
  const name = /^[^?(]*/.exec(key)![0];
  const at = nodeSpan(keyNode, base)!;
  const pico =
    isScalar(value) && typeof value.value === 'string' ? /^([^,]*)(?:,\s*([\s\S]*))?$/.exec(value.value) : null;
  const type = pico?.[1]?.trim() ?? stringAt(value, 'type');
  const text = pico?.[2] ?? stringAt(value, 'description');
  return {
    name,
    span: { start: at.start, end: at.start + Math.min(name.length, at.end - at.start) },
    ...(type ? { type } : {}),
    ...(text ? { description: text } : {}),
  };
}

const description = (node: Node | undefined) =>
  isScalar(node) && typeof node.value === 'string' ? { description: node.value } : {};
