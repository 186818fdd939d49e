import type { Part } from '../prompt.ts';
import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import type { CallExpr, NameExpr, Piece, TextExpr } from './code.ts';
import { operandSpan } from './code-file.ts';
import { fill } from './format.ts';
import { lastName } from './functions.ts';
import { heldBy } from './held.ts';
import { type Item, itemsOf } from './items.ts';
import { literalOf } from './literal.ts';
import { type Message, messageOf } from './message-constructors.ts';
import { addContent, addMessage, addMessages } from './messages.ts';
import { addPart, type Parts, siteOf } from './parts.ts';
import { resolveName } from './resolve.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { canonical, type Fields, fieldsOf, keywordRecord } from './structure.ts';
import { deeper, exprOf, type Value } from './value.ts';

/** A prompt template of LangChain, alone or in a chain, with what the chain puts into it before the call does. */
interface Template {
  readonly kind: 'text' | 'chat';
  /** The text, or the list of messages. */
  readonly body: Value;
  /** Values by canonical name: of `partial(…)`, and of a step of the chain that makes the template's variables. */
  readonly given: ReadonlyMap<string, Value>;
}

/** The parts of a call of a chain that begins with a template, or of a model that is given a filled one; undefined for others. */
export function templateParts(call: CallExpr, request: Value, site: Span, syntax: string): Part[] | undefined {
  const parts: Parts = { list: [], syntax, site };
  const filled = filledTemplate(request);
  const { frame } = request;
  const callee = exprOf({ operand: call.callee, frame });
  const chain = callee.kind === 'member' ? templateOf({ operand: callee.object, frame }) : undefined;
  const template = filled?.template ?? chain;
  if (!template) return undefined;
  const lookup = lookupIn(template, filled ? filled.variables : request);
  if (template.kind === 'text') addPart(parts, 'user', 'text', 'input', filledText(template.body, lookup), site);
  else addTemplates(parts, template.body, lookup);
  return parts.list;
}

const steps =
  /^(?:pipe|bind|bindTools|bind_tools|withConfig|with_config|withRetry|with_retry|withStructuredOutput|with_structured_output|withFallbacks|with_fallbacks|partial)$/;

/** The first template of a chain, through names. */
function templateOf(value: Value): Template | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const here = { operand: value.operand, frame };
  const expr = exprOf(here);
  switch (expr.kind) {
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound && templateOf(bound);
    }
    case 'member': {
      const held = heldBy(here);
      return held && templateOf(held);
    }
    case 'typed':
      return templateOf({ operand: expr.value, frame });
    case 'choice':
      return firstOf(expr.branches.map((operand) => ({ operand, frame })));
    case 'list':
      return firstOf(expr.items.map((item) => ({ operand: item.value, frame })));
    case 'record': {
      // Python's `{"question": …} | prompt | model`, read as a merge of records.
      const found = firstOf(expr.entries.flatMap((one) => (one.spread ? [{ operand: one.value, frame }] : [])));
      return found && { ...found, given: new Map([...found.given, ...(fieldsOf(here)?.entries ?? [])]) };
    }
    case 'call':
      return madeBy(expr, here);
    default:
      return undefined;
  }
}

/** The first template among the steps of a chain; an object before it makes the template's variables. */
function firstOf(values: readonly Value[]): Template | undefined {
  let given = new Map<string, Value>();
  for (const value of values) {
    const found = templateOf(value);
    if (found) return { ...found, given: new Map([...given, ...found.given]) };
    if (exprOf(value).kind === 'record') given = new Map(fieldsOf(value)?.entries ?? []);
  }
  return undefined;
}

