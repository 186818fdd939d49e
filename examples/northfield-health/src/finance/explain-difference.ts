import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
import { auditClaudeCall } from '../audit.ts';

interface Payment {
  iban: string;
  lines: { label: string; amount: number }[];
}

const client = new AnthropicBedrock();

/** Explains why a payment and its invoice differ. */
export async function explainDifference(payment: Payment, userId: string) {
  const lines = payment.lines.map((line) => `${line.label}: ${line.amount}`).join('\n');
  const message = await client.messages.create({
    model: 'global.anthropic.claude-sonnet-4-6',
    max_tokens: 400,
    messages: [{ role: 'user', content: `Account ${payment.iban}\n${lines}\n\nWhy does this differ from the invoice?` }],
  });
  auditClaudeCall({ user: userId, useCase: 'payment-analysis', message });
  return message;
}
