import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { sampleProject } from '../support/packed-runtime.ts';
import { api, check, mend, mendAtOnce, run } from './mended-sample.ts';

/** Types and all, against the packed package and the real SDK. */
async function compileAndRun(text: string): Promise<void> {
  const project = await sampleProject();
  project.write('src/letter.ts', text);
  assert.equal(project.typecheck(), '', text);
  await check(async () => {
    const tsx = join(process.cwd(), 'node_modules/tsx/dist/loader.mjs');
    const env = { ...process.env, ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: api.url };
    return (await run(process.execPath, ['--import', tsx, join(project.folder, 'src/letter.ts')], { env })).stdout;
  });
}

test('TypeScript with @anthropic-ai/sdk: mended, compiled, run', async () => {
  const source = `import Anthropic from '@anthropic-ai/sdk';

interface Patient {
  name: string;
  email: string;
}

const client = new Anthropic();

async function letter(patient: Patient): Promise<string> {
  const message = await client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 100,
    messages: [{ role: 'user', content: \`Write to \${patient.name} at \${patient.email}.\` }],
  });
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

console.log(await letter({ name: 'Ana Lima', email: 'ana.lima@acme-mail.com' }));
`;
  const { text, files, rules } = await mend('src/letter.ts', source);
  assert.equal(files.size, 0);
  assert.ok(rules.includes('token-not-restored'), rules.join());
  await compileAndRun(text);
});

test('TypeScript: the client wrapped by its fix, compiled, run', async () => {
  const source = `import Anthropic from '@anthropic-ai/sdk';

interface Patient {
  name: string;
  email: string;
}

const client = new Anthropic();

async function letter(patient: Patient, userId: string) {
  const stream = client.messages.stream({
    model: 'claude-sonnet-5-5',
    max_tokens: 100,
    messages: [{ role: 'user', content: \`Write to Mr. \${patient.name} at \${patient.email}.\` }],
  });
  return stream.finalText();
}

console.log(await letter({ name: 'Ana Lima', email: 'ana.lima@acme-mail.com' }, 'u-1'));
`;
  const text = await mendAtOnce('src/letter.ts', source, /^Wrap the client/);
  await compileAndRun(text);
});
