import type { CallExpr, Entry, Operand, RecordExpr } from './code.ts';
import { type CodeFile, lower, operandSpan } from './code-file.ts';

interface Step {
  readonly name: string;
  readonly args: CallExpr['args'];
  readonly call: CallExpr;
}

/** Methods of builders and fluent clients by which a message is added, with its role. */
const messageSteps: Readonly<Record<string, string>> = {
  addUserMessage: 'user',
  addUserMessageOfBlockParams: 'user',
  addAssistantMessage: 'assistant',
  addAssistantMessageOfBlockParams: 'assistant',
  addSystemMessage: 'system',
  user: 'user',
  userMessage: 'user',
  withPrompt: 'user',
  with_prompt: 'user',
  ask: 'user',
  say: 'user',
  defaultUser: 'user',
  prompt: 'user',
  chat: 'user',
};

/** Methods that hold system text. */
const systemSteps = new Set([
  'system',
  'systemOfTextBlockParams',
  'defaultSystem',
  'withSystemPrompt',
  'with_instructions',
  'preamble',
  'append_preamble',
  'context',
  'systemPrompt',
  'setInstructions',
  'system_prompt',
  'instructions',
]);

const listSteps: Readonly<Record<string, string>> = {
  addMessage: 'messages',
  message: 'messages',
  addTool: 'tools',
  addContent: 'content',
  addRequest: 'requests',
  addTextContent: 'content',
  addEvent: 'events',
  addInitialEvent: 'initialEvents',
  addInput: 'inputs',
};
const valueSteps = new Set(
  (
    'model modelId modelName maxTokens messages tools metadata userId content contentOfBlockParams role text inferenceGeo temperature requests params ' +
    'region body source title withMessages with_messages using with_model input toolConfig name description inputSchema outputConfig addBeta betas region awsRegion ' +
    'apiKey api_key baseUrl customId addUserMessage backend document image type data parameters options defaultRequestParameters defaultOptions ' +
    'stopSequences stopSequence file filename path'
  ).split(' '),
);

/** Steps that set a key by its name: `JSONObject().put("model", m)`, Gson's `addProperty`, Jackson's `set`. */
const keyed = /^(?:putAdditionalBodyProperty|put|addProperty|add|set|putPOJO|putIfAbsent)$/;

const maxSteps = 200;

/** The steps of a chain of calls, first to last. */
function stepsOf(file: CodeFile, operand: Operand): Step[] {
  const steps: Step[] = [];
  let current: Operand | undefined = operand;
  while (current && steps.length < maxSteps) {
    const expr = lower(file, current);
    if (expr.kind === 'typed') {
      current = expr.value;
      continue;
    }
    if (expr.kind !== 'call') break;
    const callee = lower(file, expr.callee);
    if (callee.kind === 'name') {
      steps.unshift({ name: callee.name, args: expr.args, call: expr });
      break;
    }
    if (callee.kind !== 'member') break;
    steps.unshift({ name: callee.name, args: expr.args, call: expr });
    current = callee.object;
  }
  return steps;
}

/**
 * A chain of builder calls as the object that it builds: `MessageCreateParams.builder().system(s).addUserMessage(u).build()`
 * gives `{ system: s, messages: [{ role: 'user', content: u }] }`. Undefined when the chain builds nothing that we know.
 */
export function builtRecord(file: CodeFile, operand: Operand, fewest = 2): RecordExpr | undefined {
  const steps = stepsOf(file, operand);
  if (steps.length < fewest) return undefined;
  const entries = new Map<string, Entry>();
  const lists = new Map<string, { value: Operand; spread?: boolean }[]>();
  for (const { name, args, call } of steps) {
    const first = args[0];
    if (!first) continue;
    const span = operandSpan(first.value);
    const role = messageSteps[name];
    if (role !== undefined)
      push(lists, 'messages', {
        kind: 'record',
        span,
        entries: [textEntry('role', role, call), { key: 'content', value: first.value, span }],
      });
    else if (systemSteps.has(name)) {
      const key = name === 'context' ? 'context' : 'system';
      push(lists, key, first.value);
    } else if (listSteps[name]) for (const argument of args) push(lists, listSteps[name], argument.value);
    else if (keyed.test(name) && args.length === 2) {
      const key = literalKey(file, first.value);
      if (key) entries.set(key, { key, value: args[1]!.value, span });
    } else if (valueSteps.has(name)) entries.set(name, { key: keyOf(name), value: first.value, span });
  }
  for (const [key, items] of lists) {
    const span = operandSpan(items[0]!.value);
    const only = items.length === 1 ? items[0]! : undefined;
    entries.set(key, { key, value: only && key === 'system' ? only.value : { kind: 'list', span, items }, span });
  }
  if (entries.size === 0) return undefined;
  return { kind: 'record', span: operandSpan(operand), entries: [...entries.values()] };
}

const keyOf = (name: string): string =>
  ({
    contentOfBlockParams: 'content',
    withMessages: 'messages',
    with_messages: 'messages',
    with_model: 'model',
    addRequest: 'requests',
  })[name] ?? name;

function push(lists: Map<string, { value: Operand }[]>, key: string, value: Operand): void {
  const list = lists.get(key) ?? [];
  list.push({ value });
  lists.set(key, list);
}

const textEntry = (key: string, text: string, { span }: CallExpr): Entry => ({
  key,
  span,
  value: { kind: 'text', span, pieces: [{ kind: 'text', span, text }] },
});

function literalKey(file: CodeFile, operand: Operand): string | undefined {
  const expr = lower(file, operand);
  return expr.kind === 'text' && expr.pieces[0]?.kind === 'text' ? expr.pieces[0].text : undefined;
}

/** What one builder method called as a statement sets: the same tables as for chains. */
export function builderKey(
  name: string,
): { readonly key: string; readonly role?: string; readonly list?: boolean } | undefined {
  const role = messageSteps[name];
  if (role !== undefined) return { key: 'messages', role, list: true };
  if (systemSteps.has(name)) return { key: 'system' };
  if (listSteps[name]) return { key: listSteps[name], list: true };
  return valueSteps.has(name) ? { key: keyOf(name) } : undefined;
}
