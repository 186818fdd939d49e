import type { FlowStep, Part, PlaceholderSegment, Prompt } from '../prompt.ts';
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
export function wrapperOf(file: CodeFile, prompt: Prompt): Wrapper | undefined {
  for (const part of prompt.parts) {
    const only = wholeValue(part);
    const read = only && readOf(only, file.uri);
    if (!read) continue;
    const owner = enclosingAt(file, read.span.start);
    if (!owner || !contains(owner.span, prompt.span)) continue;
    const place = { uri: file.uri, span: owner.span, call: prompt.span };
    // `function createAsk(options) { return async (prompt) => … }`: the name of the inner one is not seen outside.
    const isReturned = /(?:\breturn|=>)\s*$/.test(
      file.text.slice(Math.max(0, owner.span.start - 40), owner.span.start),
    );
    const factory = isReturned ? enclosingAt(file, owner.span.start - 1) : undefined;
    if (factory?.name && contains(factory.span, owner.span)) return { name: factory.name, returned: true, ...place };
    if (owner.name && !isReturned) return { name: owner.name, ...place };
  }
  return undefined;
}

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
