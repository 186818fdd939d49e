import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMarkers } from '../../support/markers.ts';
import { fixtures, plainFixtures } from '../../support/template-fixtures.ts';
import { checkPlaceholders, parseAt, placeholders, texts } from '../../support/templates.ts';

const sanitizers = /^(?:tokenize|scrub|generalize:\w+)$/;

for (const { format, kind, path, source } of fixtures) {
  test(`${format}/${kind}/${path}`, () => {
    const result = checkPlaceholders(path, source);
    const { text } = readMarkers(source);
    const shown = placeholders(result).filter(({ segment }) => !segment.unprinted && segment.path !== null);
    const raw = shown.filter(({ segment }) => !segment.filters.some((name) => sanitizers.test(name)));
    if (kind === 'ok')
      assert.deepEqual(
        raw.map(({ segment }) => segment.path),
        [],
      );
    if (kind === 'ng') assert.ok(raw.length > 0, 'shows nothing');
    if (kind !== 'ok') assert.ok(result.decision?.isPrompt, result.decision?.reason);
    assert.deepEqual(result.problems, []);
    for (const segment of texts(result)) {
      if (!segment.runs) assert.equal(text.slice(segment.span.start, segment.span.end), segment.text);
    }
  });
}

test('every format has files that show data, files that show none, and one in a shape of real use', () => {
  const kinds = new Map<string, Set<string>>();
  for (const { format, kind } of fixtures) kinds.set(format, (kinds.get(format) ?? new Set()).add(kind));
  for (const [format, found] of kinds) assert.deepEqual([...found].sort(), ['ng', 'ok', 'real'], format);
});

test('line ends and a byte order mark move nothing', () => {
  for (const { path, text } of plainFixtures) {
    const shape = (source: string) =>
      placeholders(parseAt(path, source)).map(({ segment }) => [
        segment.path,
        source.slice(segment.pathSpan.start, segment.pathSpan.end),
      ]);
    const expected = shape(text);
    assert.deepEqual(shape(text.replaceAll('\n', '\r\n')), expected, `${path} with CRLF`);
    assert.deepEqual(shape(`\ufeff${text}`), expected, `${path} with a byte order mark`);
  }
});
