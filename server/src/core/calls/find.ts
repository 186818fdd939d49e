import type { Prompt } from '../prompt.ts';
import { type Chain, chainOf } from './callee.ts';
import type { CallShape, Sdk } from './catalogue/entry.ts';
import { familyOf, sdksOf } from './catalogue/index.ts';
import type { CallExpr } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import { literalOf } from './literal.ts';
import { modelKind } from './models.ts';
import { type Receiver, receiverOf } from './receiver.ts';
import { fieldsOf, keywordRecord } from './structure.ts';
import { textOf } from './text.ts';
import { exprOf, type Frame, frameOf, type Value } from './value.ts';

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
      const shapes = sdk.calls.filter((shape) => lastOf(shape.callee) === name && endsWith(chain, shape.callee));
      let one: Found | undefined;
      for (const shape of shapes) one ??= judge(file, expr, chain, shape, sdk);
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
  const request = requestOf(call, shape, frame);
  if (!request) return undefined;
  const receiver: Receiver = on ? receiverOf(on) : receiverOf({ operand: call.callee, frame });
  const calleeSpan = { start: call.span.start, end: Math.max(call.span.start, lower(file, call.callee).span.end) };
  const result = (confidence: Prompt['confidence']): Found => ({
    call,
    shape,
    sdk,
    receiver,
    confidence,
    ...(on ? { on } : {}),
    request,
    calleeSpan,
  });
  if (shape.api === 'http.messages') return isClaudeUrl(call, frame) ? result('certain') : undefined;
  if (receiver.kind === 'client' || receiver.kind === 'package') {
    if (receiver.sdk.id !== sdk.id) return undefined;
    // A function is called by the name under which the package exports it.
    if (receiver.kind === 'package' && !on && receiver.name !== lastOf(shape.callee)) return undefined;
    if (!shape.anyModel && !(receiver.kind === 'client' && receiver.client.anyModel)) return result('certain');
    return byModel(receiver, request, shape, result);
  }
  if (shape.strict) return undefined;
  return shape.anyModel
    ? judgeByModel(request, chain, result)
    : judgeByArguments(file, chain, request, receiver, result);
}

/** The value that holds the request: keyword arguments together, else the positional argument of the shape. */
function requestOf(call: CallExpr, shape: CallShape, frame: Frame): Value | undefined {
  const keywords = keywordRecord(call);
  const positional = call.args.filter(({ name, spread }) => name === undefined && spread !== 'record');
  const argument = positional[shape.argument ?? 0];
  const text = shape.request === 'text' || shape.request === 'input';
  if (argument && (text || !keywords)) return { operand: argument.value, frame };
  return keywords && { operand: keywords, frame };
}

/** A client that serves several vendors: the model is named by the call, or by the client's construction. */
function byModel(
  receiver: Receiver,
  request: Value,
  shape: CallShape,
  result: (confidence: Prompt['confidence']) => Found,
): Found | undefined {
  const construction = receiver.kind === 'client' && receiver.construction ? exprOf(receiver.construction) : undefined;
  const frame = receiver.kind === 'client' ? receiver.construction?.frame : undefined;
  const options =
    construction?.kind === 'call' && frame
      ? construction.args.map((argument) => ({ operand: argument.value, frame }))
      : [];
  const keywords = construction?.kind === 'call' && frame && keywordRecord(construction);
  const made = keywords ? fieldsOf({ operand: keywords, frame }) : options[0] && fieldsOf(options[0]);
  const named = (fields: ReturnType<typeof fieldsOf>) =>
    ['model', 'model_id', 'model_name', 'modelId'].map((key) => fields?.entries.get(key)).find(Boolean);
  const positional = construction?.kind === 'call' && construction.args[0]?.name === undefined ? options[0] : undefined;
  if (receiver.kind === 'client' && receiver.client.name === 'client') {
    if (literalOf(options[0])?.text.includes('bedrock') === false) return undefined;
  }
  const kinds = [
    named(fieldsOf(request)),
    named(made),
    receiver.kind === 'client' && receiver.client.name !== 'client' ? positional : undefined,
  ].map(modelKind);
  if (kinds.includes('claude')) return result('certain');
  const baseUrl = literalOf(made?.entries.get('base_url') ?? made?.entries.get('base_ur_l'))?.text;
  if (baseUrl?.includes('anthropic')) return result('certain');
  if (
    kinds.includes('other') ||
    receiver.kind === 'unknown' ||
    receiver.kind === 'other' ||
    receiver.sdk.id === 'openai'
  )
    return undefined;
  void shape;
  return result('possible');
}

/** `converse(…)` on a client of unknown origin. */
function judgeByModel(
  request: Value,
  chain: Chain,
  result: (confidence: Prompt['confidence']) => Found,
): Found | undefined {
  const fields = fieldsOf(request);
  const model = fields?.entries.get('model_id');
  if (!model) return undefined;
  const kind = modelKind(model);
  if (kind === 'claude') return result('certain');
  return kind === 'unknown' && chain.names.some((name) => /bedrock|runtime/i.test(name))
    ? result('possible')
    : undefined;
}

/** An HTTP call whose URL or headers say that it goes to the Messages API. The header pair is the better signal. */
function isClaudeUrl(call: CallExpr, frame: Frame): boolean {
  const values = call.args.map((argument) => ({ operand: argument.value, frame }));
  const urls = values.flatMap((value, index) => {
    const fields = call.args[index]!.name === undefined ? fieldsOf(value) : undefined;
    return [value, ...['url', 'uri', 'base_url'].flatMap((key) => fields?.entries.get(key) ?? [])];
  });
  const texts = urls.map((value) => urlText(value));
  if (
    texts.some((text) =>
      /anthropic\.com\/v1\/(?:messages|complete)(?!\/batches\/)|aws-external-anthropic[^/]*\/v1\/messages/.test(text),
    )
  )
    return true;
  if (texts.some((text) => /\/(?:v1\/(?:models|files|skills|organizations)|api)\b/.test(text))) return false;
  const headers = values.flatMap((value, index) =>
    call.args[index]!.name === 'headers' ? [value] : (fieldsOf(value)?.entries.get('headers') ?? []),
  );
  return headers.some((value) => {
    const fields = fieldsOf(value);
    return (
      fields !== undefined &&
      [...fields.entries.keys()].some((key) => key.toLowerCase() === 'anthropic-version' || key === 'anthropic_version')
    );
  });
}

/** A URL as far as it is known: literals, constants and templates of both. */
function urlText(value: Value): string {
  return textOf(value, { start: 0, end: 0 }, '')
    .map((segment) => (segment.kind === 'text' ? segment.text : '\u2026'))
    .join('')
    .slice(0, 400);
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
