import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { without } from '../support/toolchain.ts';
import { installed, must, npmPackages, writeFixtures } from './install.ts';

/**
 * What the fixtures of a group import, at the versions that the catalogue's entries were read at. Without their own
 * dependencies: a type checker reads the packages themselves.
 */
const groups: Readonly<Record<string, readonly string[]>> = {
  python: [
    'agno==3.1.10',
    'aiohttp==3.14.5',
    'aisuite==0.2.0',
    'anthropic-haystack==8.0.1',
    'anthropic==2.12.0',
    'autogen-agentchat==0.7.5',
    'autogen-core==0.7.5',
    'autogen-ext==0.7.5',
    'boto3-stubs==1.44.1',
    'boto3==1.44.5',
    'claude-agent-sdk==0.2.187',
    'claudette==0.3.15',
    'crewai==1.15.30',
    'dspy==3.4.1',
    'google-adk==2.13.0',
    'google-genai==3.6.1',
    'haystack-ai==3.4.1',
    'httpx==0.28.1',
    'instructor==1.17.0',
    'langchain-anthropic==1.7.10',
    'langchain-aws==1.9.1',
    'langchain-classic==1.0.8',
    'langchain-core==1.8.2',
    'langchain==1.5.0',
    'langgraph==1.2.24',
    'langgraph-prebuilt==1.1.3',
    'litellm==1.109.1',
    'llama-index-core==0.14.25',
    'llama-index-llms-anthropic==0.12.3',
    'llama-index-llms-bedrock-converse==0.15.5',
    'mypy-boto3-bedrock-runtime==1.43.62',
    'openai-agents==0.24.0',
    'openai==3.54.0',
    'pydantic-ai-slim==2.68.0',
    'pydantic==2.14.3',
    'requests==2.34.2',
    'semantic-kernel==1.45.0',
    'smolagents==1.26.0',
    'strands-agents==1.62.0',
    'twilio==9.13.0',
    'types-requests==2.33.0.20261030',
  ],
  'python-legacy': [
    'anthropic==0.39.0',
    'langchain-anthropic==0.2.4',
    'langchain-community==0.2.19',
    'langchain-core==0.2.43',
    'langchain-google-vertexai==1.0.10',
    'langgraph==0.2.45',
    'llama-index-core==0.11.23',
    'llama-index-llms-bedrock==0.2.6',
    'pydantic==2.14.3',
  ],
  'python-first': ['anthropic==0.2.10'],
};

const sample = fileURLToPath(
  new URL('../../examples/northfield-health/services/support/summarise.py', import.meta.url),
);

for (const [group, packages] of Object.entries(groups)) {
  test(`${group}: the fixtures (and the sample) type-check against the packages of PyPI`, {
    skip: without('python3', '-m', 'venv', '-h'),
  }, () => {
    const folder = installed(group, packages, (fresh) => {
      must('python3', ['-m', 'venv', 'venv'], fresh);
      const pip = ['-m', 'pip', 'install', '--no-deps', '--no-compile', '--quiet', '--disable-pip-version-check'];
      must(join(fresh, 'venv', 'bin', 'python'), [...pip, ...packages], fresh);
    });
    writeFixtures(group, join(folder, 'src'));
    if (group === 'python') copyFileSync(sample, join(folder, 'src', 'northfield_summarise.py'));
    const settings = { include: ['src'], typeCheckingMode: 'standard', reportPrivateImportUsage: false };
    writeFileSync(join(folder, 'pyrightconfig.json'), JSON.stringify(settings));
    const pyright = join(npmPackages('pyright', { pyright: '1.1.414' }), 'node_modules', 'pyright', 'index.js');
    must(process.execPath, [pyright, '-p', '.', '--pythonpath', 'venv/bin/python'], folder);
  });
}
