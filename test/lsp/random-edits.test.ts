import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { languageIdOf } from '../../server/src/workspace/language-ids.ts';
import { toUri } from '../../server/src/workspace/uris.ts';
import { positionIn, startClient } from './client.ts';

const root = fileURLToPath(new URL('../../examples/northfield-health/', import.meta.url));
const editsPerFile = 4;

/** What breaks parsers: half of a pair, a comment without an end, lone surrogates, control characters. */
const pieces = [
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '${',
    '}',
    '(',
    ')',
    '"',
    "'",
    '`',
    '/*',
    '*/',
    '<!--',
    '---\n',
    ': ',
    '- ',
    '&a ',
    '*a ',
  ],
  ...['\n', '\r\n', '\t', '\u0000', '\ud800', '👩🏽‍⚕️', '[PERSON_1]', 'jane.roe@fastmail.com', '219-09-9999'],
];

const requests = [
  ...['codeLens', 'documentSymbol', 'foldingRange', 'documentLink', 'semanticTokens/full'],
  ...['hover', 'completion', 'definition'],
];

test('random edits of the sample: every request is answered, and places stay inside the text', async (t) => {
  const client = await startClient(t, { root });
  // A linear congruential generator: the same edits on every run.
  let state = 20;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => !name.includes('node_modules') && /\.(ts|py|java|go|j2|hbs|md|prompty?|liquid|txt|yaml)$/.test(name),
    )
    .sort();
  assert.ok(names.length > 20);
  for (const name of names) {
    const uri = toUri(`${root}${name}`);
    let text = readFileSync(`${root}${name}`, 'utf8');
    await client.open(uri, languageIdOf(name), text);
    for (let version = 2; version < 2 + editsPerFile; version++) {
      const start = random(text.length + 1);
      const end = Math.min(text.length, start + random(3) * random(20));
      const piece = pieces[random(pieces.length)]!;
      text = text.slice(0, start) + piece + text.slice(end);
      await client.change(uri, version, text);
      const { items = [] } = await client.pull(uri);
      const lines = text.split(/\r\n|\r|\n/);
      for (const { range } of items) {
        assert.ok(range.start.line <= range.end.line && range.end.line < lines.length, name);
        assert.ok(range.end.character <= lines[range.end.line]!.length, name);
      }
      const position = positionIn(text, random(text.length + 1));
      for (const method of requests) {
        await client.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri }, position });
      }
      const range = items[0]?.range ?? { start: position, end: position };
      await client.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics: [] },
      });
    }
    await client.close(uri);
  }
  assert.deepEqual(
    client.log.filter((line) => line.includes('failed')),
    [],
  );
});
