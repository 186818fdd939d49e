import Anthropic from '@anthropic-ai/sdk';
import { createVault, scrub } from 'prompt-privacy';

const client = new Anthropic({ openTelemetry: { traces: { contentMode: 'content' } } });

/** Translates a ticket for an agent who does not read its language. */
export async function translateTicket(ticket: { body: string }, language: string) {
  const vault = createVault();
  const message = await client.messages.create({
    model: 'claude-fable-5-1',
    max_tokens: 800,
    messages: [{ role: 'user', content: `Translate into ${language}:\n${scrub(ticket.body, { vault }).text}` }],
  });
  console.debug('translated', JSON.stringify(vault));
  return message.content;
}
