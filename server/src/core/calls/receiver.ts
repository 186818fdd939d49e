import type { Platform } from '../prompt.ts';
import { calleeText } from './callee.ts';
import { clientOf } from './catalogue/index.ts';
import { resolveField } from './classes.ts';
import {
  familyIn,
  fromImport,
  fromType,
  namedClient,
  qualifiedClient,
  type Receiver,
  serviceType,
  unknown,
} from './client-types.ts';
import type { Binding, CallExpr } from './code.ts';
import { choosesModel, isBuilt, makes } from './construction.ts';
import { lastName } from './functions.ts';
import { heldBy } from './held.ts';
import { literalOf } from './literal.ts';
import { memberTypeOf } from './records.ts';
import { registeredIn } from './registered.ts';
import { defaultOf, isSelf, resolveName } from './resolve.ts';
import { resolveFunction } from './resolve-function.ts';
import { trace } from './trace.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

/** A stand-in of a test: whatever its type is, nothing is sent. */
const mock: Receiver = { kind: 'other', module: 'mock' };
const mockMakers =
  /(?:^|\.)(?:mock|mockk|spyk|createMock|createStub|getMockBuilder|instance_double|Substitute\.For|Mock\.Of)$/;

/** Follows a receiver to the constructor, type or import that it comes from. `prefer`: the SDK that is asked for, where it may be one of several. */
export function receiverOf(value: Value, prefer?: string): Receiver {
  const frame = deeper(value.frame);
  if (!frame) return unknown;
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  switch (expr.kind) {
    case 'name': {
      const { binding, value: bound } = resolveName(expr, frame);
      return binding || bound ? fromBinding(binding, bound, frame, prefer) : fromType(expr.name, frame);
    }
    case 'member': {
      const object = { operand: expr.object, frame };
      if (isSelf(exprOf(object))) {
        const { binding, value: bound } = resolveField(expr.name, expr.span.start, frame);
        return fromBinding(binding, bound, frame, prefer);
      }
      const held = heldBy(here);
      if (held) return receiverOf(held, prefer);
      const qualified = qualifiedClient(here);
      if (qualified) return qualified;
      const parent = receiverOf(object, prefer);
      // `Anthropic.Anthropic`, `sdk.AnthropicBedrock`, `anthropic.beta`: names on the way through the package.
      if (parent.kind === 'package') {
        const client = clientOf(parent.sdk, expr.name);
        return client ? { kind: 'client', sdk: parent.sdk, client } : { ...parent, name: expr.name };
      }
      if (parent.kind === 'client' || parent.kind === 'other') return parent;
      // `service.client`: whatever `service` is, a field of that name in this file is declared with its type.
      const { binding, value: bound } = resolveField(expr.name, expr.span.start, frame);
      const found = fromBinding(binding, bound, frame, prefer);
      return found.kind === 'unknown' ? fromStaticType(object, expr.name) : found;
    }
    case 'call':
      return fromCall(expr, here, prefer);
    case 'index': {
      const held = heldBy(here);
      return held ? receiverOf(held, prefer) : unknown;
    }
    case 'typed': {
      const typed = fromType(expr.typeName, frame);
      return typed.kind === 'unknown' ? receiverOf({ operand: expr.value, frame }, prefer) : typed;
    }
    case 'choice': {
      const all = expr.branches.map((operand) => receiverOf({ operand, frame }, prefer));
      return (
        all.find((one) => one.kind === 'client' && one.sdk.id === prefer) ??
        all.find(({ kind }) => kind === 'client') ??
        all.find(({ kind }) => kind !== 'unknown') ??
        unknown
      );
    }
    case 'built': {
      const base = receiverOf({ operand: expr.base, frame }, prefer);
      return base.kind === 'client' && expr.added.some(({ how }) => how === 'entry') ? { ...base, around: here } : base;
    }
    case 'lambda': {
      // Ruby's `client` is a call of the method `client`.
      const all = expr.results.map((operand) => receiverOf({ operand, frame }, prefer));
      return all.find(({ kind }) => kind === 'client') ?? unknown;
    }
    case 'record': {
      // C#'s `new Anthropic { ApiKey = key }`.
      const made = expr.typeName === undefined ? unknown : fromType(expr.typeName, frame);
      if (made.kind === 'client') return { ...made, construction: here };
      // Python's `prompt | model | parser`, read as a merge of two records.
      const all = expr.entries
        .filter(({ spread }) => spread)
        .map((entry) => receiverOf({ operand: entry.value, frame }, prefer));
      return all.find(({ kind }) => kind === 'client') ?? unknown;
    }
    default:
      return unknown;
  }
}