function madeBy(call: CallExpr, { frame }: Value): Template | undefined {
  const callee = calleeText(frame.file, call.callee);
  const name = lastName(callee);
  const first = call.args.find((one) => one.name === undefined);
  const argument = first && { operand: first.value, frame };
  const keywords = keywordRecord(call);
  const options = keywords ? fieldsOf({ operand: keywords, frame }) : argument && fieldsOf(argument);
  const made = (kind: Template['kind'], body: Value | undefined): Template | undefined =>
    body && { kind, body, given: new Map(fieldEntries(options, 'partial_variables')) };
  if (/(?:^|\.)\w*PromptTemplate\./.test(callee)) {
    const isChat = /Chat\w*PromptTemplate\./.test(callee);
    if (/^(?:from_?messages|fromPromptMessages)$/i.test(name))
      return made('chat', argument ?? options?.entries.get('messages'));
    if (/^from_?template$/i.test(name))
      return made(isChat ? 'chat' : 'text', argument ?? options?.entries.get('template'));
  }
  if (name === 'ChatPromptTemplate') return made('chat', options?.entries.get('messages') ?? argument);
  if (name === 'PromptTemplate') return made('text', options?.entries.get('template'));
  const written = exprOf({ operand: call.callee, frame });
  if (written.kind === 'member' && steps.test(name)) {
    const before = templateOf({ operand: written.object, frame });
    if (before && name === 'partial' && options)
      return { ...before, given: new Map([...before.given, ...options.entries]) };
    return (
      before ?? (name === 'pipe' && argument ? firstOf([{ operand: written.object, frame }, argument]) : undefined)
    );
  }
  if (/^(?:from|from_)$/.test(name) && /Sequence/.test(callee)) return argument && templateOf(argument);
  if (name === 'RunnableSequence') return firstOf(call.args.map((one) => ({ operand: one.value, frame })));
  const target = resolveFunction({ operand: call.callee, frame });
  const entered = target && enter(target.lambda, target.frame, call.args, frame);
  return entered ? firstOf(target!.lambda.results.map((operand) => ({ operand, frame: entered }))) : undefined;
}

const fieldEntries = (fields: Fields | undefined, key: string): ReadonlyMap<string, Value> => {
  const value = fields?.entries.get(key);
  return (value && fieldsOf(value)?.entries) ?? new Map();
};

const fillers = /^a?(?:invoke|format|format_?messages|format_?prompt|format_?prompt_?value)$/i;
const readings = /^(?:to_?messages|to_?string|to_?chat_?messages)$/i;

/** `prompt.format(x=…)`, `await prompt.invoke({ x })`, through names: the template and what fills it. */
function filledTemplate(value: Value): { readonly template: Template; readonly variables: Value } | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: value.operand, frame });
  if (expr.kind === 'typed') return filledTemplate({ operand: expr.value, frame });
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, frame);
    return bound && filledTemplate(bound);
  }
  const written = expr.kind === 'call' ? exprOf({ operand: expr.callee, frame }) : undefined;
  if (expr.kind !== 'call' || written?.kind !== 'member') return undefined;
  const object = { operand: written.object, frame };
  if (readings.test(written.name)) return filledTemplate(object);
  const template = fillers.test(written.name) ? templateOf(object) : undefined;
  const variables = keywordRecord(expr) ?? expr.args[0]?.value ?? { kind: 'record', span: expr.span, entries: [] };
  return template && { template, variables: { operand: variables, frame } };
}

type Lookup = (name: string) => Value | undefined;

/** The value of a template's variable: from the chain, else from what the call gives. */
function lookupIn({ given }: Template, request: Value): Lookup {
  const fields = fieldsOf(request);
  const isText = exprOf(request).kind === 'text';
  return (name) => {
    const key = canonical(name);
    const own = given.get(key);
    if (own) return passedOn(own, request);
    const known = fields?.entries.get(key);
    if (known || isText) return known ?? request;
    const holder = fields ? fields.spreads[0] : request;
    if (!holder) return undefined;
    const span = operandSpan(holder.operand);
    return {
      operand: { kind: 'member', span, object: holder.operand, name, nameSpan: span },
      frame: holder.frame,
    };
  };
}

/** A step's value: `new RunnablePassthrough()` hands on what the call gives, a function makes something of it. */
function passedOn(value: Value, request: Value): Value {
  const expr = exprOf(value);
  if (expr.kind === 'call' && /Passthrough$/.test(calleeText(value.frame.file, expr.callee))) return request;
  if (expr.kind !== 'lambda' || expr.results.length !== 1) return value;
  const entered = enter(expr, value.frame, [{ value: request.operand }], request.frame);
  return entered ? { operand: expr.results[0]!, frame: entered } : value;
}

