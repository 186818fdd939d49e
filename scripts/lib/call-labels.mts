import { readFileSync } from 'node:fs';
import type { Prompt } from '../../server/src/core/prompt.ts';

/** Every call to Claude in one file of a public repository, found by reading it. Facts about the code, none of its text. */
export interface LabelledFile {
  /** `owner/name` on GitHub. */
  readonly repo: string;
  readonly commit: string;
  readonly path: string;
  /** Which sample of projects it belongs to, where not to the first ones: what was measured on each, and when, is in docs/calls.md. */
  readonly sample?: number;
  /** All of them; empty for a file that only looks as if it called Claude. */
  readonly calls: readonly LabelledCall[];
}

export interface LabelledCall {
  /** Of the call expression, from 1. */
  readonly line: number;
  /** What is called, in a word or two, for people: `messages.create`. Not compared. */
  readonly api: string;
  /**
   * Paths in the request that carry prompt text, as `inspect` prints them; indexes are left out: `messages[].content`.
   * As deep as the file writes the structure out; where a value comes in whole, its path ends: `messages` for a
   * parameter, `messages[]` for `...history`. `a|b`: either reading is right.
   */
  readonly arguments: readonly string[];
  /** Expressions that reach the prompt and whose source this file shows, as written or as their source path; `a|b`: either spelling. */
  readonly values: readonly string[];
  /** The model is chosen at run time and may be Claude. */
  readonly runtime?: boolean;
  /** Whether this is a call can be argued either way: neither a miss nor an alarm. */
  readonly optional?: boolean;
}

/** The labels of a JSON Lines file. Throws with file and line where one is not of this shape. */
export function readLabels(file: string): LabelledFile[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [labelled(line, `${file}:${index + 1}`)]));
}

function labelled(line: string, where: string): LabelledFile {
  const value = JSON.parse(line) as LabelledFile;
  const strings = (list: unknown) => Array.isArray(list) && list.every((one) => typeof one === 'string');
  const problem =
    !/^[\w.-]+\/[\w.-]+$/.test(value.repo) || !/^[0-9a-f]{40}$/.test(value.commit) || !value.path
      ? 'needs repo (owner/name), commit (40 hex digits) and path'
      : !Array.isArray(value.calls)
        ? 'needs calls, empty where there are none'
        : value.calls.some((call) => !(call.line > 0) || !strings(call.arguments) || !strings(call.values))
          ? 'has a call without line, arguments or values'
          : undefined;
  if (problem) throw new Error(`${where} ${problem}.`);
  return value;
}

/** Projects are split in two by their name, so that one half can be looked at while the other stays unseen. */
export function halfOf(repo: string): 1 | 2 {
  let hash = 0x811c9dc5;
  for (const character of repo.toLowerCase()) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return ((hash >>> 16) & 1) === 0 ? 1 : 2;
}

/** A prompt that was found, with the lines of its call expression. */
export interface FoundCall {
  readonly prompt: Prompt;
  readonly line: number;
  readonly endLine: number;
}

export interface Matched {
  readonly pairs: readonly { readonly label: LabelledCall; readonly found: FoundCall }[];
  readonly missed: readonly LabelledCall[];
  readonly alarms: readonly FoundCall[];
}

/** Pairs labels and findings one to one, the nearest beginnings first. */
export function matchCalls(labels: readonly LabelledCall[], found: readonly FoundCall[]): Matched {
  const near = labels
    .flatMap((label) =>
      found
        .filter(({ line, endLine }) => label.line >= line - 1 && label.line <= endLine + 1)
        .map((one) => ({ label, found: one, distance: Math.abs(one.line - label.line) })),
    )
    .sort((a, b) => a.distance - b.distance);
  const pairs: { label: LabelledCall; found: FoundCall }[] = [];
  for (const { label, found: one } of near) {
    if (!pairs.some((pair) => pair.label === label || pair.found === one)) pairs.push({ label, found: one });
  }
  return {
    pairs: pairs.filter(({ label }) => !label.optional),
    missed: labels.filter((label) => !label.optional && !pairs.some((pair) => pair.label === label)),
    alarms: found.filter((one) => !pairs.some((pair) => pair.found === one)),
  };
}

