import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDetector } from '../../../server/src/core/detection/index.ts';
import { createPortableEngine } from '../../../server/src/core/detection/portable-engine.ts';
import { seeded } from '../../support/random.ts';
import { cases } from './cases.ts';

const detect = createDetector(createPortableEngine());

test('any text gives spans inside it, in order and without overlap', () => {
  const random = seeded(7);
  const pieces = [
    ...Object.values(cases).flatMap(({ ok }) => ok),
    '\ud800',
    '\udfff',
    '\u0000',
    '\r\n',
    '\t',
    '\u2028',
    '\ufffc',
    '@',
    '://',
    '::',
    '((((',
    'A'.repeat(300),
    '1'.repeat(300),
    '\n'.repeat(300),
    ' '.repeat(300),
  ];
  for (let round = 0; round < 300; round++) {
    let text = '';
    for (let i = 0; i < 10; i++) {
      const piece = pieces[Math.floor(random() * pieces.length)]!;
      text += piece.slice(Math.floor(random() * piece.length * 0.5));
    }
    let end = 0;
    for (const entity of detect(text)) {
      assert.ok(entity.span.start >= end && entity.span.end > entity.span.start && entity.span.end <= text.length);
      assert.ok(entity.score > 0 && entity.score <= 1 && entity.evidence.length > 0);
      end = entity.span.end;
    }
    assert.deepEqual(detect(text), detect(text));
  }
});

test('no evidence holds a part of the value', () => {
  for (const { ok } of Object.values(cases)) {
    for (const marked of ok) {
      const text = marked.replace(/[⟦⟧]/g, '');
      for (const { span, evidence } of detect(text)) {
        const value = text.slice(span.start, span.end);
        for (const one of evidence) assert.ok(value.length < 4 || !one.includes(value), one);
      }
    }
  }
});

test('a long text of one kind of character ends', () => {
  for (const piece of [
    'a',
    'A ',
    '1',
    '1 ',
    '1-',
    '@',
    'a@',
    ':',
    'a:',
    '\n',
    ' ',
    '.',
    'Via ',
    'Dr. ',
    'address ',
    'MRN ',
    '://',
    '(1',
    '"',
    'é',
    'John ',
    'in ',
    '-',
  ]) {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    assert.ok(Array.isArray(detect(text)), piece);
  }
});

test('context reaches across a placeholder, a match does not', () => {
  assert.deepEqual(
    detect('SSN \ufffc 455-99-6622').map(({ type }) => type),
    ['US_SSN'],
  );
  assert.deepEqual(
    detect('455-99\ufffc6622').filter(({ score }) => score >= 0.5),
    [],
  );
});
