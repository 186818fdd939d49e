import type { Prompt } from '../prompt.ts';
import { calledAs } from './called-objects.ts';
import type { Chain } from './callee.ts';
import type { CallShape, Sdk } from './catalogue/entry.ts';
import type { Receiver } from './client-types.ts';
import type { CallExpr } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import { commandLineOf } from './command-line.ts';
import { agentOf, configuredModel } from './configured.ts';
import type { Found } from './find.ts';
import { isMessagesPath, judgeHttp } from './http.ts';
import { blockAround } from './http-block.ts';
import { bodyOf } from './http-body.ts';
import { isAsked } from './http-chain.ts';
import { byModel, judgeByModel, mentionsClaude, positionalAt } from './judge-model.ts';
import { isCalledObject, isGivenModel, saysSomething } from './judge-python.ts';
import { literalOf } from './literal.ts';
import { modelKind } from './models.ts';
import { receiverOf } from './receiver.ts';
import { fluentRequest, requestOf } from './request-argument.ts';
import { resolveName } from './resolve.ts';
import { resolveFunction } from './resolve-function.ts';
import { senderOf } from './sender.ts';
import { fieldsOf } from './structure.ts';
import { exprOf, type Frame, newBudget, type Value } from './value.ts';

/** The last name of a callee: `create` of `messages.create`. */
export const lastOf = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** Whether a chain ends in the names of a callee; calls on the way (`client.messages().create`) are passed over. */
export function endsWith(chain: Chain, callee: string): boolean {
  const wanted = callee.split('.');
  const names = chain.names.filter((name) => name !== '()');
  if (names.length < wanted.length) return false;
  return wanted.every((name, index) => names[names.length - wanted.length + index] === name);
}

/** The operand that the callee's names are called on; `withCall`: what a call gives, and not the function. */
function receiverIn(chain: Chain, callee: string, withCall: boolean) {
  let left = callee.split('.').length;
  for (let index = chain.names.length - 1; index >= 0; index--) {
    if (chain.names[index] !== '()') left--;
    if (left < 0) return chain.prefixes[withCall && chain.names[index + 1] === '()' ? index + 1 : index];
  }
  return undefined;
}

/** Names before `messages.create` by which another vendor is known. */
const otherVendor =
  /^(?:twilio|openai|threads|mailgun|messagebird|plivo|telnyx|sms|slack|discord|conversations|channel|chat|whatsapp|mailer|gmail|users|account|api|groq|mistral|cohere|gemini|pinpoint|mandrill|sendgrid|stripe|sinch|vonage)$/i;

/** Whether a call with the right name is one: first by what its receiver is, then by the shape of its arguments. */
export function judge(
  file: CodeFile,
  call: CallExpr,
  chain: Chain,
  shape: CallShape,
  sdk: Sdk,
  frame: Frame,
): Found | undefined {
  const operand = receiverIn(
    chain,
    shape.callee,
    /^(?:script|ruby|python|php|csharp|java|kotlin)$/.test(file.language.id),
  );
  // What a client is made of may lead far through a program: it must not take what the request needs.
  const made = { ...frame, budget: newBudget() };
  const on = operand && { operand, frame: made };
  if (shape.fluent && !chain.names.includes(shape.fluent)) return undefined;
  const request =
    shape.request === 'http'
      ? bodyOf(file, call, frame)
      : (requestOf(call, shape, frame) ?? fluentRequest(file, call, shape, frame));
  if (!request) return undefined;
  if (!on && ownMethods.test(file.language.id) && resolveFunction({ operand: call.callee, frame })) return undefined;
  if (shape.strict && on && isImportedClass(on, file)) return undefined;
  const object = receiverFor(file, call, on ?? { operand: call.callee, frame: made }, shape, sdk);
  if (shape.callee === calledAs && !isCalledObject(object, on, call, frame)) return undefined;
  const agent = object.kind === 'unknown' ? undefined : agentOf(call, shape, object, made);
  const receiver = agent ?? object;
  const calleeSpan = { start: call.span.start, end: Math.max(call.span.start, lower(file, call.callee).span.end) };
  const result = (confidence: Prompt['confidence']): Found => ({
    call,
    shape,
    sdk,
    receiver: object,
    ...(agent ? { served: agent } : {}),
    confidence,
    ...(on ? { on } : {}),
    request,
    calleeSpan,
  });
  if (shape.request === 'command') return commandLineOf(call, frame) ? result('certain') : undefined;
  if (shape.request === 'custom') return isImported(file, chain, shape, sdk, frame) ? result('certain') : undefined;
  if (shape.mentions && !file.text.includes(shape.mentions)) return undefined;
  if (sdk.id === 'anthropic' && otherResource(chain, shape)) return undefined;
  if (shape.api === 'anthropic.post' && !isMessagesPath(call, frame)) return undefined;
  if (shape.api === 'http.messages') {
    const confidence = isAsked(file, call, request) ? judgeHttp(file, call, frame) : undefined;
    const sent = confidence && result(confidence);
    return sent && { ...sent, ...blockAround(file, call) };
  }
  if (receiver.kind === 'client' || receiver.kind === 'package') {
    if (receiver.sdk.id !== sdk.id && receiver === object) return undefined;
    if (shape.request === 'definition' && shape.anyModel && !saysSomething(request)) return undefined;
    // A function is called by the name under which the package exports it.
    if (receiver.kind === 'package' && !on && receiver.name !== lastOf(shape.callee)) return undefined;
    // A method of some other class of the package is no call of its client.
    const methodOf = receiver.kind === 'package' && on && shape.strict ? receiver.name : '*';
    const whole = file.language.id === 'rust' ? /^\*$/ : /^(?:\*|default)$/;
    if (!whole.test(methodOf) && methodOf !== lastOf(shape.callee)) return undefined;
    if (shape.model !== undefined && modelKind(positionalAt(call, shape.model, frame)) === 'other') return undefined;
    if (!shape.anyModel && !(receiver.kind === 'client' && receiver.client.anyModel)) return result('certain');
    const found = byModel(
      file,
      call,
      shape,
      receiver,
      request,
      result,
      shape.request === 'definition' && shape.anyModel,
    );
    const configured = found?.confidence === 'possible' ? configuredModel(file, sdk) : undefined;
    if (
      configured === 'other' ||
      (shape.callee === calledAs && !configured && !sdk.configured && found?.confidence !== 'certain')
    )
      return undefined;
    return configured && found ? { ...found, served: configured, confidence: 'certain' } : found;
  }
  if (receiver.kind === 'other' && receiver.module === 'mock') return undefined;
  if (shape.strict) {
    if (receiver.kind !== 'unknown') return undefined;
    if (saysClaude(shape, request)) return result('likely');
    return isGivenModel(on, shape, sdk) ? result('possible') : undefined;
  }
  return shape.anyModel
    ? on && judgeByModel(request, chain, result)
    : judgeByArguments(file, chain, request, receiver, result);
}

