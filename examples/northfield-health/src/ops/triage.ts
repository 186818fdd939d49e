import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

/** Explains the errors of the last minutes to whoever is on call. */
export async function triage(logLines: string[]) {
  const batch = await client.messages.batches.create({
    requests: [
      {
        custom_id: 'triage',
        params: {
          model: 'claude-haiku-4-5',
          max_tokens: 500,
          messages: [{ role: 'user', content: `Explain the errors:\n${logLines.join('\n')}` }],
        },
      },
    ],
  });
  return batch.id;
}
