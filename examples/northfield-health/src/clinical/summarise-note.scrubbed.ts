import Anthropic from '@anthropic-ai/sdk';
import { createVault, restore, scrub, tokenize } from 'prompt-privacy';
import { auditClaudeCall } from '../audit.ts';
import { loadEncounter } from './records.ts';

const client = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY_CLINICAL });

/** Drafts the discharge letter for one encounter; Claude sees tokens, the letter has the values. */
export async function summariseNote(encounterId: string, userId: string): Promise<string> {
  const encounter = await loadEncounter(encounterId);
  const vault = createVault();

  const message = await client.messages.create({
    model: 'claude-opus-5-5',
    max_tokens: 1024,
    inference_geo: 'us',
    system: 'You write discharge letters. Leave out what the note does not say.',
    messages: [
      {
        role: 'user',
        content: `Summarise the encounter for the discharge letter.
Record ${tokenize(encounter.patient.mrn, 'MEDICAL_RECORD_NUMBER', { vault })}
Diagnoses: ${encounter.diagnoses.join(', ')}

${scrub(encounter.text, { vault }).text}`,
      },
    ],
  });

  auditClaudeCall({ user: userId, useCase: 'clinical-note-summary', prompt: 'summarise-note', classification: 'restricted', message });
  const letter = message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  return restore(letter, { vault });
}
