import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
import { createVault, restore, scrub } from 'prompt-privacy';
import { auditClaudeCall } from '../audit.ts';

interface Employee {
  title: string;
  history: string[];
}

const client = new AnthropicBedrock({ awsRegion: 'eu-central-1' });

/** Drafts the yearly review from the two fields that it needs. */
export async function draftReview(employee: Employee, userId: string): Promise<string> {
  const vault = createVault();
  const message = await client.messages.create({
    model: 'eu.anthropic.claude-sonnet-4-6',
    max_tokens: 800,
    messages: [
      {
        role: 'user',
        content: `Draft a fair yearly review.\n\nTitle: ${employee.title}\n${scrub(employee.history.join('\n'), { vault }).text}`,
      },
    ],
  });
  auditClaudeCall({ user: userId, useCase: 'hr-job-description', prompt: 'draft-review', classification: 'confidential', message });
  return restore(message.content.map((block) => (block.type === 'text' ? block.text : '')).join(''), { vault });
}