/** A member by the declared type of its object: `s.llm.client` where `llm` is a struct of the package. */
function fromStaticType(object: Value, name: string): Receiver {
  if (!/^(?:go|rust)$/.test(object.frame.file.language.id)) return unknown;
  const { type, types } = trace(object);
  const member = type === undefined ? undefined : memberTypeOf(type, name, types);
  return member ? fromType(member.type, member.frame) : unknown;
}

function fromBinding(binding: Binding | undefined, bound: Value | undefined, frame: Frame, prefer?: string): Receiver {
  const given = bound ?? (binding && defaultOf({ binding, frame }));
  const found = given ? receiverOf(given, prefer) : unknown;
  if (found === mock || (found.kind === 'client' && found.construction)) return found;
  if (binding && (/^_?(?:mock|fake|stub)(?:[A-Z_]|$)/.test(binding.name) || isMocked(binding, frame))) return mock;
  if (found.kind === 'client') return found;
  // A stated type says more than a value that could not be followed to its end.
  if (binding?.typeName) {
    const typed = fromType(binding.typeName, frame);
    // An interface of the package that another of its classes stands behind: `ChatModel m = OpenAiChatModel.builder()…`.
    const isOther =
      found.kind === 'package' && typed.kind === 'client' && typed.client.anyModel && found.sdk === typed.sdk;
    if (typed.kind !== 'unknown' && !isOther) return typed;
  }
  if (found.kind !== 'unknown') return found;
  return binding?.import ? fromImport(binding.import, frame) : unknown;
}

/** `@Mock ChatModel model;`, `model = mock(ChatModel.class)` in a test's preparation. */
function isMocked({ name, typeName }: Binding, { file: { text } }: Frame): boolean {
  if (!typeName || !/mock/i.test(text)) return false;
  const word = name.replace(/\W/g, '\\$&');
  return new RegExp(
    `\\b${word}\\s*=\\s*(?:Mockito\\.)?(?:mock|mockk|spy|spyk)\\b|@(?:Mock|MockBean|MockitoBean|MockK|Spy)\\b[^;]{0,80}\\b${word}\\b`,
  ).test(text);
}

