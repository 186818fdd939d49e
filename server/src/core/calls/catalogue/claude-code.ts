import type { CallShape, Family, Sdk } from './entry.ts';

/** Functions of a language that run `claude -p` as a process. */
export const claudeCode = (family: Family, callees: readonly string[]): Sdk => ({
  id: 'claude-code',
  family,
  packages: [],
  versions: '`claude -p` of Claude Code 1 to 2, run as a process',
  platform: 'agent-sdk',
  clients: [],
  calls: callees.map((callee): CallShape => ({ callee, api: 'claude-code.print', request: 'command', strict: true })),
});
