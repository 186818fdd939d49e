import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../server/src/core/rules/rule.ts';
import { assertMarkers } from '../../support/markers.ts';
import { type Fixture, fixed, fixturesOf, offered, type Result, ruleFolders, run } from './workbench.ts';

const ofRule = ({ analysis }: Result, rule: string): Finding[] =>
  analysis.findings.filter((finding) => finding.rule === rule && !finding.suppressed);

const errors = ({ analysis }: Result): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { rule, severity, suppressed } of analysis.findings) {
    if (severity === 'error' && !suppressed) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return counts;
};

/** Applying a fix takes its finding away, adds no error of any rule, and leaves file and policy readable. */
async function assertFixes(fixture: Fixture, before: Result, finding: Finding): Promise<number> {
  const fixes = offered(before.analysis, finding);
  const { uri } = before.analysis.document;
  for (const fix of fixes.filter(({ suppresses }) => !suppresses)) {
    const after = await run(fixed(fixture, fix, uri));
    const what = `${fixture.rule}/${fixture.name}: "${fix.title}"`;
    assert.ok(
      ofRule(after, fixture.rule).length < ofRule(before, fixture.rule).length,
      `${what} leaves its finding:\n${after.analysis.document.text}`,
    );
    const known = errors(before);
    for (const [rule, count] of errors(after)) {
      assert.ok(count <= (known.get(rule) ?? 0), `${what} adds an error of ${rule}:\n${after.analysis.document.text}`);
    }
    assert.ok(after.analysis.problems.length <= before.analysis.problems.length, `${what} breaks the file`);
    const fresh = after.policyProblems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    assert.ok(
      fresh.length <= before.policyProblems.filter(({ severity }) => severity === 'error').length,
      `${what} breaks the policy: ${fresh}`,
    );
  }
  return fixes.length;
}

for (const rule of ruleFolders()) {
  test(`${rule}: fixtures`, async (t) => {
    for (const fixture of fixturesOf(rule)) {
      await t.test(fixture.name, async () => {
        const result = await run(fixture);
        const found = ofRule(result, rule).map(({ span, rule: label }) => ({ span, label }));
        assertMarkers(fixture.text, found, fixture.markers);
        assert.equal(
          fixture.kind === 'ng',
          fixture.markers.length > 0,
          'an ng fixture has markers, an ok fixture has none',
        );
        for (const finding of ofRule(result, rule)) await assertFixes(fixture, result, finding);
      });
    }
  });
}
