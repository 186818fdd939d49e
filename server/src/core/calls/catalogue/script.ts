import { anthropicClients, spelled } from './anthropic.ts';
import type { Sdk } from './entry.ts';

/** npm packages. */
export const scriptSdks: readonly Sdk[] = [
  {
    id: 'anthropic',
    family: 'script',
    packages: [
      '@anthropic-ai/sdk',
      '@anthropic-ai/sdk/*',
      '@anthropic-ai/bedrock-sdk',
      '@anthropic-ai/vertex-sdk',
      '@anthropic-ai/google-cloud-sdk',
      '@anthropic-ai/foundry-sdk',
      '@anthropic-ai/aws-sdk',
    ],
    versions: '0.20 to 1.12.0',
    clients: anthropicClients,
    calls: [
      ...spelled('camel'),
      {
        callee: 'thread.send',
        api: 'anthropic.thread.send',
        request: 'thread-message',
        feature: 'threads',
        strict: true,
      },
    ],
  },
];
