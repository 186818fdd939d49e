import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { must, npmPackages, writeFixtures } from './install.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const tsc = at('node_modules/typescript/bin/tsc');

/** What the fixtures of a group import, at the versions that the catalogue's entries were read at. */
const groups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  script: {
    '@ai-sdk/anthropic': '4.0.105',
    '@ai-sdk/openai': '4.0.118',
    '@anthropic-ai/aws-sdk': '1.1.2',
    '@anthropic-ai/bedrock-sdk': '1.1.3',
    '@anthropic-ai/claude-agent-sdk': '0.3.330',
    '@anthropic-ai/foundry-sdk': '1.1.1',
    '@anthropic-ai/google-cloud-sdk': '1.1.4',
    '@anthropic-ai/sdk': '1.12.0',
    '@anthropic-ai/vertex-sdk': '1.1.3',
    '@aws-sdk/client-bedrock-runtime': '3.1164.0',
    '@langchain/anthropic': '1.5.11',
    '@langchain/aws': '1.4.5',
    '@langchain/core': '1.4.0',
    '@langchain/google-vertexai': '2.3.2',
    '@llamaindex/anthropic': '0.3.27',
    '@llamaindex/core': '0.6.23',
    '@llamaindex/env': '0.1.31',
    '@types/node': '20.19.0',
    ai: '7.0.173',
    axios: '1.21.1',
    execa: '10.2.1',
    got: '16.1.0',
    ky: '2.1.0',
    langchain: '1.5.14',
    obsidian: '1.8.7',
    ofetch: '1.5.1',
    openai: '7.57.0',
    twilio: '6.2.0',
    undici: '8.13.1',
  },
  'script-frameworks': {
    '@ai-sdk/amazon-bedrock': '5.0.101',
    '@ai-sdk/anthropic': '4.0.105',
    '@ai-sdk/google-vertex': '5.0.141',
    '@ai-sdk/openai': '4.0.118',
    '@genkit-ai/anthropic': '0.3.0',
    '@langchain/anthropic': '1.5.11',
    '@langchain/core': '1.4.0',
    '@langchain/langgraph': '1.7.3',
    '@llamaindex/anthropic': '0.3.27',
    '@llamaindex/core': '0.6.23',
    '@llamaindex/workflow': '1.1.25',
    '@mastra/core': '1.71.0',
    '@openai/agents': '0.20.0',
    '@openai/agents-extensions': '0.18.0',
    '@openrouter/ai-sdk-provider': '3.1.0',
    '@openrouter/sdk': '1.3.19',
    '@types/node': '20.19.0',
    ai: '7.0.173',
    genkit: '1.42.0',
    langchain: '1.5.14',
    llamaindex: '0.12.1',
    openai: '7.57.0',
    'portkey-ai': '3.1.0',
  },
  'script-legacy': {
    '@ai-sdk/anthropic': '1.2.12',
    '@anthropic-ai/sdk': '0.32.1',
    '@langchain/anthropic': '0.3.11',
    '@langchain/community': '0.3.20',
    '@langchain/core': '0.3.26',
    '@types/node': '20.19.0',
    '@types/react': '18.3.12',
    ai: '4.3.19',
  },
};

const compilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: 'es2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  types: ['node'],
};

for (const [group, packages] of Object.entries(groups)) {
  test(`${group}: the fixtures compile against the packages of npm`, () => {
    const folder = npmPackages(group, packages);
    writeFixtures(group, join(folder, 'src'));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
    must(process.execPath, [tsc, '-p', '.'], folder);
  });
}

test('the sample compiles against the packages of npm', () => {
  const folder = npmPackages('script', groups['script']!);
  cpSync(at('examples/northfield-health/src'), join(folder, 'sample'), { recursive: true });
  const paths = { 'prompt-privacy': [at('server/src/runtime/index.ts')] };
  const settings = {
    compilerOptions: { ...compilerOptions, paths, allowImportingTsExtensions: true },
    include: ['sample'],
  };
  writeFileSync(join(folder, 'tsconfig.sample.json'), JSON.stringify(settings));
  must(process.execPath, [tsc, '-p', 'tsconfig.sample.json'], folder);
});
