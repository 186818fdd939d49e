import type { Prompt } from '../prompt.ts';
import { type Chain, chainOf } from './callee.ts';
import type { CallShape, Sdk } from './catalogue/entry.ts';
import { familyOf, sdksOf } from './catalogue/index.ts';
import type { CallExpr } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import { literalOf } from './literal.ts';
import { type Receiver, receiverOf } from './receiver.ts';
import { fieldsOf, keywordRecord } from './structure.ts';
import { frameOf, type Value } from './value.ts';

/** A call that sends a prompt to Claude, or looks like it. */
export interface Found {
  readonly call: CallExpr;
  readonly shape: CallShape;
  readonly sdk: Sdk;
  readonly receiver: Receiver;
  readonly confidence: Prompt['confidence'];
  /** The receiver's expression; undefined for plain functions. */
  readonly on?: Value;
  readonly request?: Value;
  readonly calleeSpan: { readonly start: number; readonly end: number };
}

/** Nothing of these: no SDK, nothing to parse. Deliberately wide; it only has to be cheap. */
const anySdk = /anthropic|claude|messages|bedrock/i;

export const mayHoldCalls = (text: string, extra: readonly string[]): boolean =>
  anySdk.test(text) || extra.some((name) => text.includes(name));

/** All calls of the catalogue in a file, in order of position. */
export function findCalls(file: CodeFile): Found[] {
  const family = familyOf[file.languageId];
  if (!family) return [];
  const sdks = sdksOf(family);
  const found = new Map<number, Found>();
  for (const { node, name } of candidates(file, sdks)) {
    const expr = lower(file, node);
    if (expr.kind !== 'call' || found.has(expr.span.start * 4 + expr.args.length)) continue;
    const chain = chainOf(file, expr.callee);
    for (const sdk of sdks) {
      const match = sdk.calls.find((shape) => lastOf(shape.callee) === name && endsWith(chain, shape.callee));
      const one = match && judge(file, expr, chain, match, sdk);
      if (!one) continue;
      found.set(expr.span.start * 4 + expr.args.length, one);
      break;
    }
  }
  return [...found.values()].sort((a, b) => a.call.span.start - b.call.span.start || b.call.span.end - a.call.span.end);
}

const lastOf = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** Call nodes whose callee ends in one of the catalogue's names: found in the text, so that no tree is walked. */
function candidates(
  file: CodeFile,
  sdks: readonly Sdk[],
): { node: NonNullable<ReturnType<typeof file.root.descendantForIndex>>; name: string }[] {
  const names = new Set(sdks.flatMap(({ calls }) => calls.map(({ callee }) => lastOf(callee))));
  const pattern = new RegExp(`(?<![\\w$])(?:${[...names].join('|')})(?=\\s*(?:<[^()\\n]{0,80}>)?\\s*[?.]*[({])`, 'g');
  const result = [];
  for (const match of file.text.matchAll(pattern)) {
    let node = file.root.descendantForIndex(match.index, match.index + match[0].length);
    for (let step = 0; node && step < 4 && !file.language.nodes.calls.has(node.type); step++) node = node.parent;
    if (node && file.language.nodes.calls.has(node.type)) result.push({ node, name: match[0] });
  }
  return result;
}

/** Whether a chain ends in the names of a callee; calls on the way (`client.messages().create`) are passed over. */
function endsWith(chain: Chain, callee: string): boolean {
  const wanted = callee.split('.');
  const names = chain.names.filter((name) => name !== '()');
  if (names.length < wanted.length) return false;
  return wanted.every((name, index) => names[names.length - wanted.length + index] === name);
}

/** The operand that the callee's names are called on. */
function receiverIn(chain: Chain, callee: string) {
  let left = callee.split('.').length;
  for (let index = chain.names.length - 1; index >= 0; index--) {
    if (chain.names[index] !== '()') left--;
    if (left < 0) return chain.prefixes[index];
  }
  return undefined;
}

/** Names before `messages.create` by which another vendor is known. */
const otherVendor =
  /^(?:twilio|openai|threads|mailgun|messagebird|plivo|telnyx|sms|slack|discord|conversations|channel|chat|whatsapp|mailer|gmail|users|account|api|groq|mistral|cohere|gemini|pinpoint|mandrill|sendgrid|stripe|sinch|vonage)$/i;

function judge(file: CodeFile, call: CallExpr, chain: Chain, shape: CallShape, sdk: Sdk): Found | undefined {
  const frame = frameOf(file);
  const operand = receiverIn(chain, shape.callee);
  const on = operand && { operand, frame };
  const receiver: Receiver = on ? receiverOf(on) : receiverOf({ operand: call.callee, frame });
  const keywords = keywordRecord(call);
  const positional = call.args.filter(({ name, spread }) => name === undefined && spread !== 'record');
  const argument = positional[shape.argument ?? 0] ?? positional[0];
  const request: Value | undefined = keywords
    ? { operand: keywords, frame }
    : argument && { operand: argument.value, frame };
  const calleeSpan = { start: call.span.start, end: Math.max(call.span.start, endOfCallee(file, call)) };
  const result = (confidence: Prompt['confidence']): Found => ({
    call,
    shape,
    sdk,
    receiver,
    confidence,
    ...(on ? { on } : {}),
    ...(request ? { request } : {}),
    calleeSpan,
  });
  if (receiver.kind === 'client' || receiver.kind === 'package') {
    if (!request) return undefined;
    return receiver.sdk.family === sdk.family ? result('certain') : undefined;
  }
  if (shape.strict || !request) return undefined;
  return judgeByArguments(file, chain, request, receiver, result);
}

function endOfCallee(file: CodeFile, call: CallExpr): number {
  const callee = lower(file, call.callee);
  return callee.span.end;
}

/** An unknown receiver: the shape of the arguments decides. See `otherVendor` for the look-alikes. */
function judgeByArguments(
  file: CodeFile,
  chain: Chain,
  request: Value,
  receiver: Receiver,
  result: (confidence: Prompt['confidence']) => Found,
): Found | undefined {
  const before = chain.names.slice(0, -2);
  if (before.some((name) => otherVendor.test(name))) return undefined;
  const namedClaude = before.some((name) => /anthropic|claude/i.test(name));
  const fields = fieldsOf(request);
  const mentions = /anthropic|claude/i.test(file.text);
  if (!fields) {
    if (receiver.kind === 'other') return undefined;
    return namedClaude ? result('likely') : mentions ? result('possible') : undefined;
  }
  const { entries, spreads } = fields;
  if (entries.has('to') || entries.has('from') || entries.has('body') || entries.has('thread_id')) return undefined;
  const model = literalOf(entries.get('model'));
  const isMessages = entries.has('messages') || entries.has('requests');
  if (model && model.by !== 'environment' && !/claude|anthropic/i.test(model.text)) {
    return namedClaude && isMessages ? result('likely') : undefined;
  }
  if (model && /claude|anthropic/i.test(model.text))
    return isMessages || spreads.length > 0 ? result('likely') : undefined;
  if (receiver.kind === 'other' && !namedClaude) return undefined;
  if (isMessages && entries.has('max_tokens')) return result(namedClaude || mentions ? 'likely' : 'possible');
  if (isMessages || spreads.length > 0)
    return namedClaude ? result('likely') : mentions ? result('possible') : undefined;
  return undefined;
}
