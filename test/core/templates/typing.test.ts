import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ParseResult } from '../../../server/src/core/prompt.ts';
import type { Span } from '../../../server/src/core/span.ts';
import { formats } from '../../../server/src/core/templates/formats.ts';
import { parseAs } from '../../../server/src/core/templates/index.ts';
import { plainFixtures } from '../../support/template-fixtures.ts';
import { documentAt, parseAt } from '../../support/templates.ts';

/** Invariant 1 and 3: any text gives prompts whose spans lie inside it, in order and without overlap. */
function checkSpans(text: string, { prompts, problems }: ParseResult): void {
  const inside = ({ start, end }: Span, what: string) =>
    assert.ok(
      0 <= start && start <= end && end <= text.length,
      `${what} ${start}-${end} of ${text.length}: ${JSON.stringify(text.slice(-60))}`,
    );
  for (const problem of problems) inside(problem.span, 'problem');
  for (const prompt of prompts) {
    inside(prompt.span, 'prompt');
    inside(prompt.anchor, 'anchor');
    for (const one of [...(prompt.inputs ?? []), ...(prompt.links ?? [])]) inside(one.span, 'input or link');
    for (const comment of prompt.comments ?? []) inside(comment, 'comment');
    if (prompt.useCase) inside(prompt.useCase.span, 'use case');
    for (const part of prompt.parts) {
      inside(part.span, 'part');
      let end = 0;
      for (const segment of part.segments) {
        inside(segment.span, segment.kind);
        assert.ok(
          segment.span.start >= end,
          `segments overlap at ${segment.span.start}: ${JSON.stringify(text.slice(-60))}`,
        );
        end = segment.span.end;
        if (segment.kind === 'text') continue;
        inside(segment.pathSpan, 'path');
        inside(segment.expressionSpan, 'expression');
        assert.ok(
          segment.pathSpan.start >= segment.expressionSpan.start && segment.pathSpan.end <= segment.expressionSpan.end,
          'path outside its expression',
        );
      }
    }
  }
}

for (const { format, kind, path, text } of plainFixtures) {
  test(`typing and deleting ${format}/${kind}/${path}`, () => {
    for (let length = 0; length <= text.length; length += 1) {
      checkSpans(text.slice(0, length), parseAt(path, text.slice(0, length)));
      // Deleting backwards gives the same texts again; from the front, every seventh shows what is left of a torn start.
      if (length % 7 === 0) checkSpans(text.slice(length), parseAt(path, text.slice(length)));
    }
  });
}

const ids = [...new Set(formats.map(({ id }) => id))];

test('any text in any format', () => {
  const marks = [
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    '${',
    '$x',
    '"',
    "'",
    '\\',
    '|',
    '(',
    ')',
    '[',
    ']',
    '\n',
    '\r\n',
    '---\n',
    'for x in',
    'if',
    'a.b',
    'system:',
    '<user>',
    '😀',
    ': ',
    '- ',
    '#"',
    '"#',
    'prompt',
    '{',
    '}',
    '!`',
    '@a/b',
    '{{{{',
    '{{#',
    '{{/',
    '~',
    '=<% %>=',
  ];
  const noise = fc.array(
    fc.oneof(fc.constantFrom(...marks), fc.string({ maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 4 })),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(noise, (pieces) => {
      const text = pieces.join('');
      for (const id of ids) checkSpans(text, parseAs(documentAt('prompts/x', text), id));
    }),
    { numRuns: 300, seed: 20260101 },
  );
});

test('deep nesting and open quotes end', () => {
  const many = (piece: string) => piece.repeat(3_000);
  for (const piece of [
    '{{',
    '{% if x %}',
    '{% for a in a %}',
    '{{#each a}}',
    '{{ (',
    '{{ [',
    '{{ "',
    "{{ '",
    '{#',
    '{{!--',
    '{{{{',
    '[',
    '{"a":',
    '- ',
    '${',
    '{{a ? ',
    '{{ x|f',
    '<a for="x in y">',
    '#"',
    '`',
    '```!\n',
    '{a:{b|',
    '!`',
    '<!--',
    '{% raw %}',
    '{{ not ',
    '{% set x = x.y %}',
    '{{a.',
    'system:\n',
  ])
    for (const id of ids) {
      const text = many(piece);
      checkSpans(text, parseAs(documentAt('prompts/x', text), id));
    }
});