/** Indexes are left out, and `systemPrompt` is the key that `inspect` prints as `system_prompt`. */
const canonical = (path: string): string =>
  path
    .replace(/\[\d+\]/g, '[]')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .trim();

/** Tools' descriptions, schemas and stop sequences: only compared where a label names them, and then as a whole. */
const schemas = /^(body\.)?(tools|tool_config|output_config|output_format|response_format|schema|stop_sequences)\b.*/;
const whole = (path: string): string => canonical(path).replace(schemas, (_, body = '', head: string) => body + head);

export interface Difference {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/** Labelled argument paths against those of the prompt, as sets. */
export function compareArguments(label: LabelledCall, { prompt }: FoundCall): Difference {
  const readings = label.arguments.map((path) => path.split('|').map(whole));
  const seen = new Set(prompt.parts.flatMap(({ argument }) => (argument ? [whole(argument)] : [])));
  const wanted = new Set(readings.flat());
  return {
    missing: readings.filter((paths) => !paths.some((path) => seen.has(path))).map((paths) => paths.join('|')),
    extra: [...seen].filter((path) => !wanted.has(path) && !schemas.test(path)),
  };
}

/** Labelled values against the placeholders of the prompt, wherever in it they are. */
export function compareValues(label: LabelledCall, { prompt }: FoundCall): Difference {
  const seen = prompt.parts
    .flatMap(({ segments }) => segments)
    .flatMap((segment) => (segment.kind === 'placeholder' ? [segment] : []))
    .map(({ expression, path }) => ({ expression, forms: formsOf(expression, path ?? expression) }));
  const wanted = label.values.map((value) => ({ value, forms: formsOf(...value.split(/(?<!\|)\|(?!\|)/)) }));
  const same = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some((form) => b.has(form));
  return {
    missing: wanted.filter((one) => !seen.some(({ forms }) => same(one.forms, forms))).map(({ value }) => value),
    extra: [
      ...new Set(
        seen.filter((one) => !wanted.some(({ forms }) => same(one.forms, forms))).map(({ expression }) => expression),
      ),
    ],
  };
}

/** Spellings under which a value is the same: as written, and without the functions that it goes through. */
const formsOf = (...expressions: readonly string[]): ReadonlySet<string> =>
  new Set(expressions.map(normal).flatMap((one) => [one, ...bare(one)]));

/** One spelling for `a?.b!['c'][0]`, `a->b`, `$a`, the shell's `"$a"` and `await a`. */
const normal = (expression: string): string =>
  expression
    .replace(/^"(\$[^"]*)"$/, '$1')
    .replace(/^await\s+/, '')
    .replace(/\s+/g, '')
    .replace(/\?\.(?=[[(])/g, '')
    .replace(/[?!]*(?:\.|->|::)/g, '.')
    .replace(/!+$/, '')
    .replace(/\[(['"])([\w$-]+)\1\]/g, '.$2')
    .replace(/\[[\w$+-]*\]/g, '[]')
    .replace(/^[&*$@]+/, '')
    .replace(/^(?:this|self|Self)\./, '');

/** What `f(a.b).trim()` may be about: `a.b`, and `schema` as well as `x` in `schema.parse(x)`. */
function bare(expression: string): string[] {
  const method = /^([\w$.[\]]+)\.[\w$]+\([^()]*\)$/.exec(expression)?.[1];
  const argument = /^(?:new)?[\w$.]+\(([\w$.[\]]+)(?:,[^()]*)?\)$/.exec(expression)?.[1];
  return [method, argument].flatMap((inner) => (inner && inner !== expression ? [inner, ...bare(inner)] : []));
}
