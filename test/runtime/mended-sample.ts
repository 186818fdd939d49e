import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { promisify } from 'node:util';
import { type Analysis, analyze, fixes } from '../../server/src/core/analyze.ts';
import { applyEdits, type Fix } from '../../server/src/core/fixes/fix.ts';
import { parsePolicy } from '../../server/src/core/policy/index.ts';
import type { Finding } from '../../server/src/core/rules/rule.ts';
import { type MessagesApi, messagesApi, type RequestBody } from '../support/messages-api.ts';
import { testDocument, testPorts } from '../support/ports.ts';

/**
 * Code as people write it, mended by the product's own fixes until it has nothing more to say about values, then
 * compiled and run against a server that speaks the Messages API.
 */
const policyText = `
version: 1
categories:
  default_form: { user.name: tokenize, user.contact.email: tokenize }
sources:
  - id: ehr
    level: confidential
    subjects: [patient]
    match: { types: [Patient], placeholders: [patient] }
    fields: { patient.name: user.name, patient.email: user.contact.email }
use_cases:
  - { id: letters, purpose: Letters, needs: { user.name: tokenize, user.contact.email: tokenize }, prompts: ["**"] }
`;

const mends = new Set(['untokenized-value', 'wrong-form', 'identifying-placeholder', 'token-not-restored']);

/** One look at the text, as the editor takes it: the analysis, and what it says about values. */
async function look(path: string, text: string): Promise<{ analysis: Analysis; open: Finding[] }> {
  const { policy, problems } = parsePolicy(policyText, 'policy.yaml', () => undefined);
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  const analysis = analyze(testDocument(path, text), { policy, today: '2026-11-24', path }, await testPorts());
  return { analysis, open: analysis.findings.filter(({ rule }) => mends.has(rule)) };
}

/** The text after the preferred code fix of every finding about values, one after the other, and the modules they add. */
export async function mend(
  path: string,
  source: string,
): Promise<{ text: string; files: Map<string, string>; rules: string[] }> {
  const files = new Map<string, string>();
  const rules: string[] = [];
  let text = source;
  for (let round = 0; round < 10; round += 1) {
    const { analysis, open } = await look(path, text);
    const finding = open[0];
    if (!finding) return { text, files, rules };
    const fix: Fix | undefined = fixes(analysis, finding)[0];
    assert.ok(fix && /^(?:Tokenize|Restore)/.test(fix.title), `${finding.rule}: ${fix?.title}`);
    rules.push(finding.rule);
    for (const { uri, newText, create } of fix.edits)
      if (create) files.set(uri!.slice(uri!.lastIndexOf('/') + 1), newText);
    text = applyEdits(
      text,
      fix.edits.filter((edit) => !edit.create),
    );
  }
  assert.fail(`not mended:\n${text}`);
}

/** The text after one fix of its first finding, which must leave nothing open. */
export async function mendAtOnce(path: string, source: string, title: RegExp): Promise<string> {
  const { analysis, open } = await look(path, source);
  const fix = fixes(analysis, open[0]!).find((one) => title.test(one.title))!;
  const text = applyEdits(source, fix.edits);
  assert.deepEqual((await look(path, text)).open, [], text);
  return text;
}

const planted = ['Ana Lima', 'ana.lima@acme-mail.com'];
export const run = promisify(execFile);

/** Started before the first test of the file that imports this, and closed after its last. */
export let api: MessagesApi;
before(async () => {
  api = await messagesApi();
});
after(() => api.close());

/** The server writes to the tokens that it was given; whoever asked must read the values. */
function answer(body: RequestBody): string {
  const tokens = JSON.stringify(body).match(/\[[A-Z]+_\d+\]/g) ?? [];
  return `Dear ${tokens[0]}, we wrote to ${tokens[1]}.`;
}

export async function check(start: () => Promise<string>): Promise<void> {
  api.respond(answer);
  const from = api.received.length;
  const stdout = await start();
  const arrived = api.received.slice(from).map(({ body }) => body);
  assert.equal(arrived.length, 1);
  for (const value of planted) assert.ok(!arrived[0]!.includes(value), `arrived: ${value}`);
  assert.match(arrived[0]!, /\[PERSON_1\].*\[EMAIL_1\]/);
  assert.equal(stdout.trim(), 'Dear Ana Lima, we wrote to ana.lima@acme-mail.com.');
}

/** The same program, asking the local server. */
export const local = (text: string): string => text.replace('https://api.anthropic.com', api.url);

export async function inFolder(
  files: ReadonlyMap<string, string>,
  commands: readonly (readonly string[])[],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-privacy-fixed-'));
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    const env = {
      ...process.env,
      CLAUDE_URL: `${api.url}/v1/messages`,
      PYTHONDONTWRITEBYTECODE: '1',
      GOTOOLCHAIN: 'local',
    };
    let stdout = '';
    for (const [command, ...rest] of commands) ({ stdout } = await run(command!, rest, { cwd: folder, env }));
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
