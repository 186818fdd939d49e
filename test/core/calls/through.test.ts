import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze } from '../../../server/src/core/analyze.ts';
import { lineIndex } from '../../../server/src/core/lines.ts';
import { parsePolicy } from '../../../server/src/core/policy/index.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

const files = {
  'llm.ts': `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export async function ask(prompt: string) {
  return client.messages.create({
    model: 'claude-opus-5-5',
    max_tokens: 100,
    system: 'Call (212) 867-4410 for help.',
    messages: [{ role: 'user', content: prompt }],
  });
}
`,
  'letters.ts': `import { ask } from './llm.ts';

export async function letter(patient: { name: string }) {
  return ask(\`Write to \${patient.name}.\`);
}
`,
};

const policyText = `
version: 1
audit: { functions: [auditClaudeCall] }
`;

async function findings(name: keyof typeof files): Promise<string[]> {
  const { policy } = parsePolicy(policyText, 'prompt-privacy.yaml', () => undefined);
  const options = { policy, today: '2026-11-24', path: name };
  const analysis = analyze(testDocument(name, files[name]), options, await testPorts(files));
  const place = lineIndex(files[name]);
  return analysis.findings.map(({ rule, span }) => `${rule} ${place(span.start).line}`).sort();
}

test('what is written in the function, and what is about its call alone, is said there', async () => {
  const found = await findings('llm.ts');
  assert.ok(found.includes('literal-identifier 9'), found.join());
  assert.ok(found.includes('no-audit-event 6'), found.join());
  assert.ok(!found.some((one) => /^unclassified-source/.test(one)), found.join());
});

test('what a caller puts into the prompt is said at the caller, with its purpose, and nothing of the rest', async () => {
  assert.deepEqual(await findings('letters.ts'), ['no-use-case 4', 'untokenized-value 4']);
});

test('the way of a value ends in the function that was called', async () => {
  const { policy } = parsePolicy(policyText, 'prompt-privacy.yaml', () => undefined);
  const options = { policy, today: '2026-11-24', path: 'letters.ts' };
  const analysis = analyze(testDocument('letters.ts', files['letters.ts']), options, await testPorts(files));
  const related = analysis.findings.find(({ rule }) => rule === 'untokenized-value')!.related!;
  const last = related.findLast(({ message }) => message === 'leaves through ask()');
  assert.match(last!.uri!, /llm\.ts$/);
});
