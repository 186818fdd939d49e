import type { Role } from '../prompt.ts';
import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import { addBlock, isBlock } from './content-blocks.ts';
import { lastName } from './functions.ts';
import { itemsOf } from './items.ts';
import { messageOf, unblocked } from './message-constructors.ts';
import { addPart, type Parts, siteOf } from './parts.ts';
import { readingsOf } from './readings.ts';
import { resolveName } from './resolve.ts';
import { fieldsOf } from './structure.ts';
import { templated } from './templated.ts';
import { exprOf, type Value } from './value.ts';

const roles: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
};

export const roleOf = (name: string | undefined): Role =>
  roles[
    (name ?? 'user')
      .toLowerCase()
      .replace(/^.*[.:]/, '')
      .replace(/^(?:role|chatmessagetype)_?/, '')
  ] ?? 'user';

/** `system`, `instructions`: a string or text blocks. */
export function addSystem(parts: Parts, argument: string, value: Value, site: Span): undefined {
  addContent(parts, 'system', argument, value, site);
}

/** A list of messages, or a value that is one. */
export function addMessages(parts: Parts, argument: string, value: Value, site: Span): undefined {
  const here = siteOf(value, site);
  const inner = promptOf(value);
  if (inner) return addMessages(parts, argument, inner, here);
  const readings = mixed(value);
  if (readings) {
    for (const one of readings) addMessages(parts, argument, one, here);
    return;
  }
  const items = itemsOf(value);
  if (!items) {
    const single = messageOf(value);
    if (single) addMessage(parts, `${argument}[0]`, value, here);
    else addPart(parts, 'user', 'text', argument, value, here);
    return;
  }
  items.forEach((item, index) => {
    if (item.rest) addPart(parts, 'user', 'text', `${argument}[${index}]`, item.value, here);
    else addMessage(parts, `${argument}[${index}]`, item.value, here);
  });
}

/** The readings of a value that is a list in one and something else in another. */
function mixed(value: Value): readonly Value[] | undefined {
  const readings = readingsOf(value);
  if (readings.length < 2) return undefined;
  const lists = readings.filter((one) => exprOf(one).kind !== 'text' && itemsOf(one) !== undefined);
  return lists.length > 0 && lists.length < readings.length ? readings : undefined;
}

/** `new Prompt(messages, options)`, through names. */
function promptOf(value: Value): Value | undefined {
  const expr = exprOf(value);
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, value.frame);
    return bound && exprOf(bound).kind === 'call' ? promptOf(bound) : undefined;
  }
  if (expr.kind !== 'call' || !expr.args[0]) return undefined;
  const name = lastName(calleeText(value.frame.file, expr.callee));
  return name === 'Prompt' ? { operand: expr.args[0].value, frame: value.frame } : undefined;
}

export function addMessage(parts: Parts, argument: string, value: Value, site: Span): undefined {
  const here = siteOf(value, site);
  const readings = readingsOf(value);
  if (readings.length > 1) {
    for (const one of readings) addMessage(parts, argument, one, here);
    return;
  }
  const message = messageOf(value);
  // LiteLLM's `batch_completion(messages=[[message], [message]])`.
  if (!message && itemsOf(value)?.some((one) => messageOf(one.value))) return addMessages(parts, argument, value, here);
  // `client.prompt(new Prompt(messages))`
  const prompt = message?.content && promptOf(message.content);
  if (prompt) return addMessages(parts, argument.replace(/\[\d+\]$/, ''), prompt, here);
  if (!message) return addPart(parts, 'user', 'text', argument, value, here);
  if (message.content)
    addContent(parts, message.role, `${argument}.${message.key ?? 'content'}`, message.content, here);
  if (message.media) addMedia(parts, message.role, `${argument}.media`, message.media, here);
  for (const spread of message.rest ?? []) addPart(parts, message.role, 'text', argument, spread, here);
}

/** `new Media(type, new UrlResource(url))`: what the objects around it hold. */
function addMedia(parts: Parts, role: Role, argument: string, value: Value, site: Span): undefined {
  const items = itemsOf(value) ?? [{ value }];
  items.forEach((item, index) => {
    let held = item.value;
    for (let step = 0; step < 3; step++) {
      const expr = exprOf(held);
      const last = expr.kind === 'call' && expr.construct ? expr.args.at(-1) : undefined;
      if (!last) break;
      held = { operand: last.value, frame: held.frame };
    }
    addPart(parts, role, 'media', items.length > 1 ? `${argument}[${index}]` : argument, held, siteOf(held, site));
  });
}

/** Message content: a string, or blocks. */
export function addContent(parts: Parts, role: Role, argument: string, block: Value, site: Span): undefined {
  const given = unblocked(block);
  const value = templated(given) ?? given;
  const here = siteOf(value, site);
  const readings = mixed(value);
  if (readings) {
    for (const one of readings) addContent(parts, role, argument, one, here);
    return;
  }
  const expr = exprOf(value);
  const items = expr.kind === 'text' ? undefined : itemsOf(value);
  if (!items) {
    const fields = expr.kind === 'text' ? undefined : fieldsOf(value);
    if (fields && isBlock(fields)) return addBlock(parts, role, argument, value, here);
    return addPart(parts, role, role === 'tool' ? 'tool-result' : 'text', argument, value, here);
  }
  items.forEach((item, index) => {
    const path = isMade(item.value) ? argument : `${argument}[${index}]`;
    if (item.rest) addPart(parts, role, 'text', path, item.value, here);
    else addBlock(parts, role, path, item.value, here);
  });
}

/** Go makes blocks by functions: `NewUserMessage(NewTextBlock(a), NewTextBlock(b))` writes out no list of them. */
const isMade = (block: Value): boolean =>
  block.frame.file.language.id === 'go' && unblocked(block).operand !== block.operand;

/** Go's unions have one field for each member, of which one is set: `{OfText: &TextBlockParam{…}}`. */
export function memberOf(value: Value): Value {
  const entries = exprOf(value).kind === 'text' ? undefined : fieldsOf(value)?.entries;
  const [only] = entries?.size === 1 ? [...entries] : [];
  return only?.[0].startsWith('of_') ? only[1] : value;
}
