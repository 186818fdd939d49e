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
  return call.construct === true || name === client.name || client.makers?.includes(name) === true;
}

/** `ai.defineAgent({ model })`, `model.withConfig({ model })`: made by the client, with a model of its own. */
export const choosesModel = (call: CallExpr, { anyModel }: Client, frame: Frame): boolean =>
  anyModel === true &&
  familyOf[frame.file.languageId] === 'script' &&
  call.args[0] !== undefined &&
  fieldsOf({ operand: call.args[0].value, frame })?.entries.has('model') === true;

/** `AnthropicChatModel.builder().modelName(m).build()`, `Agent::make()->setInstructions(s)`: the chain of setters makes it. */
export function isBuilt(call: CallExpr, isMade: boolean, frame: Frame): boolean {
  const family = familyOf[frame.file.languageId];
  if (family === 'script' || family === 'python' || family === 'ruby') return false;
  const name = lastName(calleeText(frame.file, call.callee));
  return /^(?:build|Build|preamble|set[A-Z]\w*|with[A-Z]\w*|As\w+|as[A-Z]\w+)$/.test(name) || !isMade;
}
