import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideFormat } from '../../../server/src/core/templates/index.ts';
import { documentAt } from '../../support/templates.ts';

const decisions: readonly (readonly [path: string, text: string, format: string])[] = [
  ['prompts/summary.txt', 'Summarise {note}', 'text'],
  ['src/llm/system.md', 'Be kind.', 'markdown'],
  ['app/system_prompt.txt', 'Be kind.', 'text'],
  ['app/prompt-writing.md', '# How to write prompts', 'none'],
  ['docs/prompts/guide.md', 'Use {{ name }}.', 'none'],
  ['README.md', 'You are an expert. system:\n{{ name }}', 'none'],
  ['prompts/README.md', 'Prompts', 'none'],
  ['emails/welcome.hbs', 'Dear {{name}}', 'none'],
  ['templates/mail.j2', 'Subject: Hi\nDear {{ name }}, you are an expert writer', 'none'],
  ['templates/page.j2', '<html><body>You are an assistant {{ name }}</body></html>', 'none'],
  ['prompts/page.j2', '<!doctype html><p>{{ name }}</p>', 'none'],
  ['queries/find.sql.j2', 'SELECT name FROM patients WHERE id = {{ id }}', 'none'],
  ['helm/values.yaml', 'prompt: {{ .Values.x }}', 'none'],
  ['app/answer.j2', 'You are a support agent. {{ q }}', 'jinja'],
  ['app/answer.j2', '{# prompt-privacy: use-case=support #}{{ q }}', 'jinja'],
  ['app/list.liquid', '{% for p in products %}{{ p.title }}{% endfor %}', 'none'],
  ['config/prompts/package.json', '{"prompt": "You are {{ x }}"}', 'none'],
  ['a/b.prompt', 'Hi', 'dotprompt'],
  ['.github/copilot-instructions.md', 'Hi', 'vscode-prompt'],
  ['x/.claude/agents/reviewer.md', 'Hi', 'claude-code'],
];

for (const [path, text, format] of decisions) {
  test(`${path} is ${format}`, () => {
    const decision = decideFormat(documentAt(path, text), path);
    assert.equal(decision.format, format, decision.reason);
    assert.equal(decision.isPrompt, format !== 'none');
    assert.ok(decision.reason.length > 3);
  });
}

test('a book or a table that code loads is data, an instruction that it loads is a prompt', () => {
  const loaded = (path: string, text: string) => decideFormat(documentAt(path, text), path, { loadedBy: 'app.py' });
  const prose = 'It was a dark and stormy night, and the rain fell in torrents.\n';
  for (const [path, text] of [
    ['books/novel.txt', prose],
    ['app/novel.txt', prose.repeat(300)],
    ['README.md', prose],
    ['config/settings.json', '{"text": "x y"}'],
  ] as const) {
    assert.equal(loaded(path, text).isPrompt, false, path);
    assert.match(loaded(path, text).reason, /app\.py loads as data/);
  }
  for (const [path, text] of [
    ['app/tone.txt', 'Be brief and kind.'],
    ['data/extract.txt', 'Extract from {note}'],
    ['books/prompt.txt', prose],
    ['books/critic.md', 'You are a literary editor.'],
  ] as const)
    assert.equal(loaded(path, text).isPrompt, true, path);
});

test('what the workspace knows, the language of a new document and a notebook cell count', () => {
  const note = documentAt('app/note.txt', 'Summarise {note}');
  assert.equal(decideFormat(note, 'app/note.txt').isPrompt, false);
  assert.match(decideFormat(note, 'app/note.txt', { loadedBy: 'app.py' }).reason, /app\.py/);
  const untitled = { uri: 'untitled:Untitled-1', languageId: 'jinja', text: '{{ x }}' };
  assert.equal(decideFormat(untitled, 'Untitled-1').format, 'jinja');
  const cell = (text: string) => ({ uri: 'vscode-notebook-cell:/a.ipynb#W1', languageId: 'markdown', text });
  assert.equal(decideFormat(cell('user:\n{{ x }}'), 'a.ipynb').isPrompt, true);
  assert.equal(decideFormat(cell('# Title'), 'a.ipynb').isPrompt, false);
});
