import { calleeText } from './callee.ts';
import type { Client } from './catalogue/entry.ts';
import { familyOf } from './catalogue/index.ts';
import type { CallExpr } from './code.ts';
import { lastName } from './functions.ts';
import { fieldsOf } from './structure.ts';
import type { Frame } from './value.ts';

/** Whether a call makes the client: `new Anthropic()`, `anthropic.Anthropic()`, but not `client.withOptions()`. */
export function makes(call: CallExpr, client: Client, frame: Frame): boolean {
  const name = lastName(calleeText(frame.file, call.callee));
  const isFactory = familyOf[frame.file.languageId] === 'python' && /^from_[a-z_]+$/.test(name);
  return call.construct === true || name === client.name || isFactory || client.makers?.includes(name) === true;
}

/** `ai.defineAgent({ model })`, `model.withConfig({ model })`: made by the client, with a model of its own. */
export function choosesModel({ args }: CallExpr, { anyModel }: Client, frame: Frame): boolean {
  const family = familyOf[frame.file.languageId];
  if (!anyModel) return false;
  // `index.as_query_engine(llm=llm)`
  if (family === 'python') return args.some(({ name }) => name === 'llm');
  const [first] = family === 'script' ? args : [];
  return first !== undefined && fieldsOf({ operand: first.value, frame })?.entries.has('model') === true;
}

/** `AnthropicChatModel.builder().modelName(m).build()`, `Agent::make()->setInstructions(s)`: the chain of setters makes it. */
export function isBuilt(call: CallExpr, isMade: boolean, frame: Frame): boolean {
  const family = familyOf[frame.file.languageId];
  if (family === 'script' || family === 'python' || family === 'ruby') return false;
  const name = lastName(calleeText(frame.file, call.callee));
  return /^(?:build|Build|preamble|set[A-Z]\w*|with[A-Z]\w*|As\w+|as[A-Z]\w+)$/.test(name) || !isMade;
}
