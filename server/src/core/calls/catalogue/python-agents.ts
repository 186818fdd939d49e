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

const anyModel = (name: string): Client => ({ name, platform: 'claude-api', anyModel: true });

/** Agent frameworks of PyPI, read in the packages of 2026-11. */
export const pythonAgentSdks: readonly Sdk[] = [
  {
    id: 'crewai',
    family: 'python',
    packages: ['crewai', 'crewai.*'],
    versions: '1.15.30',
    clients: [anyModel('LLM'), anyModel('Crew')],
    calls: [
      shape('call', 'crewai', 'input'),
      shape('acall', 'crewai', 'input'),
      shape('Agent', 'crewai', 'definition', { anyModel: true }),
      shape('Task', 'crewai', 'definition', { anyModel: true }),
      shape('kickoff', 'crewai', 'definition'),
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
      shape('invoke_async', 'strands', 'input'),
      shape('stream_async', 'strands', 'input', { streamed: true }),
    ],
  },
  {
    id: 'google-adk',
    family: 'python',
    packages: ['google.adk', 'google.adk.*'],
    versions: '2.13.0',
    clients: [],
    calls: ['Agent', 'LlmAgent'].map((name) => shape(name, 'google-adk', 'definition', { anyModel: true })),
  },
  {
    id: 'haystack',
    family: 'python',
    packages: ['haystack_integrations.components.generators.anthropic'],
    versions: 'anthropic-haystack 8.0.1',
    clients: [{ name: 'AnthropicChatGenerator', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' }],
    calls: [shape('run', 'haystack', 'messages'), shape('run_async', 'haystack', 'messages')],
  },
];
