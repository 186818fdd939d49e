import { calleeText } from './callee.ts';
import type { Client, Family, Sdk } from './catalogue/entry.ts';
import { clientOf, familyOf, matches, sdkOfModule, sdksOf } from './catalogue/index.ts';
import type { Binding, CallExpr } from './code.ts';
import { type CodeFile, operandSpan } from './code-file.ts';
import { lastName } from './functions.ts';
import { resolveName } from './resolve.ts';
import type { Frame, Value } from './value.ts';

/** What a receiver turned out to be. */
export type Receiver =
  | {
      readonly kind: 'client';
      readonly sdk: Sdk;
      readonly client: Client;
      readonly construction?: Value;
      /** What was told its instructions after the client was made: a chat, an assistant, an agent. */
      readonly around?: Value;
    }
  | { readonly kind: 'package'; readonly sdk: Sdk; readonly name: string }
  /** Something of another package: a look-alike. */
  | { readonly kind: 'other'; readonly module: string }
  | { readonly kind: 'unknown' };

export const unknown: Receiver = { kind: 'unknown' };
/** Packages whose clients are spelled like Claude's. */
const lookAlike =
  /twilio|openai|mailgun|messagebird|plivo|telnyx|vonage|nexmo|sinch|sendgrid|slack|discord|groq|mistral|cohere|google|gemini|ollama|together|fireworks|replicate|deepseek|telegram|whatsapp|stream-chat|pusher|nylas|gmail|zulip|mattermost|textmagic|bandwidth/i;

export const familyIn = (frame: Frame): Family | undefined => familyOf[frame.file.languageId];

export function fromImport({ module, name }: NonNullable<Binding['import']>, frame: Frame): Receiver {
  const family = familyIn(frame);
  const sdk = family && sdkOfModule(family, module);
  if (!sdk) return lookAlike.test(module) ? { kind: 'other', module } : unknown;
  const client = clientOf(sdk, name);
  if (client) return { kind: 'client', sdk, client };
  // A default import is the package's first client, whatever it is called here.
  if (name === 'default') {
    const first = defaultClient(sdk, module);
    if (first) return { kind: 'client', sdk, client: first };
  }
  if (family === 'rust' && /\banthropic\b/.test(module) && !records.test(name) && sdk.clients[0])
    return { kind: 'client', sdk, client: sdk.clients[0] };
  return { kind: 'package', sdk, name };
}

/** What the crates call the parts of a request. */
const records =
  /(?:Builder|Request|Params?|Messages?|Role|Content|Block|Model|Error|Response|Config|Source|Tool\w*|Usage)$/;

/** `AnthropicBedrock` of `@anthropic-ai/bedrock-sdk`: the client that the package is named after, else the first. */
const defaultClient = (sdk: Sdk, module: string): Client | undefined => {
  const words = module.replace(/[^a-z]/g, '');
  const named = ({ name }: Client) => name.replace('Anthropic', '').toLowerCase();
  return sdk.clients.find((one) => named(one) !== '' && words.includes(named(one))) ?? sdk.clients[0];
};

/** Ruby's `Langchain::LLM::Anthropic`: a class by its whole name. */
export function qualifiedClient({ operand, frame }: Value): Receiver | undefined {
  if (familyIn(frame) !== 'ruby') return undefined;
  const name = calleeText(frame.file, operand).replaceAll('.', '::');
  const sdk = name.includes('::') ? sdksOf('ruby').find((one) => clientOf(one, name)) : undefined;
  return sdk && { kind: 'client', sdk, client: clientOf(sdk, name)! };
}

