import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  SemanticTokens,
} from 'vscode-languageserver-protocol';
import { formats } from '../../server/src/core/templates/formats.ts';
import { languageIdOf } from '../../server/src/workspace/language-ids.ts';
import { toUri } from '../../server/src/workspace/uris.ts';
import { withFolder } from '../support/folder.ts';
import { positionIn, startClient } from './client.ts';

/** What a user of each format sees: the same features everywhere. */
interface Row {
  readonly format: string;
  readonly file: string;
  readonly text: string;
  /** A variable of the text, as the outline names it. */
  readonly variable: string;
  /** How its first placeholder is written. */
  readonly written: string;
  /** Roles in the outline. */
  readonly roles: readonly string[];
  /** A variable that is declared, or used elsewhere in the file, and offered inside a placeholder; absent: nothing is typed in braces. */
  readonly offered?: string;
  /** The reason in the hover. */
  readonly reason: string;
}

const lines = (...all: string[]) => `${all.join('\n')}\n`;
const rows: readonly Row[] = [
  {
    format: 'github-models',
    file: 'a.prompt.yml',
    text: lines(
      'messages:',
      '  - role: system',
      '    content: |',
      '      Be brief.',
      '      Kind.',
      '  - role: user',
      '    content: |',
      '      Dear {{name}},',
      '      {{topic}}',
    ),
    variable: 'name',
    written: '{{name}}',
    roles: ['system', 'user'],
    offered: 'topic',
    reason: '.prompt.yml file',
  },
  {
    format: 'dotprompt',
    file: 'a.prompt',
    text: lines(
      '---',
      'input:',
      '  schema:',
      '    name: string',
      '    topic: string',
      '---',
      '{{role "system"}}',
      'Be brief.',
      '{{role "user"}}',
      'Dear {{name}}',
      'x',
    ),
    variable: 'name',
    written: '{{name}}',
    roles: ['system', 'user'],
    offered: 'topic',
    reason: '.prompt file',
  },
  {
    format: 'prompty',
    file: 'a.prompty',
    text: lines(
      '---',
      'inputs:',
      '  topic:',
      '    type: string',
      '---',
      'system:',
      'Be brief.',
      'Kind.',
      'user:',
      'Dear {{ name }}',
      'x',
    ),
    variable: 'name',
    written: '{{ name }}',
    roles: ['system', 'user'],
    offered: 'topic',
    reason: '.prompty file',
  },
  {
    format: 'promptl',
    file: 'a.promptl',
    text: lines('<system>', 'Be brief.', '</system>', '<user>', 'Dear {{ name }}', '{{ topic }}', '</user>'),
    variable: 'name',
    written: '{{ name }}',
    roles: ['system', 'user'],
    offered: 'topic',
    reason: '.promptl file',
  },
  {
    format: 'poml',
    file: 'a.poml',
    text: lines(
      '<poml>',
      '<system-msg>Be brief.',
      'Kind.</system-msg>',
      '<human-msg>Dear {{ name }}',
      '{{ topic }}</human-msg>',
      '</poml>',
    ),
    variable: 'name',
    written: '{{ name }}',
    roles: ['system', 'user'],
    offered: 'topic',
    reason: '.poml file',
  },
  {
    format: 'baml',
    file: 'a.baml',
    text: lines(
      'function F(name: string, topic: string) -> string {',
      '  client C',
      '  prompt #"',
      '    {{ _.role("user") }}',
      '    Dear {{ name }}',
      '  "#',
      '}',
    ),
    variable: 'name',
    written: '{{ name }}',
    roles: ['user'],
    offered: 'topic',
    reason: '.baml file',
  },
  {
    format: 'semantic-kernel',
    file: 'plugins/a/skprompt.txt',
    text: lines('Dear {{$name}},', '{{$topic}}'),
    variable: 'name',
    written: '{{$name}}',
    roles: ['user'],
    offered: 'topic',
    reason: 'skprompt.txt file',
  },
  {
    format: 'claude-code',
    file: '.claude/commands/a.md',
    text: lines('---', 'arguments: mrn', '---', 'Look up $mrn', 'in $ARGUMENTS'),
    variable: 'mrn',
    written: '$mrn',
    roles: ['user'],
    reason: 'Claude Code file',
  },
  {
    format: 'vscode-prompt',
    file: 'a.prompt.md',
    text: lines('Ask ${input:name:Patient}', 'about ${input:topic}'),
    variable: 'name',
    written: '${input:name:Patient}',
    roles: ['user'],
    offered: 'topic',
    reason: '.prompt.md file',
  },
  {
    format: 'fabric',
    file: 'patterns/a/system.md',
    text: lines('Summarise {{input}}', 'in {{lang}}'),
    variable: 'input',
    written: '{{input}}',
    roles: ['system'],
    offered: 'lang',
    reason: 'Fabric pattern',
  },
  {
    format: 'promptfoo',
    file: 'promptfooconfig.yaml',
    text: lines('prompts:', '  - |', '    Dear {{ name }},', '    {{ topic }}', 'providers: [echo]'),
    variable: 'name',
    written: '{{ name }}',
    roles: ['user'],
    offered: 'topic',
    reason: 'promptfoo configuration',
  },
  {
    format: 'promptfoo-table',
    file: 'prompts.csv',
    text: lines('prompt,label', '"Dear ""{{ name }}"",', '{{ topic }}",letter'),
    variable: 'name',
    written: '{{ name }}',
    roles: ['user'],
    offered: 'topic',
    reason: 'table with a prompt column',
  },
  {
    format: 'langchain',
    file: 'chain/a.yaml',
    text: lines('_type: prompt', 'input_variables: [name, topic]', 'template: |', '  Dear {name},', '  {topic}'),
    variable: 'name',
    written: '{name}',
    roles: ['user'],
    offered: 'topic',
    reason: 'LangChain prompt',
  },
  {
    format: 'semantic-kernel-yaml',
    file: 'plugins/a.yaml',
    text: lines(
      'name: A',
      'template: |',
      '  Dear {{$name}},',
      '  {{$topic}}',
      'template_format: semantic-kernel',
      'input_variables:',
      '  - name: name',
      '  - name: topic',
    ),
    variable: 'name',
    written: '{{$name}}',
    roles: ['user'],
    offered: 'topic',
    reason: 'Semantic Kernel function',
  },
  {
    format: 'notebook',
    file: 'a.ipynb',
    text: lines(
      '{"cells": [{"cell_type": "markdown", "source": ["user:\\n",',
      '"Dear {{ name }}\\n",',
      '"{{ topic }}"]}]}',
    ),
    variable: 'name',
    written: '{{ name }}',
    roles: ['user'],
    offered: 'topic',
    reason: 'notebook with prompt cells',
  },
  {
    format: 'jinja',
    file: 'prompts/a.j2',
    text: lines('Dear {{ name }},', '{{ topic }}'),
    variable: 'name',
    written: '{{ name }}',
    roles: ['user'],
    offered: 'topic',
    reason: 'below prompts',
  },
  {
    format: 'jinja',
    file: 'prompts/banks.j2',
    text: lines(
      '{% chat role="system" %}',
      'Be brief.',
      '{% endchat %}',
      '{% chat role="user" %}',
      'Dear {{ name }},',
      '{{ topic }}',
      '{% endchat %}',
    ),
    variable: 'name',
    written: '{{ name }}',
    roles: ['system', 'user'],
    offered: 'topic',
    reason: 'below prompts',
  },
  {
    format: 'handlebars',
    file: 'prompts/a.hbs',
    text: lines('Dear {{name}},', '{{topic}}'),
    variable: 'name',
    written: '{{name}}',
    roles: ['user'],
    offered: 'topic',
    reason: 'below prompts',
  },
  {
    format: 'mustache',
    file: 'prompts/a.mustache',
    text: lines('Dear {{name}},', '{{topic}}'),
    variable: 'name',
    written: '{{name}}',
    roles: ['user'],
    offered: 'topic',
    reason: 'below prompts',
  },
  {
    format: 'liquid',
    file: 'prompts/a.liquid',
    text: lines('Dear {{ name }},', '{{ topic }}'),
    variable: 'name',
    written: '{{ name }}',
    roles: ['user'],
    offered: 'topic',
    reason: 'below prompts',
  },
  {
    format: 'string-template',
    file: 'prompts/a.st',
    text: lines('Dear {name},', '{topic}'),
    variable: 'name',
    written: '{name}',
    roles: ['user'],
    offered: 'topic',
    reason: 'below prompts',
  },
  {
    format: 'markdown',
    file: 'prompts/a.md',
    text: lines('Dear {{ name }},', '{{ topic }}'),
    variable: 'name',
    written: '{{ name }}',
    roles: ['user'],
    offered: 'topic',
    reason: 'below prompts',
  },
  {
    format: 'text',
    file: 'prompts/a.txt',
    text: lines('Dear {name},', '{topic}'),
    variable: 'name',
    written: '{name}',
    roles: ['user'],
    offered: 'topic',
    reason: 'below prompts',
  },
  {
    format: 'text',
    file: 'prompts/console.txt',
    text: lines('Human: Dear {{NAME}},', '{{TOPIC}}', 'Assistant: Yes,', 'I'),
    variable: 'NAME',
    written: '{{NAME}}',
    roles: ['user', 'assistant'],
    offered: 'TOPIC',
    reason: 'below prompts',
  },
  {
    format: 'structured',
    file: 'prompts/a.yaml',
    text: lines('system: |', '  Be brief', '  and kind.', 'user: |', '  Dear {{ name }},', '  {{ topic }}'),
    variable: 'name',
    written: '{{ name }}',
    roles: ['system', 'user'],
    offered: 'topic',
    reason: 'below prompts',
  },
];