/** Wrappers that give back the client they are given: tracing, retries, structured output. */
function fromCall(call: CallExpr, value: Value, prefer?: string): Receiver {
  const { frame } = value;
  const callee = { operand: call.callee, frame };
  if (mockMakers.test(calleeText(frame.file, call.callee))) return mock;
  const service = serviceType(call, frame);
  if (service.kind === 'client') return service;
  const registered = registeredIn(call, frame);
  const asked = registered ? receiverOf(registered, prefer) : unknown;
  if (asked.kind === 'client') return asked;
  const direct = receiverOf(callee, prefer);
  if (direct.kind === 'client' && familyIn(frame) === 'script' && isAnswer(call, frame)) return unknown;
  if (direct.kind === 'client') {
    // Ruby's `RubyLLM.chat(model: m).with_instructions(s)`.
    if (familyIn(frame) === 'ruby' && /^with_\w+$/.test(lastName(calleeText(frame.file, call.callee))))
      return { ...direct, around: value };
    const isMade =
      (!direct.construction && makes(call, direct.client, frame)) ||
      isBuilt(call, direct.construction !== undefined, frame) ||
      choosesModel(call, direct.client, frame);
    return isMade ? { ...direct, construction: value } : direct;
  }
  const loaded = importedBy(call, frame);
  if (loaded) return fromImport({ module: loaded, name: '*' }, frame);
  const written = exprOf(callee);
  // `import('x').then((sdk) => sdk)`, with or without a way out for errors.
  if (written.kind === 'member' && /^(?:then|catch|finally)$/.test(written.name)) {
    const promised = receiverOf({ operand: written.object, frame }, prefer);
    if (promised.kind !== 'unknown') return promised;
  }
  const target = resolveFunction(callee);
  if (target) {
    for (const operand of target.lambda.results) {
      const found = receiverOf(
        {
          operand,
          frame: { ...target.frame, depth: Math.max(target.frame.depth, frame.depth) },
        },
        prefer,
      );
      if (found.kind !== 'unknown') return found;
    }
    if (target.lambda.returnType) {
      const typed = fromType(target.lambda.returnType, target.frame);
      if (typed.kind !== 'unknown') return typed;
    }
  }
  // A loader of the program's own: `importOptional('@aws-sdk/client-bedrock-runtime')`.
  const named = call.args[0] && exprOf({ operand: call.args[0].value, frame }).kind === 'text';
  const module = named ? literalOf({ operand: call.args[0]!.value, frame })?.text : undefined;
  if (module !== undefined && familyIn(frame) === 'script' && /^@/.test(module)) {
    const loads = fromImport({ module, name: '*' }, frame);
    if (loads.kind === 'package') return loads;
  }
  const instance = familyIn(frame) === 'jvm' ? byClass(call, frame) : unknown;
  if (instance.kind === 'client') return instance;
  for (const argument of call.args.slice(0, 3)) {
    const wrapped = wrappedIn({ operand: argument.value, frame }, prefer);
    if (wrapped.kind !== 'client') continue;
    const around = call.construct ? { ...wrapped, around: value } : wrapped;
    return isBuilt(call, wrapped.construction !== undefined, frame) ? { ...wrapped, construction: value } : around;
  }
  const made = direct.kind === 'unknown' ? namedClient(call, value) : unknown;
  if (made.kind === 'client') return made;
  // `OpenAiChatModel.builder()…`: another class of a package that serves many vendors.
  return direct.kind === 'other' || (direct.kind === 'package' && familyIn(frame) === 'jvm') ? direct : unknown;
}

/** `await model.invoke(messages)`: what a model answers is no client, whatever it is handed to. */
const isAnswer = ({ callee, args }: CallExpr, { file }: Frame): boolean =>
  args.length > 0 && /\.(?:invoke|batch|streamEvents|call|predict|complete|generate)$/.test(calleeText(file, callee));

/** A container that is asked for an object by its class: `context.getBean(ChatClient.class)`, `koin.get<AnthropicClient>()`. */
function byClass(call: CallExpr, frame: Frame): Receiver {
  const name = lastName(calleeText(frame.file, call.callee));
  if (!/^(?:getBean|getInstance|get|inject|lookup|select|getObject|getIfAvailable|resolve)$/.test(name)) return unknown;
  const { start, end } = call.span;
  const written = frame.file.text.slice(start, Math.min(end, start + 300));
  const asked = /(?:\b([A-Z]\w*)(?:\.class|::class)\b|<\s*([A-Z]\w*)\s*>\s*\()/.exec(written);
  const typeName = asked?.[1] ?? asked?.[2];
  return typeName === undefined ? unknown : fromType(typeName, frame);
}

/** The module of `import('x')`, also where its name is a constant. */
function importedBy(call: CallExpr, frame: Frame): string | undefined {
  const first = call.args[0];
  if (!first || calleeText(frame.file, call.callee) !== 'import') return undefined;
  return literalOf({ operand: first.value, frame })?.text;
}

/** A client given in a list or an object: `RunnableSequence.from([prompt, model])`, `createAgent({ model })`. */
function wrappedIn(value: Value, prefer?: string): Receiver {
  const expr = exprOf(value);
  if (expr.kind === 'list') {
    for (const item of expr.items.slice(0, 8)) {
      const found = receiverOf({ operand: item.value, frame: value.frame }, prefer);
      if (found.kind === 'client') return found;
    }
    return unknown;
  }
  if (expr.kind === 'record') {
    for (const { key, value: operand } of expr.entries) {
      if (key === null || !/^(?:model|llm|client|chatModel)$/.test(key)) continue;
      const found = receiverOf({ operand, frame: value.frame }, prefer);
      if (found.kind === 'client') return found;
    }
    return unknown;
  }
  return receiverOf(value, prefer);
}

export const platformOf = (receiver: Receiver): Platform =>
  receiver.kind === 'client' ? receiver.client.platform : 'unknown';
