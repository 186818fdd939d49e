import { spelled } from './anthropic.ts';
import type { Sdk } from './entry.ts';
import { claude, http, httpVersions } from './shared.ts';

/** Gems. The official SDK was read at first hand (2026-08). */
export const rubySdks: readonly Sdk[] = [
  {
    id: 'anthropic',
    family: 'ruby',
    packages: ['anthropic', 'claude', 'ruby_llm'],
    versions: 'anthropic 0.1 to 1.20',
    clients: [claude('Anthropic'), claude('Client')],
    calls: [
      ...spelled('snake'),
      { callee: 'messages.stream_raw', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
      { callee: 'messages', api: 'anthropic.messages.create', request: 'messages', strict: true },
      { callee: 'complete', api: 'anthropic.completions.create', request: 'completion', strict: true },
    ],
  },
  {
    id: 'ruby-llm',
    family: 'ruby',
    packages: [],
    versions: 'ruby_llm 1.x',
    clients: [{ name: 'RubyLLM', platform: 'claude-api', anyModel: true }],
    calls: [{ callee: 'ask', api: 'ruby-llm.ask', request: 'messages', strict: true, anyModel: true }],
  },
  {
    id: 'http',
    family: 'ruby',
    packages: [],
    versions: httpVersions,
    platform: 'claude-api',
    clients: [],
    calls: http(['post', 'Post', 'new']),
  },
];
