import type { FlowStep, Part, PlaceholderSegment, Prompt, RequestFacts } from '../prompt.ts';
import { contains, type Span } from '../span.ts';
import type { CodeFile } from './code-file.ts';
import { enclosingAt } from './surroundings.ts';

/**
 * A function that hands what it is given to Claude: `ask(prompt)`, `llm.complete({ system, prompt })`. Most programs
 * have one, and build their prompts where they call it.
 */
export interface Wrapper {
  readonly name: string;
  /** `name` is a function that returns this one. */
  readonly returned?: true;
  readonly uri: string;
  /** The whole function. */
  readonly span: Span;
  /** The call in it that sends the prompt. */
  readonly call: Span;
}

const carrying: ReadonlySet<Part['kind']> = new Set(['text', 'document', 'tool-result']);
/** Members of a bag of options that hold a prompt. */
const promptMember =
  /^(?:system|system_?prompt|prompts?|user_?prompt|messages?|contents?|text|input|query|question|instructions?|user|history)$/i;
/** Types of parameters that are messages or options, and no record of the business. */
const promptType =
  /(?:message|prompt|content|param|parameter|option|request|args|input|config|props|body|turn|history)s?(?:\[\])?$/i;

/** The function around a call whose prompt is, in one part at least, exactly what the function is given. */
export const wrapperOf = (file: CodeFile, prompt: Prompt): Wrapper | undefined => handed(file, prompt)[0]?.wrapper;

/** Paths of the values that a function hands on: what they hold is said where the function is called. */
export const handedOn = (file: CodeFile, prompt: Prompt): string[] =>
  handed(file, prompt).flatMap(({ path }) => path ?? []);

function handed(file: CodeFile, prompt: Prompt): { readonly path: string | null; readonly wrapper: Wrapper }[] {
  return prompt.parts.flatMap((part) => {
    const only = wholeValue(part);
    const read = only && readOf(only, file.uri);
    const owner = read && enclosingAt(file, read.span.start);
    if (!owner || !contains(owner.span, prompt.span)) return [];
    const named = nameOf(file, owner);
    return named
      ? [{ path: only.path, wrapper: { ...named, uri: file.uri, span: owner.span, call: prompt.span } }]
      : [];
  });
}

/** The name by which a function is known outside: its own, or that of the function which returns it. */
function nameOf(file: CodeFile, owner: Enclosing): Pick<Wrapper, 'name' | 'returned'> | undefined {
  const before = file.text.slice(Math.max(0, owner.span.start - 40), owner.span.start);
  if (!/(?:\breturn|=>)\s*$/.test(before)) return owner.name ? { name: owner.name } : undefined;
  // `function createAsk(options) { return async (prompt) => … }`: the name of the inner one is not seen outside.
  const factory = enclosingAt(file, owner.span.start - 1);
  return factory?.name && contains(factory.span, owner.span) ? { name: factory.name, returned: true } : undefined;
}

type Enclosing = NonNullable<RequestFacts['enclosing']>;

/** The value that a part consists of: a text with a value in it is the function's own prompt. */
function wholeValue({ kind, segments }: Part): PlaceholderSegment | undefined {
  if (!carrying.has(kind)) return undefined;
  const told = segments.filter((one) => one.kind === 'placeholder' || one.text.trim() !== '');
  const [only] = told;
  return told.length === 1 && only?.kind === 'placeholder' && isPrompt(only) ? only : undefined;
}

function isPrompt({ path, typeName }: PlaceholderSegment): boolean {
  const [root, ...members] = (path ?? '').replaceAll('[]', '').split('.');
  if (!root) return path === null;
  if (typeName !== undefined && !promptType.test(typeName)) return false;
  return members.every((member) => promptMember.test(member));
}

const readOf = ({ flow }: PlaceholderSegment, uri: string): FlowStep | undefined =>
  flow?.find((step) => step.source?.kind === 'parameter' && (step.uri ?? uri) === uri);
