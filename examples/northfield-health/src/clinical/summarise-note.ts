import Anthropic from '@anthropic-ai/sdk';
import { loadEncounter, type Patient } from './records.ts';

const client = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY_CLINICAL });

/** Drafts the discharge letter for one encounter. */
export async function summariseNote(encounterId: string): Promise<string> {
  const encounter = await loadEncounter(encounterId);
  const patient: Patient = encounter.patient;

  const prompt = `Summarise the encounter for the discharge letter.
Patient: ${patient.name}, record ${patient.mrn}, born ${patient.birth_date}
Diagnoses: ${encounter.diagnoses.join(', ')}

${encounter.text}`;

  const message = await client.messages.create({
    model: 'claude-opus-5-5',
    max_tokens: 1024,
    system: 'You write discharge letters. Leave out what the note does not say.',
    messages: [{ role: 'user', content: prompt }],
    metadata: { user_id: patient.mrn },
  });

  console.log('discharge prompt', prompt);
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}