/** Languages whose bare calls are of methods of the class around them: `converse(text)` beside `client.converse(request)`. */
const ownMethods = /^(?:java|csharp|kotlin)$/;

/** Kotlin's `Anthropic.create(config)` makes a client, `client.create(request)` calls it. */
function isImportedClass(on: Value, file: CodeFile): boolean {
  const expr = exprOf(on);
  if (file.language.id !== 'kotlin' || expr.kind !== 'name' || !/^[A-Z]/.test(expr.name)) return false;
  return resolveName(expr, on.frame).binding?.import !== undefined;
}

/** An unknown receiver, but a request that is none but Claude's: its model by name, or a key that only its old API has. */
function saysClaude(shape: CallShape, request: Value): boolean {
  if (/^(?:run|call|__call__|query|generate)/.test(shape.callee)) return false;
  const entries = shape.callee === 'create' ? undefined : fieldsOf(request)?.entries;
  if (shape.request === 'completion') return entries?.has('max_tokens_to_sample') === true;
  // An unknown client of OpenAI's may stand for another vendor's models of the same name.
  if (shape.request !== 'messages' || shape.callee.startsWith('chat.')) return false;
  return entries?.has('messages') === true && modelKind(entries.get('model')) === 'claude';
}

/** What the call is made on; a command is made by its client, which sends it. */
function receiverFor(file: CodeFile, call: CallExpr, on: Value, shape: CallShape, sdk: Sdk): Receiver {
  const object = receiverOf(on, sdk.id);
  // `sdk.query(…)` on an object of the program's own that holds the package's function.
  const held = object.kind === 'unknown' ? receiverOf({ operand: call.callee, frame: on.frame }, sdk.id) : object;
  const made = held.kind === 'package' ? held : object;
  const sender = shape.command && made.kind === 'package' ? senderOf(file, call, on.frame) : undefined;
  const client = sender && receiverOf(sender, sdk.id);
  return client?.kind === 'client' && client.sdk.id === sdk.id ? client : made;
}

/** A call of the policy's own: from the package that it names, where it names one. */
function isImported(file: CodeFile, chain: Chain, { callee }: CallShape, { packages }: Sdk, frame: Frame): boolean {
  const [root] = chain.names;
  if (packages.length === 0) return true;
  if (!root) return false;
  const bound = resolveName(
    { kind: 'name', span: chain.prefixes[0] ? lower(file, chain.prefixes[0]).span : { start: 0, end: 0 }, name: root },
    frame,
  );
  const module = bound.binding?.import?.module;
  const tail = (path: string) => path.replace(/^[./@~]+/, '').replace(/\.\w+$/, '');
  // A function of the package is no method of something else; a method may be called on what another file gives.
  if (module === undefined) return callee.includes('.') || chain.names.length === 1;
  return packages.some((name) => module === name || tail(module).endsWith(tail(name)));
}

/** `client.skills.create`, `client.chat.completions.create`: another resource of the same client. */
const resources =
  /^(?:files?|skills|agents?|sessions?|environments?|deployments?|batches|models|vaults|credentials|memories|memory_?stores|users?|workspaces?|events|threads?|dreams|versions|chat|images|embeddings|responses|organizations?|invites|api_?keys|fine_?tuning|assistants|uploads|runs)$/i;

function otherResource({ names }: Chain, { callee }: CallShape): boolean {
  if (callee !== 'create' && callee !== 'completions.create') return false;
  const plain = names.filter((name) => name !== '()');
  const before = plain.at(-1 - callee.split('.').length);
  // `client.chat.completions.create` on a client that may be either vendor's.
  if (callee === 'create' && before === 'completions') return plain.at(-3) === 'chat' || plain.length < 3;
  return before !== undefined && resources.test(before);
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
  const mentions = mentionsClaude(file);
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
