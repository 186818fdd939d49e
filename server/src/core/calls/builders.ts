import type { Span } from '../span.ts';
import type { Addition, BuiltExpr, CallExpr, Entry, Operand, RecordExpr } from './code.ts';
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
  'setSystemMessage',
  'setSystemPrompt',
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
    'stopSequences stopSequence file filename path base64Source textSource urlSource contentSource toolResult toolUse url template variables ' +
    'toolSpec json contents stream thinking media'
  ).split(' '),
);

/** Steps that set a key by its name: `JSONObject().put("model", m)`, Gson's `addProperty`, Jackson's `set`. */
const keyed = /^(?:putAdditionalBodyProperty|put|addProperty|add|set|putPOJO|putIfAbsent)$/;

const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const maxSteps = 200;

/** What a block sets on the builder that it stands behind: `builder().apply { model(m) }`. */
const addedStep = ({ how, key, value, span }: Addition): Step[] => {
  if (how !== 'entry' || !key) return [];
  const args = [{ value }];
  return [{ name: key, args, call: { kind: 'call', span, callee: { kind: 'name', name: key, span }, args } }];
};

/** The steps of a chain of calls, first to last, and what the first of them is called on. */
function chainOf(file: CodeFile, operand: Operand): { readonly steps: readonly Step[]; readonly root: Operand } {
  const steps: Step[] = [];
  let current: Operand = operand;
  while (steps.length < maxSteps) {
    const expr = lower(file, current);
    if (expr.kind === 'typed') {
      current = expr.value;
      continue;
    }
    if (expr.kind === 'built') {
      steps.unshift(...expr.added.flatMap(addedStep));
      current = expr.base;
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
  return { steps, root: current };
}

/**
 * A chain of builder calls as the object that it builds: `MessageCreateParams.builder().system(s).addUserMessage(u).build()`
 * gives `{ system: s, messages: [{ role: 'user', content: u }] }`. Undefined when the chain builds nothing that we know.
 */
/** `with_system`, `set_model`, `model_id`: the steps of Rust's builders in the words of the tables. */
const rustStep = (name: string): string =>
  own(messageSteps, name) !== undefined || systemSteps.has(name) || valueSteps.has(name)
    ? name
    : name.replace(/^(?:with|set)_/, '').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

export function builtRecord(file: CodeFile, operand: Operand, fewest = 2): RecordExpr | undefined {
  // Python's SDKs take keywords: `input("You: ").strip()` asks the user.
  if (file.language.id === 'python') return undefined;
  const { steps, root } = chainOf(file, operand);
  if (steps.length < fewest) return undefined;
  const entries = new Map<string, Entry>();
  const lists = new Map<string, { value: Operand; spread?: boolean }[]>();
  const variables: Entry[] = [];
  const isText = steps.some(({ name }) => name === 'text');
  const given: Entry[] = [];
  for (const { name: written, args, call } of steps) {
    const name = plainStep(file.language.id === 'rust' ? rustStep(written) : written);
    const first = args[0];
    if (!first) continue;
    // Rust's `Params::new(Required { … }).with_system(s)` begins with a record.
    if (name === 'new' && file.language.id === 'rust' && lower(file, first.value).kind === 'record')
      given.push({ key: null, spread: true, value: first.value, span: operandSpan(first.value) });
    const span = operandSpan(first.value);
    const role = own(messageSteps, name);
    const list = own(listSteps, name);
    if (role !== undefined)
      push(lists, 'messages', {
        kind: 'record',
        span,
        entries: [textEntry('role', role, call), { key: 'content', value: first.value, span }],
      });
    else if (name === 'param' || (name === 'params' && isText)) addVariables(variables, file, name, args, call);
    else if (systemSteps.has(name)) {
      const key = name === 'context' ? 'context' : 'system';
      push(lists, key, first.value);
    } else if (list) for (const argument of args) push(lists, list, argument.value);
    else if (keyed.test(name) && args.length === 2) {
      const key = literalKey(file, first.value);
      if (key) entries.set(key, { key, value: args[1]!.value, span });
    } else if (valueSteps.has(name)) entries.set(name, { key: keyOf(name), value: together(args, span), span });
  }
  for (const [key, items] of lists) {
    const span = operandSpan(items[0]!.value);
    const one: Operand =
      items.length === 1 ? items[0]!.value : { kind: 'join', span, operands: items.map((item) => item.value) };
    entries.set(key, { key, value: key === 'system' ? one : { kind: 'list', span, items }, span });
  }
  if (variables.length > 0) {
    const { span } = variables[0]!;
    entries.set('variables', { key: 'variables', value: { kind: 'record', span, entries: variables }, span });
  }
  if (entries.size === 0) return undefined;
  const typeName = madeClass(file, root);
  return {
    kind: 'record',
    span: operandSpan(operand),
    entries: [...given, ...entries.values()],
    ...(typeName ? { typeName } : {}),
  };
}

/** `ImageBlockParam` of `ImageBlockParam.builder()`. */
function madeClass(file: CodeFile, root: Operand): string | undefined {
  const expr = lower(file, root);
  const name = expr.kind === 'name' || expr.kind === 'member' ? expr.name : undefined;
  return name !== undefined && /^[A-Z]/.test(name) ? name : undefined;
}

/** Steps that give a template its values: `.param("name", n)`, `.params(map)`. */
function addVariables(
  variables: Entry[],
  file: CodeFile,
  name: string,
  args: CallExpr['args'],
  { span }: CallExpr,
): void {
  const [first, second] = args;
  const key = name === 'param' && first && second ? literalKey(file, first.value) : undefined;
  if (key !== undefined) variables.push({ key, value: second!.value, span });
  else if (name === 'params' && first) variables.push({ key: null, value: first.value, spread: true, span });
}

/** `content(a, b)` is a list. */
const together = (args: CallExpr['args'], span: Span): Operand =>
  args.length === 1
    ? args[0]!.value
    : { kind: 'list', span, items: args.map(({ value, spread }) => ({ value, spread: spread !== undefined })) };

/**
 * A chain of steps on a builder that is begun elsewhere: `builder.addUserMessage(q).build()`, `base().system(s).build()`.
 * Its base is the variable or call that began it.
 */
export function builtOn(file: CodeFile, operand: Operand): BuiltExpr | undefined {
  const { steps, root } = chainOf(file, operand);
  const begun = lower(file, root);
  const isCall = begun.kind === 'call';
  if (!isCall && begun.kind !== 'member' && !(begun.kind === 'name' && /^[a-z_]/.test(begun.name))) return undefined;
  const added = (isCall ? steps.slice(1) : steps).flatMap(({ name, args, call }): Addition[] => {
    const [first, second] = args;
    if (!first) return [];
    const key = second && keyed.test(name) ? literalKey(file, first.value) : undefined;
    const { span } = call;
    if (key !== undefined && args.length === 2) return [{ how: 'entry', key, value: second!.value, span }];
    return builderKey(name) ? [{ how: 'entry', key: name, value: together(args, span), span }] : [];
  });
  return added.length > 0 ? { kind: 'built', span: operandSpan(operand), base: root, added } : undefined;
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

/** `setMessages(list)` of a bean and `withMessages(list)` of a wither are `messages`. */
const plainStep = (name: string): string => {
  const bean = /^(?:set|with)([A-Z]\w*)$/.exec(name)?.[1];
  const plain = bean ? bean[0]!.toLowerCase() + bean.slice(1) : name;
  return bean && isStep(plain) ? plain : name;
};

const isStep = (name: string): boolean =>
  Object.hasOwn(messageSteps, name) || systemSteps.has(name) || Object.hasOwn(listSteps, name) || valueSteps.has(name);

/** What one builder method called as a statement sets: the same tables as for chains. */
export function builderKey(
  written: string,
): { readonly key: string; readonly role?: string; readonly list?: boolean } | undefined {
  const name = plainStep(written);
  const role = own(messageSteps, name);
  if (role !== undefined) return { key: 'messages', role, list: true };
  if (systemSteps.has(name)) return { key: 'system' };
  const list = own(listSteps, name);
  if (list) return { key: list, list: true };
  return valueSteps.has(name) ? { key: keyOf(name) } : undefined;
}
