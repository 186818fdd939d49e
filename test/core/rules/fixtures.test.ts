import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../server/src/core/rules/rule.ts';
import { assertMarkers } from '../../support/markers.ts';
import { type Fixture, fixed, fixturesOf, offered, type Result, ruleFolders, run } from './workbench.ts';

const ofRule = ({ analysis }: Result, rule: string): Finding[] =>
  analysis.findings.filter((finding) => finding.rule === rule && !finding.suppressed);

/** How often each rule speaks, findings that stand behind others included. */
function spoken({ analysis }: Result): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (rule: string) => counts.set(rule, (counts.get(rule) ?? 0) + 1);
  for (const { rule, suppressed, related } of analysis.findings) {
    if (suppressed) continue;
    count(rule);
    for (const { message } of related ?? []) {
      const behind = /^([a-z-]+): /.exec(message)?.[1];
      if (behind) count(behind);
    }
  }
  return counts;
}

/** The next step of a mend, which is a finding of its own by design: tokens want restoring, a new use case approval. */
const nextSteps = new Set(['token-not-restored', 'use-case-not-approved']);

/** A placeholder in place of a literal that the use case does not need: offered after the label, and a token still links records. */
const isMilder = (title: string, added: string): boolean =>
  title.endsWith('with a tokenized placeholder') && added === 'not-minimum-necessary';

/** Applying a fix takes its finding away, adds none of any rule, and leaves file and policy readable. */
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
    const known = spoken(before);
    for (const [added, count] of spoken(after)) {
      const grew = count > (known.get(added) ?? 0) && !nextSteps.has(added) && !isMilder(fix.title, added);
      assert.ok(!grew, `${what} adds ${added}:\n${after.analysis.document.text}`);
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
