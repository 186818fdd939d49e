import type { Platform } from '../../prompt.ts';

/** Families of languages that share SDKs and spelling. */
export type Family = 'script' | 'python' | 'jvm' | 'go' | 'csharp' | 'ruby' | 'php' | 'rust';

/** A package by which prompts reach Claude. Facts of 2026-11; sources beside each entry. */
export interface Sdk {
  readonly id: string;
  readonly family: Family;
  /** Import specifiers; `x/*` covers deep imports. */
  readonly packages: readonly string[];
  /** Versions whose surface was read. */
  readonly versions: string;
  /** Platform of calls that have no client: functions that the package exports. */
  readonly platform?: Platform;
  /** Platform of a model that is named by a plain string, where the package sends it somewhere of its own. */
  readonly modelStrings?: Platform;
  /** Where no model is said to be Claude's, the vendor's own is meant. */
  readonly ownModels?: boolean;
  /** A setting of the package that says which model is meant where none is named: `Settings.llm`. */
  readonly defaultModel?: string;
  /** How a program sets one model for all calls of the package: an expression that matches the text before the model. */
  readonly configured?: string;
  readonly clients: readonly Client[];
  readonly calls: readonly CallShape[];
}

/** A constructor, factory or type whose instances make calls. */
export interface Client {
  readonly name: string;
  readonly platform: Platform;
  /** Constructor option (or argument position) to fact; defaults where the SDK has one. */
  readonly region?: {
    readonly options: readonly string[];
    readonly environment?: readonly string[];
    readonly default?: string;
  };
  /** Serves other vendors' models as well: the model decides. */
  readonly anyModel?: boolean;
  /** Methods that make what the calls are made on: `RubyLLM.chat(model: m)`. */
  readonly makers?: readonly string[];
  /** What it is made with first is no model. */
  readonly unnamed?: boolean;
  /** Its calls name models by aliases: only its construction says which they are. */
  readonly aliases?: boolean;
  /** Environment variable that the key is read from when none is given. */
  readonly keyEnv?: string;
}

/** A call expression that sends a prompt. */
export interface CallShape {
  /**
   * Names at the end of the callee: `messages.create`. One name alone is an imported function or a constructor;
   * `__call__` is an object that is called like a function: `agent(prompt)`.
   */
  readonly callee: string;
  readonly api: string;
  /** How its arguments hold text: a key of the request walkers. */
  readonly request: RequestShape;
  /** Position of the argument with the request; keyword arguments are taken together as one. Default 0. */
  readonly argument?: number;
  /** Position of the argument that names or holds the model (an agent), beside a client that serves several vendors. */
  readonly model?: number;
  /** Names of the positional arguments, for calls that take the request as arguments: `completion(model, messages)`. */
  readonly positional?: readonly string[];
  /** The keyword arguments hold the request even where there are positional ones. */
  readonly keywords?: boolean;
  /** Feature that the call itself uses: `batches`, `files`, `threads`, `managed-agents`. */
  readonly feature?: string;
  readonly streamed?: boolean;
  /** The agent that is run, which says the model: the position of an argument, or an option of the receiver's construction. */
  readonly agent?: number | string;
  /** The name alone says little: without a resolved receiver or import it is no call. */
  readonly strict?: boolean;
  /** A constructor whose object a client sends: `client.send(new ConverseCommand(…))`. */
  readonly command?: boolean;
  /** Serves other vendors' models as well: the model decides. */
  readonly anyModel?: boolean;
  /** `custom`: argument paths that hold text, as the policy writes them: `[0]`, `prompt`, `options.system`. */
  readonly paths?: readonly string[];
  /** Messages may be given one by one: `model.chat(system, user)`. */
  readonly variadic?: boolean;
  /** Keyword arguments, or keys of an object given after it, that hold prompt text beside the positional argument. */
  readonly beside?: readonly string[];
  /** The client's construction holds instructions that go with every call: agents. */
  readonly instructed?: boolean;
  /** A name that the chain before the call must hold; the chain is the request: `client.prompt().user(u).call()`. */
  readonly fluent?: string;
  /** A word that the file must hold, where the receiver alone does not tell. */
  readonly mentions?: string;
}

export type RequestShape =
  | 'messages'
  | 'batch'
  | 'completion'
  | 'thread-message'
  | 'session-events'
  | 'agent'
  | 'file'
  | 'agent-sdk'
  | 'agent-options'
  | 'definition'
  | 'ai-sdk'
  | 'input'
  | 'genkit'
  | 'engine'
  | 'converse'
  | 'invoke-model'
  | 'http'
  | 'text'
  /** A command line of Claude Code. */
  | 'command'
  | 'custom';
