import type { CallShape, Sdk } from './catalogue/entry.ts';
import type { Receiver } from './client-types.ts';
import type { CallExpr } from './code.ts';
import type { CodeFile } from './code-file.ts';
import { modelKind } from './models.ts';
import { optionsOf } from './providers.ts';
import { receiverOf } from './receiver.ts';
import { exprOf, type Frame, frameOf, type Value } from './value.ts';

type Client = Extract<Receiver, { kind: 'client' }>;

/** The agent that a runner runs: an argument of the call (`Runner.run(agent, question)`), or of the runner's construction. */
export function agentOf(call: CallExpr, { agent }: CallShape, receiver: Receiver, frame: Frame): Client | undefined {
  if (agent === undefined) return undefined;
  const given =
    typeof agent === 'number'
      ? (call.args.find(({ name }) => name === 'starting_agent') ?? call.args[agent])
      : undefined;
  const made = receiver.kind === 'client' ? receiver.construction : undefined;
  const expr = made && exprOf(made);
  const options = typeof agent === 'string' && expr?.kind === 'call' ? optionsOf(expr, made!.frame) : undefined;
  const value: Value | undefined = given
    ? { operand: given.value, frame }
    : typeof agent === 'string'
      ? options?.entries.get(agent)
      : undefined;
  const found = value && receiverOf(value, receiver.kind === 'client' ? receiver.sdk.id : undefined);
  return found?.kind === 'client' ? found : undefined;
}

const maxSettings = 6;

/**
 * The model that a program sets for every call of a package: `Settings.llm = Anthropic(…)`, `dspy.configure(lm=lm)`.
 * Undefined where the file does not say; `other` where each that it sets is another vendor's.
 */
export function configuredModel(file: CodeFile, { configured }: Sdk): Client | 'other' | undefined {
  if (!configured) return undefined;
  let others = 0;
  const matches = [...file.text.matchAll(new RegExp(configured, 'g'))].slice(0, maxSettings);
  for (const { 0: text, index } of matches) {
    const start = index + text.length;
    let node = file.root.namedDescendantForIndex(start, start + 1);
    while (node?.parent?.startIndex === start && !/assignment|argument|statement/.test(node.parent.type))
      node = node.parent;
    if (!node) continue;
    const value = { operand: node, frame: frameOf(file) };
    const found = receiverOf(value);
    const kind = modelKind(value);
    if (found.kind === 'client' && kind !== 'other' && (!found.client.anyModel || kind === 'claude')) return found;
    if (found.kind === 'other' || kind === 'other' || otherVendor.test(file.text.slice(start, node.endIndex))) others++;
  }
  return matches.length > 0 && others === matches.length ? 'other' : undefined;
}

const otherVendor = /^\w*(?:OpenAI|Ollama|Gemini|Mistral|Groq|Cohere|HuggingFace|DeepSeek|Together)\w*\(/;
