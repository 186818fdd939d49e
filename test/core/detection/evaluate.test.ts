import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../../..');

function evaluate(...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/evaluate.mts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, args.length > 0 ? 0 : 2, stderr);
  return stdout + stderr;
}

/** A figure of a line of the report: `any type … R 0.973`. */
function figure(report: string, line: string, name: 'P' | 'R'): number {
  const row = report.split('\n').find((one) => one.startsWith(line)) ?? '';
  return Number(new RegExp(`${name} (\\d\\.\\d+)`).exec(row)?.[1]);
}

test('the set of our own is found, and its negatives stay untouched', () => {
  const report = evaluate('test/fixtures/detection/generated.jsonl', '--engine', 'portable');
  assert.ok(figure(report, 'any type', 'R') >= 0.97, report);
  assert.ok(figure(report, 'any type', 'P') >= 0.97, report);
  assert.ok(figure(report, 'typed', 'R') >= 0.95, report);
  assert.match(report, /negatives with a finding: 0 of 10/);
});

test('the written sets keep their figures', () => {
  const texts = evaluate('test/fixtures/detection/written.jsonl', '--engine', 'portable');
  assert.ok(figure(texts, 'any type', 'R') >= 0.86, texts);
  assert.ok(figure(texts, 'any type', 'P') >= 0.92, texts);
  const names = evaluate('test/fixtures/detection/fields.jsonl');
  assert.ok(figure(names, 'positive against negative', 'R') >= 0.94, names);
  assert.ok(figure(names, 'positive against negative', 'P') >= 0.97, names);
});

test('without a data set the script says how it is used', () => {
  assert.match(evaluate(), /Usage: npm run evaluate/);
});
