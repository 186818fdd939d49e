import Anthropic from '@anthropic-ai/sdk';
import { createVault, restore, scrub } from 'prompt-privacy';
import { auditClaudeCall } from '../audit.ts';

const client = new Anthropic();

/** Explains the errors of the last minutes to whoever is on call. */
export async function triage(logLines: string[], userId: string): Promise<string> {
  const vault = createVault();
  const message = await client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 500,
    inference_geo: 'us',
    messages: [{ role: 'user', content: `Explain the errors:\n${scrub(logLines.join('\n'), { vault }).text}` }],
  });
  auditClaudeCall({ user: userId, useCase: 'log-triage', prompt: 'triage', classification: 'internal', message });
  return restore(message.content.map((block) => (block.type === 'text' ? block.text : '')).join(''), { vault });
}
