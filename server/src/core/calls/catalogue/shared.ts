import type { CallShape, Client } from './entry.ts';

export const claude = (name: string, keyEnv = 'ANTHROPIC_API_KEY'): Client => ({
  name,
  platform: 'claude-api',
  keyEnv,
});

/** HTTP clients whose calls are judged by the address that they are given. */
export const http = (callees: readonly string[]): CallShape[] =>
  callees.map((callee) => ({ callee, api: 'http.messages', request: 'http', strict: true }));

export const httpVersions = 'https://api.anthropic.com/v1/messages, anthropic-version 2023-06-01';
