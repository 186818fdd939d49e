import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Analysis } from '../../server/src/core/analyze.ts';
import { linksOf } from '../../server/src/workspace/template-links.ts';

const loads: readonly (readonly [code: string, target: string])[] = [
  ["readFileSync('prompts/summary.txt', 'utf8')", 'prompts/summary.txt'],
  ['env.get_template("triage.j2")', 'triage.j2'],
  ['Path("prompts/reply.md").read_text()', 'prompts/reply.md'],
  ['new ClassPathResource("prompts/intake.st")', 'prompts/intake.st'],
  ['@Value("classpath:/prompts/intake.st") Resource text;', 'prompts/intake.st'],
  ['//go:embed prompts/a.tmpl prompts/summary.tmpl\nvar text embed.FS', 'prompts/summary.tmpl'],
  ['load_prompt("summary.json")', 'summary.json'],
];

for (const [code, target] of loads) {
  test(`${code.split('\n')[0]} leads to ${target}, at its name`, () => {
    const text = `package a // client.messages.create\n${code}\n`;
    const document = { uri: 'file:///w/a.ts', languageId: 'typescript', text };
    const analysis = { document, prompts: [{ origin: 'call' }] } as unknown as Analysis;
    const read = (name: string) => ({ uri: `file:///w/${name}`, languageId: 'plaintext', text: '' });
    const links = linksOf(analysis, { read });
    assert.deepEqual(
      links.map((link) => ({ kind: link.kind, target: link.target, at: text.slice(link.span.start, link.span.end) })),
      [{ kind: 'renders', target: `file:///w/${target}`, at: target }],
    );
  });
}
