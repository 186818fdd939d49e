import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { check } from 'recheck';

const root = join(import.meta.dirname, '../../../server/src/core/detection');

/** Every expression of the detection room: those it constructs while it loads, and the literals in its sources. */
async function builtInExpressions(): Promise<Map<string, RegExp>> {
  const found = new Map<string, RegExp>();
  const Native = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Native, {
    construct(target, args, newTarget) {
      const expression = Reflect.construct(target, args, newTarget) as RegExp;
      // libphonenumber's own: it is given at most 40 characters.
      if (!new Error().stack?.includes('libphonenumber')) found.set(String(expression), expression);
      return expression;
    },
  });
  const { createDetector } = await import('../../../server/src/core/detection/index.ts');
  const { createPortableEngine } = await import('../../../server/src/core/detection/portable-engine.ts');
  createDetector(createPortableEngine())('warm');
  globalThis.RegExp = Native;
  const { testEngines } = await import('../../support/engines.ts');
  const { syntax, load } = await testEngines();
  await load(['typescript']);
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.startsWith('data')) continue;
    const tree = syntax.parse('typescript', readFileSync(join(root, file), 'utf8'), `file:///${file}`);
    for (const node of tree?.rootNode.descendantsOfType('regex') ?? []) {
      const flags = node?.childForFieldName('flags')?.text ?? '';
      const expression = new Native(node!.childForFieldName('pattern')!.text, flags);
      found.set(String(expression), expression);
    }
  }
  return found;
}

/** Steps that no input of 400 characters may cost: an expression that sees a window only is then constant. */
const windowed = { checker: 'fuzz', maxAttackStringSize: 400, attackLimit: 400_000, timeout: 5_000 } as const;

/**
 * An expression with `y` or `g` reads whole texts: it must be linear, or, where the automaton of the checker gives up on
 * its size, have bounded repeats only. Every other one is given windows (names, lines, 40 to 400 characters around a
 * candidate), in which it must stay cheap.
 */
async function problemOf({ source, flags }: RegExp): Promise<string | undefined> {
  const readsAll = /[yg]/.test(flags);
  const plainFlags = flags.replace(/[gy]/g, '');
  // A sticky expression is tried at one offset: for the checker it is anchored.
  const anchored = flags.includes('y') ? `^(?:${source})` : source;
  const first = await check(anchored, plainFlags, { timeout: 1500 });
  if (first.status === 'safe') return undefined;
  const isBounded = !/(?<!\\)(?:[*+]|\{\d+,\})/.test(source.replace(/\[(?:\\.|[^\]\\])*\]/g, 'x'));
  if (readsAll && !isBounded) return `${first.status} /${source}/${flags}`;
  const second = await check(anchored, plainFlags, windowed);
  return second.status === 'vulnerable' ? `${second.status} within a window /${source}/${flags}` : undefined;
}

/** The expressions are the same whichever engine runs the policy's: one run of the two is enough. */
const skip = process.env['RE2_MODULES'] ? 'proved in the run without native RE2' : false;

test('no built-in expression is super-linear', { timeout: 900_000, skip }, async () => {
  const expressions = await builtInExpressions();
  assert.ok(expressions.size > 150, `only ${expressions.size} expressions were found`);
  const problems = [];
  for (const expression of expressions.values()) problems.push(await problemOf(expression));
  assert.deepEqual(problems.filter(Boolean), []);
});
