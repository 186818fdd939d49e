import type { CallShape, Client, Sdk } from './entry.ts';

const shape = (
  callee: string,
  sdk: string,
  request: CallShape['request'],
  more: Partial<CallShape> = {},
): CallShape => ({
  callee,
  api: `${sdk}.${callee}`,
  request,
  strict: true,
  ...more,
});

const shapes = (names: readonly string[], sdk: string, request: CallShape['request'], more: Partial<CallShape> = {}) =>
  names.map((name) => shape(name, sdk, request, /stream/.test(name) ? { streamed: true, ...more } : more));

/** An object that is called like a function. */
const called = (sdk: string, request: CallShape['request'], more: Partial<CallShape> = {}): CallShape => ({
  ...shape('__call__', sdk, request, more),
  api: `${sdk}.call`,
});

const anyModel = (name: string): Client => ({ name, platform: 'claude-api', anyModel: true });
/** Made with a signature or another module; the model is set for all of them. */
const module = (name: string): Client => ({ ...anyModel(name), unnamed: true });
const claude = (name: string): Client => ({ name, platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' });
const bedrock = (name: string): Client => ({
  name,
  platform: 'bedrock',
  region: { options: ['aws_region', 'region_name', 'region'], environment: ['AWS_REGION'] },
});

/** Agent frameworks of PyPI, read in the packages of 2026-11. */
export const pythonAgentSdks: readonly Sdk[] = [
  {
    id: 'crewai',
    family: 'python',
    packages: ['crewai', 'crewai.*'],
    versions: '1.15.30',
    clients: [anyModel('LLM'), anyModel('Crew'), anyModel('Agent')],
    calls: [
      ...shapes(['call', 'acall'], 'crewai', 'input'),
      ...shapes(['Agent', 'Task'], 'crewai', 'definition', { anyModel: true }),
      ...shapes(['kickoff', 'kickoff_async'], 'crewai', 'definition'),
    ],
  },
  {
    id: 'strands',
    family: 'python',
    packages: ['strands', 'strands.*'],
    versions: '1.62.0',
    clients: [anyModel('Agent')],
    calls: [
      shape('Agent', 'strands', 'definition', { anyModel: true }),
      ...shapes(['invoke_async', 'stream_async'], 'strands', 'input'),
      shape('structured_output', 'strands', 'input', { argument: 1 }),
      called('strands', 'input'),
    ],
  },
  {
    id: 'google-adk',
    family: 'python',
    packages: ['google.adk', 'google.adk.*'],
    versions: '2.13.0',
    clients: ['Agent', 'LlmAgent', 'Runner', 'InMemoryRunner'].map(anyModel),
    calls: [
      ...shapes(['Agent', 'LlmAgent'], 'google-adk', 'definition', { anyModel: true }),
      ...shapes(['run', 'run_async'], 'google-adk', 'definition', { agent: 'agent' }),
    ],
  },
  {
    id: 'openai-agents',
    family: 'python',
    packages: ['agents', 'agents.*'],
    versions: '0.24.0',
    clients: [anyModel('Agent')],
    calls: [
      shape('Agent', 'openai-agents', 'definition', { anyModel: true }),
      ...['run', 'run_sync', 'run_streamed'].map((name) =>
        shape(`Runner.${name}`, 'openai-agents', 'input', { argument: 1, agent: 0 }),
      ),
    ],
  },
  {
    id: 'agno',
    family: 'python',
    packages: ['agno.agent', 'agno.agent.*', 'agno.team', 'agno.team.*', 'phi.agent'],
    versions: '3.1.10',
    clients: [anyModel('Agent'), anyModel('Team')],
    calls: [
      ...shapes(['Agent', 'Team'], 'agno', 'definition', { anyModel: true }),
      ...shapes(['run', 'arun', 'print_response', 'aprint_response'], 'agno', 'input'),
    ],
  },
  {
    id: 'smolagents',
    family: 'python',
    packages: ['smolagents', 'smolagents.*'],
    versions: '1.26.0',
    clients: ['CodeAgent', 'ToolCallingAgent', 'LiteLLMModel', 'AmazonBedrockModel'].map(anyModel),
    calls: [
      shape('run', 'smolagents', 'input'),
      shape('generate', 'smolagents', 'input'),
      called('smolagents', 'input'),
    ],
  },
  {
    id: 'dspy',
    family: 'python',
    packages: ['dspy', 'dspy.*'],
    versions: '2.4 to 3.4.1',
    configured: '\\b(?:configure|context)\\s*\\(\\s*lm\\s*=\\s*',
    clients: [anyModel('LM'), ...['Predict', 'ChainOfThought', 'ReAct', 'ProgramOfThought'].map(module)],
    // Each keyword is an input field of the signature.
    calls: [
      called('dspy', 'input', { keywords: true, instructed: true }),
      shape('acall', 'dspy', 'input', { keywords: true, instructed: true }),
    ],
  },
  {
    id: 'autogen',
    family: 'python',
    packages: ['autogen_ext.models.anthropic', 'autogen_agentchat', 'autogen_agentchat.*'],
    versions: '0.7.5',
    clients: [
      claude('AnthropicChatCompletionClient'),
      bedrock('AnthropicBedrockChatCompletionClient'),
      anyModel('AssistantAgent'),
    ],
    calls: [
      ...shapes(['create', 'create_stream'], 'autogen', 'input'),
      shape('AssistantAgent', 'autogen', 'definition', { anyModel: true }),
      ...shapes(['run', 'run_stream'], 'autogen', 'definition'),
      ...shapes(['on_messages', 'on_messages_stream'], 'autogen', 'input'),
    ],
  },
  {
    id: 'semantic-kernel',
    family: 'python',
    packages: ['semantic_kernel.connectors.ai.anthropic', 'semantic_kernel.agents', 'semantic_kernel.agents.*'],
    versions: '1.45.0',
    clients: [claude('AnthropicChatCompletion'), anyModel('ChatCompletionAgent')],
    calls: [
      ...shapes(
        [
          ...['get_chat_message_content', 'get_chat_message_contents'],
          ...['get_streaming_chat_message_content', 'get_streaming_chat_message_contents'],
        ],
        'semantic-kernel',
        'input',
      ),
      shape('ChatCompletionAgent', 'semantic-kernel', 'definition', { anyModel: true }),
      ...shapes(['get_response', 'invoke', 'invoke_stream'], 'semantic-kernel', 'input'),
    ],
  },
  {
    id: 'claudette',
    family: 'python',
    packages: ['claudette', 'claudette.*'],
    versions: '0.3.15',
    clients: ['Chat', 'AsyncChat', 'Client', 'AsyncClient'].map(claude),
    calls: [
      called('claudette', 'input', { beside: ['sp'] }),
      ...shapes(['Chat', 'AsyncChat'], 'claudette', 'definition', { anyModel: true }),
      shape('toolloop', 'claudette', 'input'),
      shape('structured', 'claudette', 'input'),
    ],
  },
  {
    id: 'haystack',
    family: 'python',
    packages: ['haystack_integrations.components.generators.anthropic'],
    versions: 'anthropic-haystack 8.0.1',
    clients: [claude('AnthropicChatGenerator')],
    calls: [shape('run', 'haystack', 'messages'), shape('run_async', 'haystack', 'messages')],
  },
  {
    id: 'haystack-pipeline',
    family: 'python',
    packages: ['haystack', 'haystack.*'],
    versions: '3.4.1, with a generator of Anthropic',
    clients: [{ name: 'Pipeline', platform: 'claude-api' }],
    // What each component is given: `pipeline.run({"prompt_builder": {"note": note}})`.
    calls: shapes(['run'], 'haystack-pipeline', 'input', { mentions: 'AnthropicChatGenerator' }),
  },
];