/** The text of a template with values in the places of its variables; as it is, where it is no literal. */
function filledText(value: Value, lookup: Lookup): Value {
  const literal = literalText(value);
  if (!literal) return value;
  const { text, frame } = literal;
  const parameters = new Map(frame.parameters);
  const named = (name: string | undefined): NameExpr | undefined => {
    const found = name === undefined || name === '' ? undefined : lookup(name);
    if (!found) return undefined;
    const key = `{${name}}`;
    parameters.set(key, found);
    const span = found.frame.file === frame.file ? operandSpan(found.operand) : text.span;
    return { kind: 'name', span, name: name!, key };
  };
  return { operand: fill(text, named, text.span, 'brace'), frame: { ...frame, parameters, textual: new Map() } };
}

/** A text written in the program, through names, joins of texts and functions that only lay it out. */
function literalText(value: Value): { readonly text: TextExpr; readonly frame: Value['frame'] } | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: value.operand, frame });
  switch (expr.kind) {
    case 'text':
      return { text: expr, frame };
    case 'typed':
      return literalText({ operand: expr.value, frame });
    case 'join': {
      const pieces = expr.operands.flatMap((operand): Piece[] => {
        const one = literalText({ operand, frame });
        if (one && one.frame.file === frame.file) return [...one.text.pieces];
        return [{ kind: 'hole', span: operandSpan(operand), value: operand }];
      });
      return { text: { kind: 'text', span: expr.span, pieces }, frame };
    }
    case 'call': {
      const first = expr.args[0]?.value;
      if (/dedent|strip|trim/i.test(calleeText(frame.file, expr.callee)) && first)
        return literalText({ operand: first, frame });
      const target = resolveFunction({ operand: expr.callee, frame });
      const entered = target && enter(target.lambda, target.frame, expr.args, frame);
      const [only, ...others] = entered ? target!.lambda.results : [];
      return only && others.length === 0 ? literalText({ operand: only, frame: entered! }) : undefined;
    }
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound && literalText(bound);
    }
    case 'member': {
      const held = heldBy({ operand: value.operand, frame });
      return held && literalText(held);
    }
    default:
      return undefined;
  }
}

/** The messages of a chat template. */
function addTemplates(parts: Parts, body: Value, lookup: Lookup): void {
  const items = (exprOf(body).kind === 'text' ? undefined : itemsOf(body)) ?? [{ value: body }];
  let index = 0;
  for (const item of items) {
    const site = siteOf(item.value, parts.site);
    const history = item.rest ? undefined : placeheld(item);
    const value = history === undefined ? undefined : lookup(history);
    if (value) {
      const messages = itemsOf(value) ?? [{ value, rest: true }];
      for (const one of messages) {
        if (one.rest) addMessages(parts, `input[${index++}]`, one.value, siteOf(one.value, site));
        else addMessage(parts, `input[${index++}]`, one.value, siteOf(one.value, site));
      }
    } else if (history === undefined) {
      const path = `input[${index++}]`;
      const message = item.rest ? undefined : templateMessage(item.value);
      if (message?.content)
        addContent(parts, message.role, `${path}.content`, filledText(message.content, lookup), site);
      else addPart(parts, 'user', 'text', item.rest ? path : `${path}.content`, filledText(item.value, lookup), site);
    }
  }
}

/** A message whose content is a template; messages that are no templates are taken as they are. */
function templateMessage(value: Value): Message | undefined {
  const message = messageOf(value);
  const content = message?.content && exprOf(message.content);
  // `HumanMessagePromptTemplate(prompt=PromptTemplate(…))`.
  if (content?.kind !== 'call' || !message?.content) return message;
  const inner = templateOf(message.content);
  return inner?.kind === 'text' ? { ...message, content: inner.body } : message;
}

/** The variable of `new MessagesPlaceholder('history')` or `['placeholder', '{history}']`. */
function placeheld({ value }: Item): string | undefined {
  const expr = exprOf(value);
  if (expr.kind === 'call') {
    if (lastName(calleeText(value.frame.file, expr.callee)) !== 'MessagesPlaceholder') return undefined;
    const named = keywordRecord(expr) ?? expr.args[0]?.value;
    if (!named) return undefined;
    const given = { operand: named, frame: value.frame };
    return literalOf(fieldsOf(given)?.entries.get('variable_name') ?? given)?.text;
  }
  if (expr.kind !== 'list' || expr.items.length !== 2) return undefined;
  const [role, content] = expr.items.map((item) => literalOf({ operand: item.value, frame: value.frame })?.text);
  return role === 'placeholder' ? content?.replace(/[{}]/g, '') : undefined;
}