/** A type by its name: imported from the SDK, or so named that nothing else can be meant. */
export function fromType(typeName: string, frame: Frame): Receiver {
  const family = familyIn(frame);
  if (!family) return unknown;
  const { binding } = resolveName(
    { kind: 'name', span: { start: frame.file.text.length, end: frame.file.text.length }, name: typeName },
    frame,
  );
  if (binding?.import) {
    const imported = fromImport(binding.import, frame);
    if (imported.kind !== 'unknown') return imported;
  }
  for (const sdk of sdksOf(family)) {
    const client = clientOf(sdk, typeName);
    if (
      client &&
      (/anthropic|claude|bedrock|RubyLLM|Prism|^IChatCl|^IChatCompl|^ChatClientAgent|^ChatCompletionAgent/i.test(
        typeName,
      ) ||
        isUsed(sdk, frame) ||
        isOfPackage(typeName, sdk, frame))
    )
      return { kind: 'client', sdk, client };
  }
  // `AsyncAnthropicClient`, `IAnthropicClient`: an alias or interface of the SDK's clients.
  const named = /^I?(?:Async)?Anthropic\w*Client$/.test(typeName)
    ? sdksOf(family).find(({ id }) => id === 'anthropic')
    : undefined;
  if (named?.clients[0]) return { kind: 'client', sdk: named, client: named.clients[0] };
  return unknown;
}

const prefixes = new WeakMap<CodeFile, Map<string, readonly string[]>>();

/** The names before a type's, wherever the file writes it. */
function prefixesOf(typeName: string, file: CodeFile): readonly string[] {
  const all = prefixes.get(file) ?? new Map<string, readonly string[]>();
  prefixes.set(file, all);
  const pattern = new RegExp(`(?<![\\w.])\\w+(?=(?:\\.|::)${typeName}\\b)`, 'g');
  const found = all.get(typeName) ?? [...new Set(file.text.match(pattern))].slice(0, 8);
  all.set(typeName, found);
  return found;
}

/** C#'s `using Microsoft.SemanticKernel;` brings all types of a namespace, without naming them. */
function isUsed({ family, packages }: Sdk, { file }: Frame): boolean {
  if (family !== 'csharp') return false;
  const namespaces = [...file.text.slice(0, 5_000).matchAll(/^\s*(?:global\s+)?using\s+([\w.]+)\s*;/gm)].map(
    ([, name]) => name!,
  );
  return namespaces.some((name) => packages.some((one) => matches(one, name)));
}

/** `anthropic.Client`, `instructor.Instructor`: a type that the file writes with the package's name before it. */
function isOfPackage(typeName: string, { packages }: Sdk, frame: Frame): boolean {
  const { file } = frame;
  return prefixesOf(typeName, file).some((name) => {
    const { binding } = resolveName(
      { kind: 'name', span: { start: file.text.length, end: file.text.length }, name },
      frame,
    );
    const module = binding?.import?.module;
    return module !== undefined && packages.some((one) => matches(one, module));
  });
}

/** C#'s `services.GetRequiredService<IChatClient>()`: what it gives is what is asked for. */
export function serviceType({ callee }: CallExpr, frame: Frame): Receiver {
  if (familyIn(frame) !== 'csharp') return unknown;
  const { start, end } = operandSpan(callee);
  const written = frame.file.text.slice(Math.max(start, end - 120), end);
  const asked = /\bGet(?:Required)?(?:Keyed)?Service<([\w.]+)>$/.exec(written)?.[1];
  return asked === undefined ? unknown : fromType(asked.split('.').pop()!, frame);
}

/** `new AnthropicFoundry()`: a class that is so named that nothing else can be meant, unless the program declares it. */
export function namedClient(call: CallExpr, value: Value): Receiver {
  const { frame } = value;
  const family = familyIn(frame);
  const callee = calleeText(frame.file, call.callee);
  const name = lastName(callee);
  if (!family || !call.construct || !/^(?:Async)?Anthropic/.test(name)) return unknown;
  // Ruby's `Llm::Anthropic` is a class of the program's own.
  if (family === 'ruby' && !callee.startsWith('Anthropic')) return unknown;
  const { binding } = resolveName({ kind: 'name', span: call.span, name }, frame);
  if (binding?.kind === 'class') return unknown;
  for (const sdk of sdksOf(family)) {
    const client = clientOf(sdk, name);
    if (client) return { kind: 'client', sdk, client, construction: value };
  }
  return unknown;
}
