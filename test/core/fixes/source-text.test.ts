import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  argumentRange,
  insideQuotes,
  objectAround,
  statementLine,
  statementRange,
} from '../../../server/src/core/fixes/source-text.ts';
import { type Span, sliceOf } from '../../../server/src/core/span.ts';

const at = (text: string, part: string): Span => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
const without = (text: string, part: string): string => {
  const range = argumentRange(text, at(text, part));
  return range ? text.slice(0, range.start) + text.slice(range.end) : 'nothing';
};

test('an argument goes with its key and one comma, first, middle, last and alone', () => {
  assert.equal(without("f({ a: 1, b: 'x, y', c: [1, 2] })", '1'), "f({ b: 'x, y', c: [1, 2] })");
  assert.equal(without("f({ a: 1, b: 'x, y', c: [1, 2] })", "'x, y'"), 'f({ a: 1, c: [1, 2] })');
  assert.equal(without('f({ a: 1, c: [1, 2] })', '[1, 2]'), 'f({ a: 1 })');
  assert.equal(without('f(a)', 'a'), 'f()');
  assert.equal(without('f(model="m", geo="us")', '"us"'), 'f(model="m")');
});

test('brackets and commas inside strings do not count forwards', () => {
  assert.equal(without("f(a, ') , (', b)", 'a'), "f( ') , (', b)");
});

test('where no bracket is in reach there is nothing to remove', () => {
  assert.equal(argumentRange('a, b', at('a, b', 'b')), undefined);
  assert.equal(argumentRange(`(${' '.repeat(20_000)}x`, { start: 20_001, end: 20_002 }), undefined);
});

test('the object around a value, not the one around that', () => {
  const text = "tools: [{ type: 'web_search', options: { deep: 1 } }]";
  assert.equal(sliceOf(text, objectAround(text, at(text, "'web_search'"))!), text.slice(8, -1));
  assert.equal(sliceOf(text, objectAround(text, at(text, '1'))!), '{ deep: 1 }');
  assert.equal(objectAround('f(a)', at('f(a)', 'a')), undefined);
});

test('a statement goes whole, unless more stands on its lines', () => {
  const text = "  log('a',\n    b); // why\n  next();\n";
  const call = { start: 2, end: text.indexOf(';') };
  assert.equal(sliceOf(text, statementRange(text, call)!), "  log('a',\n    b); // why\n");
  assert.equal(statementRange('x = log(a);', at('x = log(a);', 'log(a)')), undefined);
});

test('a line before a call may take a new statement only where the call begins one', () => {
  for (const line of ['  const message = await ', '  return ', '    message = ', '  x, err := ', '  await ']) {
    assert.equal(statementLine(`a;\n${line}client.create()`, 3 + line.length), 3, line);
  }
  for (const line of ['  const f = () => ', '  Promise.all([', '  if (a) return ']) {
    assert.equal(statementLine(`a;\n${line}client.create()`, 3 + line.length), undefined, line);
  }
});

test('the inside of a literal, prefixes and all', () => {
  assert.equal(sliceOf("f'eu'", insideQuotes("f'eu'", { start: 0, end: 5 })), 'eu');
  assert.equal(sliceOf('eu', insideQuotes('eu', { start: 0, end: 2 })), 'eu');
});
