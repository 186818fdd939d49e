import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

/** An experiment: a card for every customer. */
export async function birthdayCard(customer: { name: string; email: string }) {
  return client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 200,
    messages: [{ role: 'user', content: `Write a birthday card for ${customer.name}.` }],
  });
}
