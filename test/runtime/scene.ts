import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { AnthropicAws } from '@anthropic-ai/aws-sdk';
import { AnthropicBedrock, AnthropicBedrockMantle } from '@anthropic-ai/bedrock-sdk';
import { AnthropicFoundry } from '@anthropic-ai/foundry-sdk';
import Anthropic from '@anthropic-ai/sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import type { AuditEvent, PrivacyOptions } from '../../server/src/runtime/index.ts';
import { type MessagesApi, messagesApi, type RequestBody } from '../support/messages-api.ts';

export const model = 'claude-sonnet-5-5';
export const planted = [
  'Maria Delgado',
  'Delgado',
  'maria.delgado@acme-mail.com',
  '00482913',
  '536-22-8726',
  '867-4410',
];
export const note =
  'Patient Maria Delgado, MRN 00482913, SSN 536-22-8726, mail maria.delgado@acme-mail.com, phone (312) 867-4410.';

/** Started before the first test of the file that imports this, and closed after its last. */
export let api: MessagesApi;
before(async () => {
  api = await messagesApi();
});
after(() => api.close());

export const audited: AuditEvent[] = [];
export const options = (more: PrivacyOptions = {}): PrivacyOptions => ({
  audit: (event) => void audited.push(event),
  service: 'test',
  ...more,
});
export const talk = { useCase: 'clinical-note-summary', user: 'u-2f8c', prompt: 'discharge-letter' };

/** Every planted value, in any spelling a request can have, is absent from what arrived. */
export function assertNothingArrived(from = 0): void {
  const all = api.received
    .slice(from)
    .map(({ body, path, headers }) => body + path + JSON.stringify(headers))
    .join('\n');
  for (const value of planted)
    assert.ok(
      !all.includes(value),
      `arrived: ${value} in …${all.slice(all.indexOf(value) - 60, all.indexOf(value) + 30)}`,
    );
}

/** The token of Maria Delgado in what arrived; a later turn of a conversation may not repeat the note. */
export const firstPerson = (body: RequestBody): string => {
  lastPerson = /Patient (\[PERSON_\d+\])/.exec(JSON.stringify(body))?.[1] ?? lastPerson;
  return lastPerson;
};
let lastPerson = '';

/** Claude repeats the tokens it was given, in text and in a tool call, here and there a little changed. */
export function echo(body: RequestBody): RequestBody {
  const tokens = [...new Set(JSON.stringify(body).match(/\[[A-Z_]+_\d+\]/g) ?? [])];
  const person = firstPerson(body);
  const mail = tokens.find((token) => token.startsWith('[EMAIL')) ?? '';
  return [
    { type: 'thinking', thinking: `The patient is ${person}.`, signature: 'sig' },
    {
      type: 'text',
      text: `Letter for **${person}** (${person.toLowerCase()}), see [the list]. ${tokens.join(' ')}`,
      citations: null,
    },
    {
      type: 'tool_use',
      id: 'toolu_1',
      name: 'send_letter',
      input: { to: mail, lines: [`Dear ${person},`, 'a "quote"'] },
    },
  ];
}

/** Credentials without Google: the platform's client asks for headers and nothing else. */
const googleAuth = {
  projectId: 'p',
  getRequestHeaders: async () => new Headers({ authorization: 'Bearer t' }),
} as never;

const quick = { maxRetries: 0, timeout: 10_000 };

export const makers = {
  Anthropic: () => new Anthropic({ apiKey: 'k', baseURL: api.url, ...quick }),
  AnthropicBedrock: () =>
    new AnthropicBedrock({
      awsRegion: 'eu-central-1',
      awsAccessKey: 'a',
      awsSecretKey: 's',
      baseURL: api.url,
      ...quick,
    }),
  AnthropicBedrockMantle: () =>
    new AnthropicBedrockMantle({
      awsRegion: 'eu-central-1',
      awsAccessKey: 'a',
      awsSecretAccessKey: 's',
      baseURL: api.url,
      ...quick,
    }),
  AnthropicVertex: () =>
    new AnthropicVertex({
      projectId: 'p',
      region: 'europe-west1',
      authClient: googleAuth,
      baseURL: api.url,
      ...quick,
    }),
  AnthropicFoundry: () => new AnthropicFoundry({ apiKey: 'k', baseURL: api.url, ...quick }),
  AnthropicAws: () =>
    new AnthropicAws({ awsRegion: 'us-east-1', workspaceId: 'w', apiKey: 'k', baseURL: api.url, ...quick }),
};
