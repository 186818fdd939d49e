import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';

interface Employee {
  name: string;
  email: string;
  title: string;
  history: string[];
  salary: number;
  iban: string;
}

const client = new AnthropicBedrock({ awsRegion: 'eu-central-1' });

/** Drafts the yearly review from the employee's record. */
export async function draftReview(employee: Employee) {
  return client.messages.create({
    model: 'eu.anthropic.claude-sonnet-4-6',
    max_tokens: 800,
    messages: [{ role: 'user', content: `Draft a fair yearly review.\n\n${JSON.stringify(employee)}` }],
  });
}
