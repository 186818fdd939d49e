import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Detect } from '../../../server/src/core/detection/entity.ts';
import { applyEdits } from '../../../server/src/core/fixes/fix.ts';
import * as edits from '../../../server/src/core/fixes/policy/index.ts';
import {
  policyCompletions,
  policyHover,
  policyLenses,
  symbolAt,
  usageOf,
} from '../../../server/src/core/policy/editor/index.ts';
import { initialPolicy, parsePolicy, resolvePrompt } from '../../../server/src/core/policy/index.ts';
import { suppress } from '../../../server/src/core/suppressions.ts';
import { placeholder, promptOf } from './build.ts';

const uri = 'file:///w/prompt-privacy.yaml';
const today = '2026-11-24';
const options = { seed: 20261124, numRuns: 300 } as const;
const parse = (text: string) => parsePolicy(text, uri, () => undefined, { today });

/** Texts that are nearly policies: pieces of the grammar and of YAML in any order. */
const pieces = [
  'version: 1\n',
  'sources:\n',
  'use_cases:\n',
  'categories:\n',
  '  - id: a\n',
  '    level: restricted\n',
  '    fields:\n',
  '      x.y: user.name\n',
  '    needs: { user.name: keep }\n',
  '    match: { placeholders: [x] }\n',
  '  permitted: [user.name]\n',
  'rules:\n',
  '  whole-record: off\n',
  '  - ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  ', ',
  '"',
  "'",
  '|\n',
  '>\n',
  '# c\n',
  '&a ',
  '*a ',
  '? ',
  '\t',
  '\r\n',
  '\n',
  ' ',
  '    ',
  '---\n',
  '%',
  '!',
  '<<: ',
  '\uFEFF',
  '😀',
  '\uD800',
  '\0',
  'null',
  '2026-02-30',
  'extends: hipaa\n',
  'exceptions:\n',
];
const nearly = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));

test('any text gives a policy, and problems inside it', () => {
  fc.assert(
    fc.property(fc.oneof(nearly, fc.string({ maxLength: 60 })), (text) => {
      const { policy, problems } = parse(text);
      assert.equal(policy.version, 1);
      for (const { span, fix } of problems) {
        assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
        if (fix) assert.ok(fix.span.start >= 0 && fix.span.start <= fix.span.end && fix.span.end <= text.length);
      }
    }),
    options,
  );
});

test('everything that works in the policy file works in any text', () => {
  fc.assert(
    fc.property(nearly, fc.nat(400), (text, at) => {
      const offset = Math.min(at, text.length);
      const { policy } = parse(text);
      const usage = usageOf([]);
      for (const { span } of policyCompletions(text, offset, { policy, today }))
        assert.ok(span.start <= offset && offset <= span.end);
      policyHover(text, offset, { policy, today, usage });
      policyLenses(text, usage);
      symbolAt(text, offset);
      const target = { policy, policyText: text };
      const made = [
        edits.classifySource(target, { id: 'new', placeholders: ['p'], fields: { 'p.q': 'user.name' } }),
        edits.addPermitted(target, 'user.contact'),
        edits.addNeed(target, 'a', 'user.contact', 'redact'),
        edits.bindPlaceholder(target, 'a', 'p.q', 'none'),
        edits.setReviewed(target, 'a', today),
      ];
      for (const one of made) applyEdits(text, one);
    }),
    options,
  );
});

test('prompts resolve against any policy, and any text can be suppressed', () => {
  const detect: Detect = (text) => [
    { type: 'US_SSN', span: { start: 0, end: Math.min(3, text.length) }, score: 1, evidence: [] },
  ];
  const words = fc.constantFrom(
    'x',
    'x.y',
    'patient.name',
    'a[]',
    '..',
    '',
    '😀',
    '__proto__',
    'constructor.name',
    'x.y.z',
  );
  const filters = fc.array(
    fc.constantFrom('tokenize', 'generalize', 'generalize("year")', 'project', '__proto__', '('),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(nearly, words, filters, fc.boolean(), (policyText, path, used, serialized) => {
      const { policy } = parse(policyText);
      const text = { kind: 'text' as const, span: { start: 0, end: 3 }, text: 'abc' };
      const prompt = promptOf([text, placeholder(path, { filters: used, serialized, typeName: path })]);
      const resolved = resolvePrompt(prompt, { policy, path: 'a/b.md', today, detect });
      assert.equal(resolved.values.length, 2);
      initialPolicy([{ path: 'a/b.md', resolved }], { today });
      const document = { uri, languageId: 'x', text: `// prompt-privacy-disable-line ${policyText}` };
      suppress([], [prompt], document, { policy, today, path: 'a/b.md' });
    }),
    options,
  );
});

test('an edit of a sound policy leaves a sound policy that says it', () => {
  const line = fc.constantFrom('', '# remark\n', '\n');
  const style = fc.record({
    flow: fc.boolean(),
    crlf: fc.boolean(),
    margin: fc.boolean(),
    remark: line,
    ending: fc.constantFrom('', '\n', '\n\n', '\n# end'),
  });
  fc.assert(
    fc.property(style, ({ flow, crlf, margin, remark, ending }) => {
      const pad = margin ? '' : '  ';
      const entry = flow
        ? `${pad}- { id: a, match: { placeholders: [x] }, fields: { x.y: none } } # one\n`
        : `${pad}- id: a # one\n${pad}  match:\n${pad}    placeholders:\n${pad}      - x\n${pad}  fields:\n${pad}    x.y: none\n`;
      const written = `version: 1\n${remark}sources:\n${remark}${entry}${remark}rules: {}${ending}`;
      const text = crlf ? written.replace(/\n/g, '\r\n') : written;
      const target = { policy: parse(text).policy, policyText: text };
      const bound = parse(applyEdits(text, edits.bindPlaceholder(target, 'a', 'z.q', 'user.name')));
      assert.deepEqual(bound.problems, []);
      assert.deepEqual(bound.policy.sources[0]?.match.placeholders, ['x', 'z']);
      assert.deepEqual(bound.policy.sources[0]?.fields, { 'x.y': 'none', 'z.q': 'user.name' });
      const added = parse(applyEdits(text, edits.classifySource(target, { id: 'b', fields: { k: 'none' } })));
      assert.deepEqual(added.problems, []);
      assert.deepEqual(
        added.policy.sources.map(({ id }) => id),
        ['a', 'b'],
      );
    }),
    options,
  );
});
