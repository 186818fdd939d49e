import type { Prompt } from '../prompt.ts';
import type { Chain } from './callee.ts';
import type { CallShape } from './catalogue/entry.ts';
import type { Receiver } from './client-types.ts';
import type { CallExpr } from './code.ts';
import { type CodeFile, operandSpan } from './code-file.ts';
import { gateways } from './facts.ts';
import type { Found } from './find.ts';
import { judgeInjected } from './injected.ts';
import { isGateway } from './judge-python.ts';
import { literalOf } from './literal.ts';
import { modelKind } from './models.ts';
import { defaultModelOf, modelsOf, optionsOf } from './providers.ts';
import { type Fields, fieldsOf } from './structure.ts';
import { unserialized } from './unserialized.ts';
import { exprOf, type Frame, type Value } from './value.ts';

/** An argument without a name. */
export const positionalAt = (call: CallExpr, index: number, frame: Frame): Value | undefined => {
  const argument = call.args[index];
  return argument && argument.name === undefined ? { operand: argument.value, frame } : undefined;
};

/** The model in options that stand after the request: `GetResponseAsync(messages, new ChatOptions { ModelId = m })`. */
const modelBeside = (call: CallExpr, { frame }: Value): Value[] =>
  call.args.slice(1, 3).flatMap(({ value: operand }) => fieldsOf({ operand, frame })?.entries.get('model_id') ?? []);

/** Frameworks whose clients are given to the program ready made. */
const injected: ReadonlySet<string> = new Set([
  'spring-ai',
  'langchain4j',
  'extensions-ai',
  'agent-framework',
  'semantic-kernel',
]);

/** A client that serves several vendors: the model is named by the call, or by the client's construction. */
export function byModel(
  file: CodeFile,
  call: CallExpr,
  shape: CallShape,
  receiver: Receiver,
  request: Value,
  result: (confidence: Prompt['confidence']) => Found,
  makes = call.construct,
): Found | undefined {
  const client = receiver.kind === 'client' ? receiver : undefined;
  const construction =
    client?.construction ?? (makes || call.construct ? { operand: call, frame: request.frame } : undefined);
  const made = construction && exprOf(construction);
  const options = made?.kind === 'call' ? optionsOf(made, construction!.frame) : undefined;
  const service = made?.kind === 'call' && client?.client.name === 'client' ? made.args[0]?.value : undefined;
  // `boto3.client('s3')` is no runtime of models.
  if (service && literalOf({ operand: service, frame: construction!.frame })?.text.includes('bedrock') === false)
    return undefined;
  const held = shape.model === undefined ? undefined : positionalAt(call, shape.model, request.frame);
  const named = [
    ...(held ? [held] : []),
    ...modelsOf(request, construction, client?.client),
    ...modelBeside(call, request),
  ];
  const kinds = named.map(modelKind);
  if (kinds.includes('claude')) return result('certain');
  if (vendorKeys.some((key) => literalOf(options?.entries.get(key))?.text.includes('anthropic')))
    return result('certain');
  // Koog's `AIAgent(executor, AIAgentConfig(prompt, AnthropicModels.Sonnet_4_5, 300))`.
  if (client?.sdk.id === 'koog' && construction && /\bAnthropicModels\b/.test(writtenAt(construction)))
    return result('certain');
  // Else the model is given at run time: only where something in the file speaks of Claude.
  if (kinds.includes('other') || receiver.kind === 'unknown' || receiver.kind === 'other') return undefined;
  const routed = gateways.test(literalOf(options?.entries.get('base_url'))?.text ?? '') && mentionsClaude(file);
  if (receiver.sdk.ownModels) return routed || isGateway(options) ? result('possible') : undefined;
  const byDefault = modelKind(defaultModelOf(receiver.sdk, request.frame));
  if (byDefault !== 'unknown') return byDefault === 'claude' ? result('certain') : undefined;
  if (injected.has(receiver.sdk.id)) {
    const confidence = judgeInjected(file, call, construction);
    return confidence && result(confidence);
  }
  const mentions = mentionsClaude(file);
  // RubyLLM without a model takes that of its settings.
  const isGiven = receiver.sdk.id === 'ai-sdk' || (receiver.sdk.id === 'ruby-llm' && kinds.length > 0);
  if (receiver.sdk.id !== 'aws') return mentions || isGiven ? result('possible') : undefined;
  return mayBeClaude(fieldsOf(request), mentions) ? result('possible') : undefined;
}

export const mentionsClaude = ({ text }: CodeFile): boolean => /claude|anthropic/i.test(text);

/** Options of a client that say whose models it serves: an address, or the name of a gateway's provider. */
const vendorKeys = ['base_url', 'provider', 'virtual_key'];

const writtenAt = ({ operand, frame }: Value): string => {
  const { start, end } = operandSpan(operand);
  return frame.file.text.slice(start, Math.min(end, start + 4_000));
};

/** Whether the body of a Bedrock call with an unknown model can be a request to Claude: each vendor's has keys of its own. */
function mayBeClaude(fields: Fields | undefined, mentions: boolean): boolean {
  const body = fields?.entries.get('body');
  const keys = body && fieldsOf(unserialized(body))?.entries;
  if (!body) return fields?.entries.has('messages') === true || mentions;
  if (!keys) return mentions;
  if (keys.has('anthropic_version') || keys.has('max_tokens_to_sample')) return true;
  return (
    keys.has('messages') && !keys.has('inference_config') && !keys.has('schema_version') && !keys.has('max_gen_len')
  );
}

/** `converse(…)` on a client of unknown origin. */
export function judgeByModel(
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
