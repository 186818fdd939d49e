import type { Platform } from '../prompt.ts';
import { calleeText, chainOf } from './callee.ts';
import type { Client, Sdk } from './catalogue/entry.ts';
import type { CallExpr, Expr } from './code.ts';
import { lower } from './code-file.ts';
import { lastName } from './functions.ts';
import { memberValue } from './held.ts';
import { literalOf } from './literal.ts';
import { modelIn } from './models.ts';
import { registeredIn } from './registered.ts';
import { resolveName } from './resolve.ts';
import { type Fields, fieldsOf, keywordRecord } from './structure.ts';
import { deeper, exprOf, type Frame, frameOf, type Value } from './value.ts';

/**
 * Where a call that serves several vendors says which model it talks to: in the request, in the options that its client
 * was made with, or as the first argument of that. The first that is known counts.
 */
export function modelsOf(request: Value, construction: Value | undefined, client: Client | undefined): Value[] {
  const made = construction && exprOf(construction);
  const asked = client?.aliases ? undefined : modelIn(fieldsOf(request));
  if (made?.kind !== 'call') return asked ? [asked] : [];
  const frame = construction!.frame;
  const options = modelIn(optionsOf(made, frame));
  // `boto3.client('bedrock-runtime')` names a service, `new AmazonBedrockRuntimeClient(region)` a region; a step of a builder is given anything.
  const isStep = setter.test(lastName(calleeText(frame.file, made.callee)));
  const first = isStep ? givenFirst(made, frame) : made.args[0];
  const positional =
    first && first.name === undefined && !/^client$|Runtime/.test(client?.name ?? '') && !client?.unnamed
      ? first.value
      : undefined;
  return [asked, options, positional && { operand: positional, frame }].filter((one) => one !== undefined);
}

/** The first argument of a builder: `ChatClient.builder(model).build()`. */
function givenFirst(made: CallExpr, frame: Frame): CallExpr['args'][number] | undefined {
  let expr: Expr = made;
  for (let step = 0; step < 40; step++) {
    if (expr.kind === 'member') expr = lower(frame.file, expr.object);
    else if (expr.kind !== 'call') return undefined;
    else if (expr.args[0] && lastName(calleeText(frame.file, expr.callee)) === 'builder') return expr.args[0];
    else expr = lower(frame.file, expr.callee);
  }
  return undefined;
}

/** What a file sets as the model of all calls that name none: `Settings.llm = anthropic({ … })`. */
export function defaultModelOf({ defaultModel }: Sdk, { file }: Frame): Value | undefined {
  const [name, key] = defaultModel?.split('.') ?? [];
  const span = { start: file.text.length, end: file.text.length };
  return name && key ? memberValue({ operand: { kind: 'name', span, name }, frame: frameOf(file) }, key) : undefined;
}

const setter = /^(?:with|set|build|preamble)/;

/** The options of a construction: its keywords or object, else what a builder's steps have set. */
export function optionsOf(made: CallExpr, frame: Frame): Fields | undefined {
  const operand = keywordRecord(made) ?? made.args[0]?.value;
  return (operand && fieldsOf({ operand, frame })) ?? fieldsOf({ operand: made, frame });
}

/** Prefixes of model names in LangChain, LiteLLM, Pydantic AI, AI SDK and their kin, and the ids of Bedrock. */
const prefixes: readonly (readonly [RegExp, Platform])[] = [
  [/^(?:gateway|openrouter|vercel|portkey)\b/, 'gateway'],
  [/^(?:bedrock|amazon|aws|converse)|^(?:[a-z]{2,6}\.)?anthropic\.claude/, 'bedrock'],
  [/^(?:google[-_])?vertex/, 'vertex'],
  [/^(?:azure|foundry)/, 'foundry'],
  [/^(?:anthropic[/:]|claude-)/, 'claude-api'],
];

/** Packages and modules of model objects, by a word in their names. */
const providers: readonly (readonly [RegExp, Platform])[] = [
  [/bedrock/i, 'bedrock'],
  [/vertex/i, 'vertex'],
  [/gateway|openrouter|portkey/i, 'gateway'],
  [/azure|foundry/i, 'foundry'],
  [/claude[-_]code/i, 'agent-sdk'],
  [/anthropic/i, 'claude-api'],
];

const platformIn = (table: typeof prefixes, text: string): Platform | undefined =>
  table.find(([pattern]) => pattern.test(text))?.[1];

export interface ModelProvider {
  readonly platform: Platform;
  /** What the provider was made with: `createAnthropic({ baseURL })`. */
  readonly options?: Fields;
}

/** By which platform a model is reached, as far as its name, or the package of its object, says so. */
export function providerOf(value: Value): ModelProvider | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const here: Value = { operand: value.operand, frame };
  const literal = literalOf(here);
  if (literal) {
    const platform = literal.by === 'environment' ? undefined : platformIn(prefixes, literal.text);
    return platform && { platform };
  }
  const expr = exprOf(here);
  if (expr.kind === 'call') {
    const offered = registeredIn(expr, frame);
    if (offered) return providerOf(offered);
    const callee = { operand: expr.callee, frame };
    const maker = providerOf(callee);
    // CrewAI's `Agent(role=…, llm=llm)`.
    const inner = maker ? undefined : modelIn(keywordRecord(expr) && optionsOf(expr, frame));
    if (inner) return providerOf(inner);
    if (!maker) return expr.args[0] && providerOf({ operand: expr.args[0].value, frame });
    const options = expr.args[0] && fieldsOf({ operand: keywordRecord(expr) ?? expr.args[0].value, frame });
    return maker.options || !options ? maker : { ...maker, options };
  }
  if (expr.kind === 'record') return providerIn(fieldsOf(here));
  if (expr.kind !== 'name' && expr.kind !== 'member') return undefined;
  const [root] = chainOf(frame.file, value.operand).names;
  if (!root) return undefined;
  const { binding, value: bound } = resolveName({ kind: 'name', span: expr.span, name: root }, frame);
  if (bound && expr.kind === 'name') return providerOf(bound);
  const said = binding?.import ? `${binding.import.module} ${binding.import.name}` : (binding?.typeName ?? '');
  const platform = platformIn(providers, said);
  return platform && { platform };
}

/** Of an object that holds a model: an agent's options. */
function providerIn(fields: Fields | undefined): ModelProvider | undefined {
  const model = modelIn(fields);
  return model && providerOf(model);
}
