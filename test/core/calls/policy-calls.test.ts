import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze } from '../../../server/src/core/analyze.ts';
import { lineIndex } from '../../../server/src/core/lines.ts';
import { parsePolicy } from '../../../server/src/core/policy/index.ts';
import type { Prompt } from '../../../server/src/core/prompt.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

const policyUri = 'file:///workspace/prompt-privacy.yaml';

/** Wrappers of four languages, as a user of the policy names them. */
const policyText = `version: 1
deployments:
  - { id: eu, platform: bedrock, regions: [eu-central-1] }
calls:
  - { language: typescript, package: ./llm, call: askClaude, prompt: ["[0]", options.system], platform: bedrock }
  - { language: python, package: llm, call: llm.ask, prompt: [prompt, system], deployment: eu }
  - { language: java, call: scribe.summarise, prompt: ["[1]"] }
  - { language: go, call: llm.Ask, prompt: ["[1]", "[2].Messages"] }
`;

const texts: Readonly<Record<string, string>> = {
  'notes.ts': `import { askClaude } from './llm';
export const run = (patient: { ssn: string }, rules: string) =>
  askClaude(\`Patient \${patient.ssn}\`, { options: { system: rules } });
export const other = (db: { askClaude(id: string): void }) => db.askClaude('x');
`,
  'notes.py': `import llm

def run(patient, rules):
    return llm.ask(system=rules, prompt=f"Patient {patient.ssn}")
`,
  'Notes.java': `class Notes {
  private final Scribe scribe = new Scribe();
  String run(Patient patient) { return scribe.summarise("clinic", "Patient " + patient.ssn()); }
}
`,
  'notes.go': `package notes

import "example.org/clinic/llm"

func Run(patient Patient, rules string) string {
	return llm.Ask(ctx, "Patient "+patient.SSN, llm.Options{Messages: []string{rules}})
}
`,
};

async function promptsOf(path: string, policy: string): Promise<readonly Prompt[]> {
  const parsed = parsePolicy(policy, policyUri, () => undefined, { today: '2026-11-24' });
  assert.deepEqual(parsed.problems, []);
  const context = { policy: parsed.policy, policyText: policy, newPolicyUri: undefined, today: '2026-11-24', path };
  return analyze(testDocument(path, texts[path]!), context, await testPorts(texts)).prompts;
}

const seen = ({ api, parts }: Prompt) => [
  api,
  ...parts.flatMap(({ role, argument, segments }) =>
    segments.flatMap((one) => (one.kind === 'placeholder' ? [`${role} ${argument}: ${one.path}`] : [])),
  ),
];

const expected: Readonly<Record<string, readonly string[]>> = {
  'notes.ts': ['askClaude', 'user [0]: patient.ssn', 'system options.system: rules'],
  'notes.py': ['llm.ask', 'user prompt: patient.ssn', 'system system: rules'],
  'Notes.java': ['scribe.summarise', 'user [1]: patient.ssn'],
  'notes.go': ['llm.Ask', 'user [1]: patient.SSN', 'user [2].Messages[0]: rules'],
};

for (const [path, labels] of Object.entries(expected)) {
  test(`${path}: a wrapper that the policy names is a call to Claude`, async () => {
    assert.deepEqual((await promptsOf(path, policyText)).map(seen), [labels]);
  });

  test(`${path}: without the policy it is none`, async () => {
    assert.deepEqual(await promptsOf(path, 'version: 1\n'), []);
  });
}

test('a mistake in an entry is a problem of the policy at its line', () => {
  const text = `version: 1
calls:
  - { language: cobol, call: ask, prompt: ["[0]"] }
  - { call: ask, prompt: ["[x]", a..b] }
  - { language: go, prompt: ["[0]"] }
  - { call: ask, prompt: ["[0]"], platform: claude, deployment: nowhere }
  - { call: ask, prompts: ["[0]"] }
`;
  const { problems } = parsePolicy(text, policyUri, () => undefined, { today: '2026-11-24' });
  const placeOf = lineIndex(text);
  assert.deepEqual(problems.map(({ span, code }) => `${placeOf(span.start).line} ${code}`).sort(), [
    '3 unknown-value',
    '4 wrong-type',
    '4 wrong-type',
    '5 missing-key',
    '6 unknown-id',
    '6 unknown-value',
    '7 missing-key',
    '7 unknown-key',
  ]);
});
