import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Document, isScalar, Scalar, visit } from 'yaml';
import { textSpanToFile } from '../../../server/src/core/text-runs.ts';
import { parseAt, placeholders, texts } from '../../support/templates.ts';

/** Invariant 3: a word of a decoded text is found in the file, through whatever the container did to it. */
const styles = [
  Scalar.BLOCK_LITERAL,
  Scalar.BLOCK_FOLDED,
  Scalar.QUOTE_DOUBLE,
  Scalar.QUOTE_SINGLE,
  Scalar.PLAIN,
] as const;

function yamlWith(content: string, style: (typeof styles)[number]): string {
  const document = new Document({ name: 'a', messages: [{ role: 'user', content }], model: 'm' });
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && node.value === content) node.type = style;
    },
  });
  return document.toString({ lineWidth: 40 });
}

/** Words that occur once, so that the place in the file is known. */
const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      ' ',
      '  ',
      '\n',
      '\n\n',
      '\n  ',
      '\t',
      '"',
      "'",
      '\\',
      ': ',
      ' #',
      '😀',
      'é',
      '\u2028',
      '- ',
      '{{name}}',
      '%',
      '@',
      '| ',
      '\\n',
    ),
    fc.constant('word'),
  ),
  { minLength: 1, maxLength: 24 },
);

const numbered = (list: readonly string[]) =>
  list.map((piece, index) => (piece === 'word' ? `word${index}x` : piece)).join('');

function checkWords(file: string, path: string): number {
  let checked = 0;
  for (const segment of texts(parseAt(path, file))) {
    for (const match of segment.text.matchAll(/word\d+x/g)) {
      const span = textSpanToFile(segment, { start: match.index, end: match.index + match[0].length });
      // A long quoted scalar may be broken within a word: backslash, line break, indentation.
      assert.equal(file.slice(span.start, span.end).replace(/\\\r?\n[ \t]*/g, ''), match[0], JSON.stringify(file));
      checked += 1;
    }
  }
  for (const { segment } of placeholders(parseAt(path, file))) {
    const slice = (start: number, end: number) => file.slice(start, end).replace(/\\\r?\n[ \t]*/g, '');
    assert.equal(slice(segment.span.start, segment.span.end), '{{name}}');
    assert.equal(slice(segment.pathSpan.start, segment.pathSpan.end), 'name');
  }
  return checked;
}

test('YAML scalars of every style, with either line end', () => {
  let checked = 0;
  fc.assert(
    fc.property(pieces, fc.constantFrom(...styles), (list, style) => {
      const content = numbered(list);
      const file = yamlWith(content, style);
      checked += checkWords(file, 'a.prompt.yml');
      checked += checkWords(file.replace(/\n/g, '\r\n'), 'a.prompt.yml');
    }),
    { numRuns: 1500, seed: 7 },
  );
  assert.ok(checked > 1000, `only ${checked} words`);
});

test('JSON strings with every escape', () => {
  let checked = 0;
  fc.assert(
    fc.property(pieces, fc.boolean(), (list, ascii) => {
      const content = numbered(list);
      const plain = JSON.stringify({ messages: [{ role: 'user', content }] }, null, 2);
      const file = ascii
        ? plain.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
        : plain;
      const [prompt] = parseAt('a.prompt.json', file).prompts;
      const read =
        prompt?.parts
          .flatMap(({ segments }) => segments.map((one) => (one.kind === 'text' ? one.text : '{{name}}')))
          .join('') ?? '';
      assert.equal(read, content.trim() === '' ? '' : content);
      checked += checkWords(file, 'a.prompt.json');
    }),
    { numRuns: 1500, seed: 7 },
  );
  assert.ok(checked > 500, `only ${checked} words`);
});

test('front matter, CRLF and astral characters before a placeholder', () => {
  for (const eol of ['\n', '\r\n']) {
    const file = `\ufeff${['---', 'name: 😀', '---', '👩‍⚕️ 𝒳 {{name}} and {{name}}'].join(eol)}`;
    assert.equal(placeholders(parseAt('a.prompt', file)).length, 2);
    checkWords(file, 'a.prompt');
  }
});