test('the table has every format', () => {
  const listed = new Set(rows.map(({ format }) => format));
  assert.deepEqual(
    [...new Set(formats.map(({ id }) => id))].filter((id) => !listed.has(id)),
    [],
  );
});

/** Grammars mark these; the others get semantic tokens. */
const grammars = /^(?:jinja|handlebars|mustache|liquid|prompt-template|prompty|baml|poml)$/;

for (const { format, file, text, variable, written, roles, offered, reason } of rows) {
  test(`${file}: outline, folding, hover, completion and tokens of ${format}`, async (t) => {
    const folder = withFolder(t, {});
    const client = await startClient(t, { root: folder.root });
    const uri = toUri(folder.path(file));
    await client.open(uri, languageIdOf(file), text);
    const ask = <R>(method: string, params: object = {}) =>
      client.connection.sendRequest<R>(`textDocument/${method}`, { textDocument: { uri }, ...params });

    const prompts = await ask<DocumentSymbol[]>('documentSymbol');
    const parts = prompts.flatMap(({ children = [] }) => children);
    assert.deepEqual([...new Set(parts.map(({ name }) => name))], roles);
    const variables = parts.flatMap(({ children = [] }) => children.map(({ name }) => name));
    assert.ok(variables.includes(variable), variables.join(' '));

    const folds = await ask<FoldingRange[]>('foldingRange');
    assert.ok(folds.length > 0, 'nothing folds');
    assert.ok(folds.every(({ startLine, endLine }) => startLine < endLine && endLine < text.split('\n').length));

    const anchor = prompts.at(-1)!.selectionRange.start;
    const hover = await ask<Hover | null>('hover', { position: anchor });
    const said = JSON.stringify(hover?.contents).replace(/\\+/g, '');
    assert.ok(said.includes(format) && said.includes(reason), said);

    const start = text.indexOf(written);
    if (offered !== undefined) {
      const typed = start + written.indexOf(variable) + 1;
      const items = (await ask<CompletionItem[] | null>('completion', { position: positionIn(text, typed) })) ?? [];
      assert.ok(
        items.some(({ label }) => label === offered),
        items.map(({ label }) => label).join(' '),
      );
    }

    const { data } = await ask<SemanticTokens>('semanticTokens/full');
    if (grammars.test(languageIdOf(file))) assert.deepEqual(data, []);
    else {
      const first = positionIn(text, start);
      const found: string[] = [];
      let line = 0;
      let character = 0;
      for (let index = 0; index < data.length; index += 5) {
        character = data[index] === 0 ? character + data[index + 1]! : data[index + 1]!;
        line += data[index]!;
        found.push(`${line}:${character}:${data[index + 2]}`);
      }
      assert.ok(found.includes(`${first.line}:${first.character}:${written.length}`), found.join(' '));
    }
  });
}
