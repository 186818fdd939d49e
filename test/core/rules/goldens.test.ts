import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Fixture, fixed, fixtureRoot, fixturesOf, offered, ruleFolders, run } from './workbench.ts';

/**
 * `fixes.md` of each rule shows what every fix does to its fixtures, line by line. After an intended change:
 * `UPDATE_GOLDENS=1 node --import tsx --test test/core/rules/goldens.test.ts`, and read the difference.
 */
for (const rule of ruleFolders()) {
  test(`${rule}: fixes write what fixes.md shows`, async () => {
    const path = join(fixtureRoot, rule, 'fixes.md');
    const shown = (await Promise.all(fixturesOf(rule).map(show))).filter(Boolean).join('\n');
    if (process.env['UPDATE_GOLDENS']) writeFileSync(path, shown);
    assert.equal(shown, existsSync(path) ? readFileSync(path, 'utf8') : '');
  });
}

async function show(fixture: Fixture): Promise<string> {
  const { analysis } = await run(fixture);
  const sections = analysis.findings
    .filter((finding) => finding.rule === fixture.rule)
    .flatMap((finding) =>
      offered(analysis, finding)
        .filter(({ suppresses }) => !suppresses)
        .map((fix) => {
          const after = fixed(fixture, fix, analysis.document.uri);
          const policy = changes(fixture.policyText ?? '', after.policyText ?? '');
          const marks = `${fix.preferred ? ' · preferred' : ''}${fix.safe ? ' · safe' : ''}`;
          const lines = [...changes(fixture.text, after.text), ...(policy.length > 0 ? ['policy:', ...policy] : [])];
          return [`### ${fix.title}${marks}`, '', '```diff', ...lines, '```', ''].join('\n');
        }),
    );
  return sections.length > 0 ? [`## ${fixture.name}`, '', ...sections].join('\n') : '';
}

/** Lines that went (`-`) and came (`+`), by the longest common subsequence. */
function changes(before: string, after: string): string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i]![j] = a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
    }
  }
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || length[i + 1]![j]! >= length[i]![j + 1]!)) lines.push(`-${a[i++]}`);
    else lines.push(`+${b[j++]}`);
  }
  return lines;
}
