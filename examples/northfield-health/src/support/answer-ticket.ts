import Anthropic from '@anthropic-ai/sdk';
import { readFileSync } from 'node:fs';

interface Customer {
  name: string;
  email: string;
  account_ref: string;
}

interface Ticket {
  subject: string;
  body: string;
}

const client = new Anthropic();
const template = readFileSync('prompts/support/reply.prompty', 'utf8');

/** Drafts an answer for the agent to check. */
export async function answerTicket(ticket: Ticket, customer: Customer, orderNotes: string) {
  const stream = client.messages.stream({
    model: 'claude-sonnet-5-5',
    max_tokens: 600,
    inference_geo: 'us',
    system: template,
    messages: [
      { role: 'user', content: [{ type: 'text', text: `${customer.name} (${customer.email}) wrote:\n${ticket.body}` }] },
      { role: 'user', content: [{ type: 'text', text: `Order notes: ${orderNotes}` }] },
    ],
    tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 2 }],
  });
  return stream.finalText();
}
