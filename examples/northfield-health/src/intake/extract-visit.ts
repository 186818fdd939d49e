import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

/** Fills a form from the note of a visit; the doctors of the clinic become the choices of a field. */
export async function extractVisit(note: { text: string }, patientNames: string[]) {
  return client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 500,
    tools: [
      {
        name: 'record_visit',
        description: 'Stores the visit.',
        input_schema: {
          type: 'object',
          properties: { patient: { type: 'string', enum: patientNames }, reason: { type: 'string' } },
        },
      },
    ],
    messages: [{ role: 'user', content: note.text }],
  });
}
