import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Analysis } from '../../../server/src/core/analyze.ts';
import { sliceOf } from '../../../server/src/core/span.ts';
import { fixed, fixturesOf, offered, ruleFolders, run } from './workbench.ts';

/** The values that detectors found in a file, and the telling parts of each: words of five letters, groups of four digits. */
function secretsOf(analysis: Analysis): string[] {
  const values = analysis.resolved.flatMap(({ values }) =>
    values.filter((value) => value.kind === 'literal' && !value.entity.reserved),
  );
  return [
    ...new Set(
      values.flatMap((value) => {
        const text = sliceOf(analysis.document.text, value.span).toLowerCase();
        const kind = value.type?.toLowerCase() ?? '';
        return [text, ...(text.match(/\p{L}{5,}|\d{4,}/gu) ?? []).filter((part) => !kind.includes(part))];
      }),
    ),
  ];
}

/** Reserved examples are what a fix may offer. */
const offerable =
  /202-555-014[34]|person@example\.com|078-05-1120|4111 1111 1111 1111|192\.0\.2\.1|https:\/\/example\.com\//g;

test('no message, evidence, related line, subject, title or note holds a found value or a part of it (invariant 2)', async () => {
  let checked = 0;
  for (const rule of ruleFolders()) {
    for (const fixture of fixturesOf(rule)) {
      const { analysis } = await run(fixture);
      const secrets = secretsOf(analysis);
      for (const finding of analysis.findings) {
        const fixes = offered(analysis, finding);
        const said = [
          finding.message,
          ...(finding.evidence ?? []),
          ...(finding.related ?? []).map(({ message }) => message),
          JSON.stringify(finding.subject ?? {}),
          ...fixes.flatMap(({ title, annotation }) => [title, annotation ?? '']),
        ].join('\n');
        const plain = said.replace(offerable, '').toLowerCase();
        for (const secret of secrets)
          assert.ok(!plain.includes(secret), `${rule}/${fixture.name}: ${finding.rule} at ${finding.span.start}`);
        checked += secrets.length;
      }
    }
  }
  assert.ok(checked > 100, 'the fixtures hold values to look for');
});

test('messages are sentences: no emoji, an end, and what to do', async () => {
  for (const rule of ruleFolders()) {
    for (const fixture of fixturesOf(rule)) {
      for (const { message } of (await run(fixture)).analysis.findings) {
        assert.match(message, /[.…]$/, message);
        assert.doesNotMatch(message, /\p{Extended_Pictographic}|\bundefined\b|\bnull\b|\[object/u, message);
      }
    }
  }
});

const sentText = ({ prompts }: Analysis): string =>
  prompts
    .flatMap(({ parts }) => parts.flatMap(({ segments }) => segments))
    .map((segment) => (segment.kind === 'text' ? segment.text : `{${segment.path}}`))
    .join('');

test('suppressing by a comment hides the finding and changes nothing of what is sent', async () => {
  let tried = 0;
  for (const rule of ruleFolders()) {
    for (const fixture of fixturesOf(rule)) {
      const { analysis } = await run(fixture);
      for (const finding of analysis.findings.filter((one) => one.rule === rule)) {
        const fixes = offered(analysis, finding);
        const first = fixes.findIndex(({ suppresses }) => suppresses);
        assert.ok(
          fixes.slice(Math.max(0, first)).every(({ suppresses, preferred }) => suppresses && !preferred),
          'suppression comes last',
        );
        for (const fix of fixes.filter(({ suppresses }) => suppresses)) {
          const { analysis: after } = await run(fixed(fixture, fix, analysis.document.uri));
          const what = `${rule}/${fixture.name}: ${fix.title}\n${after.document.text}`;
          const shown = (one: Analysis) =>
            one.findings.filter((found) => found.rule === rule && !found.suppressed).length;
          assert.ok(shown(after) < shown(analysis), what);
          assert.equal(sentText(after), sentText(analysis), what);
          tried += 1;
        }
      }
    }
  }
  assert.ok(tried > 200);
});
