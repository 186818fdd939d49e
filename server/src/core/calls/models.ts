import { calleeText } from './callee.ts';
import type { CallExpr } from './code.ts';
import { heldBy } from './held.ts';
import { itemsOf } from './items.ts';
import { literalOf } from './literal.ts';
import { registeredIn } from './registered.ts';
import { resolveName } from './resolve.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { canonical, type Fields, fieldsOf } from './structure.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

export type ModelKind = 'claude' | 'other' | 'unknown';

const claude = /claude|anthropic/i;
/** Ids by which people call Claude's models for short: `sonnet-4`. */
const nicknames = /(?<![a-z])(?:sonnet|haiku)(?![a-z])/i;

/** Whose model a `model` value names: an id, a provider's function (`anthropic('claude-…')`), a client's class. */
export function modelKind(value: Value | undefined): ModelKind {
  const frame = value && deeper(value.frame);
  if (!value || !frame) return 'unknown';
  const here: Value = { operand: value.operand, frame };
  const literal = literalOf(here);
  if (literal && literal.by !== 'environment') {
    if (claude.test(literal.text) || nicknames.test(literal.text)) return 'claude';
    if (!literal.text.includes('${…}') && /[a-z]/i.test(literal.text))
      return /^arn:|inference-profile|application/.test(literal.text) ? 'unknown' : 'other';
  }
  const expr = exprOf(here);
  switch (expr.kind) {
    case 'call': {
      const callee = calleeText(frame.file, expr.callee);
      if (claude.test(callee)) return 'claude';
      if (mocks.test(callee)) return 'other';
      const offered = registeredIn(expr, frame);
      if (offered) return modelKind(offered);
      const named = expr.args.filter(({ name }) => name !== undefined && modelKeys.includes(canonical(name)));
      const given = named.length > 0 ? named : expr.args.slice(0, 3);
      const inner = given.map((argument) => modelKind({ operand: argument.value, frame }));
      // `openai(model)`, whatever the function that makes such providers can make besides.
      if (otherVendor.test(callee) && !inner.includes('claude')) return 'other';
      const made = returnedKind(expr, frame);
      if (made !== 'unknown') return made;
      if (inner.includes('claude')) return 'claude';
      // `provider(model)` where `provider` is one of several.
      const provider = expr.construct ? 'unknown' : providerKind({ operand: expr.callee, frame });
      if (provider !== 'unknown') return isChosen({ operand: expr.callee, frame }) ? 'unknown' : provider;
      return inner.includes('other') && expr.args.length === 1 && !isChosen({ operand: expr.callee, frame })
        ? 'other'
        : 'unknown';
    }
    case 'member': {
      if (claude.test(calleeText(frame.file, value.operand))) return 'claude';
      const held = heldBy(here);
      if (held) return modelKind(held);
      // `OpenAIModels.Chat.GPT4o`: a vendor's list of models.
      const [list = ''] = calleeText(frame.file, value.operand).split('.');
      if (/Models?$/.test(list) && otherVendor.test(list)) return 'other';
      // PHP's `Provider::OpenAI`.
      return /^(?:Provider|Lab)$/.test(list) && otherVendor.test(expr.name) ? 'other' : 'unknown';
    }
    case 'name': {
      const { value: bound, binding } = resolveName(expr, frame);
      if (binding?.typeName && claude.test(binding.typeName)) return 'claude';
      if (binding?.import && claude.test(`${binding.import.module} ${binding.import.name}`)) return 'claude';
      if (bound) return modelKind(bound);
      return claude.test(expr.name) ? 'claude' : 'unknown';
    }
    case 'choice': {
      return kindOf(expr.branches.map((operand) => modelKind({ operand, frame })));
    }
    case 'typed':
      return modelKind({ operand: expr.value, frame });
    case 'record': {
      const fields = fieldsOf(here);
      return modelKind(modelIn(fields) ?? fields?.entries.get('id'));
    }
    case 'lambda':
      // A model that is chosen for each request: `model: ({ requestContext }) => …`.
      return kindOf(expr.results.map((operand) => modelKind({ operand, frame })));
    case 'list': {
      const kinds = (itemsOf(here) ?? []).map((item) => modelKind(item.value));
      return kinds.length > 0 && kinds.every((kind) => kind === kinds[0]) ? kinds[0]! : 'unknown';
    }
    default:
      return 'unknown';
  }
}

/** Keys that hold a model, or what holds one: a client, an agent, the parameters that a router passes on. */
const modelKeys = [
  'llm_model',
  'litellm_params',
  'model_list',
  'model',
  'model_id',
  'model_name',
  'llm',
  'lm',
  'model_client',
  'service',
  'ai_model_id',
  'agent',
  'agents',
  'using',
];

/** Keys under which builders keep the settings of a request. */
const nestedKeys = [
  'parameters',
  'options',
  'default_request_parameters',
  'default_options',
  'chat_options',
  'chat_request',
];

export function modelIn(fields: Fields | undefined): Value | undefined {
  const own = modelKeys.map((key) => fields?.entries.get(key)).find(Boolean);
  if (own) return own;
  for (const key of nestedKeys) {
    const inner = fields?.entries.get(key);
    const model = inner && modelIn(fieldsOf(inner));
    if (model) return model;
  }
  return undefined;
}

/** Names of other vendors in the names of functions and packages. */
const otherVendor = /openai|gemini|google|mistral|groq|cohere|ollama|azure|deepseek|xai|perplexity|fireworks|together/i;
/** Models that answer from a test. */
const mocks = /\bMock\w*(?:Model|Provider|LLM)/;

/** Whose models a function gives that is held in a variable: the vendor by whose package or name it comes. */
function providerKind(value: Value): ModelKind {
  const frame = deeper(value.frame);
  const expr = exprOf(value);
  if (!frame) return 'unknown';
  if (expr.kind === 'choice') return kindOf(expr.branches.map((operand) => providerKind({ operand, frame })));
  if (expr.kind === 'typed') return providerKind({ operand: expr.value, frame });
  if (expr.kind === 'call') return vendorOf(calleeText(frame.file, expr.callee));
  if (expr.kind !== 'name') return 'unknown';
  const { value: bound, binding } = resolveName(expr, frame);
  const named = vendorOf(binding?.import ? `${binding.import.module} ${expr.name}` : expr.name);
  return named === 'unknown' && bound ? providerKind(bound) : named;
}

const vendorOf = (text: string): ModelKind =>
  claude.test(text) ? 'claude' : otherVendor.test(text) ? 'other' : 'unknown';

/** A variable that holds one of several things. */
function isChosen(value: Value): boolean {
  const expr = exprOf(value);
  if (expr.kind === 'choice') return true;
  const bound = expr.kind === 'name' ? resolveName(expr, value.frame).value : undefined;
  return bound !== undefined && exprOf(bound).kind === 'choice';
}

const kindOf = (kinds: readonly ModelKind[]): ModelKind =>
  kinds.includes('claude')
    ? 'claude'
    : kinds.length > 0 && kinds.every((kind) => kind === 'other')
      ? 'other'
      : 'unknown';

/** What a function of the program gives as a model: `getModel()`. */
function returnedKind(call: CallExpr, frame: Frame): ModelKind {
  const target = resolveFunction({ operand: call.callee, frame });
  const entered = target && enter(target.lambda, target.frame, call.args, frame);
  return entered ? kindOf(target.lambda.results.map((operand) => modelKind({ operand, frame: entered }))) : 'unknown';
}
