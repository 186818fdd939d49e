import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core/fixes/fix.ts';
import { parsePolicy, unusedExceptions } from '../../../server/src/core/policy/index.ts';
import type { Prompt } from '../../../server/src/core/prompt.ts';
import type { Finding } from '../../../server/src/core/rules/rule.ts';
import { suppress } from '../../../server/src/core/suppressions.ts';
import { policyOf, promptOf } from '../policy/build.ts';

const options = { policy: policyOf(''), today: '2026-11-24', path: 'prompts/a.md' };

/** A finding of `rule` at each `«rule»` of the text; the marks are part of the text. */
const findingsOf = (text: string): Finding[] =>
  [...text.matchAll(/«([\w-]+)»/g)].map((match) => ({
    rule: match[1]!,
    severity: 'error',
    message: 'm',
    prompt: 0,
    span: { start: match.index, end: match.index + match[0].length },
  }));

interface Seen {
  readonly open: string[];
  readonly suppressed: string[];
  readonly own: string[];
}

/** Comments are `{# … #}`, `// …`, `# …` and `<!-- … -->`; the rest of the text is sent when `sent` is true. */
function run(
  text: string,
  { origin = 'call', sent = false, prompts }: { origin?: Prompt['origin']; sent?: boolean; prompts?: Prompt[] } = {},
): Seen {
  const comments = [...text.matchAll(/\{#.*?#\}|<!--.*?-->/gs)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const whole = { start: 0, end: text.length };
  const part = {
    role: 'user' as const,
    kind: 'text' as const,
    span: whole,
    segments: sent ? [{ kind: 'text' as const, span: whole, text }] : [],
  };
  const prompt = promptOf([], { origin, comments, span: whole, parts: [part] });
  const result = suppress(findingsOf(text), prompts ?? [prompt], { uri: 'file:///a', languageId: 'x', text }, options);
  const own = (rule: string) => rule === 'unused-suppression' || rule === 'suppression-without-reason';
  return {
    open: result.filter((one) => !one.suppressed && !own(one.rule)).map(({ rule }) => rule),
    suppressed: result.flatMap(({ rule, suppressed }) =>
      suppressed ? [`${rule}: ${suppressed.kind}, ${suppressed.reason}`] : [],
    ),
    own: result.filter(({ rule }) => own(rule)).map(({ rule, span }) => `${rule} ${text.slice(span.start, span.end)}`),
  };
}

test('a directive covers its line, the next line, a block or the file, for its rules', () => {
  const table: readonly [name: string, text: string, open: string[], suppressed: number][] = [
    ['line', 'a «no-dpa» // prompt-privacy-disable-line no-dpa -- ok\nb «no-dpa»', ['no-dpa'], 1],
    ['line, other rule', 'a «no-dpa» // prompt-privacy-disable-line no-baa -- ok', ['no-dpa'], 0],
    ['line, all rules', 'a «no-dpa» «no-baa» // prompt-privacy-disable-line -- ok', [], 2],
    ['next line', '# prompt-privacy-disable-next-line no-dpa -- ok\n«no-dpa»\n«no-dpa»', ['no-dpa'], 1],
    [
      'next line, stacked',
      '# prompt-privacy-disable-next-line no-dpa -- a\n# prompt-privacy-disable-next-line no-baa -- b\n«no-dpa» «no-baa»',
      [],
      2,
    ],
    ['next line, blank between', '# prompt-privacy-disable-next-line no-dpa -- ok\n\n  \n«no-dpa»', [], 1],
    [
      'block',
      '«no-dpa»\n// prompt-privacy-disable no-dpa -- ok\n«no-dpa» «no-baa»\n// prompt-privacy-enable\n«no-dpa»',
      ['no-dpa', 'no-baa', 'no-dpa'],
      1,
    ],
    [
      'block, other rule enabled',
      '// prompt-privacy-disable no-dpa, no-baa -- ok\n// prompt-privacy-enable no-baa\n«no-dpa» «no-baa»',
      ['no-baa'],
      1,
    ],
    ['file', '«no-dpa»\n<!-- prompt-privacy-disable-file no-dpa -- ok -->\n«no-dpa»', [], 2],
    ['front matter', '---\nprompt-privacy-disable: "no-dpa, no-baa -- ok"\n---\n«no-dpa» «no-baa»', [], 2],
    ['JSON key', '{\n  "prompt-privacy-disable": "no-dpa -- ok",\n  "x": "«no-dpa»"\n}', [], 1],
    ['template comment', '{# prompt-privacy-disable-next-line no-dpa -- ok #}\n«no-dpa»', [], 1],
    ['CRLF', '# prompt-privacy-disable-next-line no-dpa -- ok\r\n«no-dpa»\r\n«no-dpa»', ['no-dpa'], 1],
    ['CSS style', '/* prompt-privacy-disable-next-line no-dpa -- ok */\n«no-dpa»', [], 1],
    ['SQL style', '-- prompt-privacy-disable-next-line no-dpa -- ok\n«no-dpa»', [], 1],
  ];
  for (const [name, text, open, suppressed] of table) {
    const seen = run(text, { origin: 'template' });
    assert.deepEqual([seen.open, seen.suppressed.length], [open, suppressed], name);
  }
});

test('reasons are read without the end of the comment; false positives are told apart', () => {
  const table = [
    ['// prompt-privacy-disable-file no-dpa -- agreed with legal', 'accepted-risk, agreed with legal'],
    ['<!-- prompt-privacy-disable-file no-dpa -- agreed -->', 'accepted-risk, agreed'],
    ['{# prompt-privacy-disable-file no-dpa -- agreed -#}', 'accepted-risk, agreed'],
    ['/* prompt-privacy-disable-file no-dpa -- false positive: a test number */', 'false-positive, a test number'],
    ['// prompt-privacy-disable-file no-dpa --- False-Positive', 'false-positive, '],
    ['{{!-- prompt-privacy-disable-file no-dpa -- agreed --}}', 'accepted-risk, agreed'],
    ['{%- comment %} prompt-privacy-disable-file no-dpa -- agreed {% endcomment %}', 'accepted-risk, agreed'],
  ] as const;
  for (const [comment, expected] of table) {
    const { suppressed } = run(`${comment}\n«no-dpa»`);
    assert.deepEqual(suppressed, expected === 'false-positive, ' ? [] : [`no-dpa: ${expected}`], comment);
  }
});

test('a directive without reason has no effect and is reported', () => {
  const seen = run('// prompt-privacy-disable-file no-dpa\n«no-dpa»');
  assert.deepEqual(seen, {
    open: ['no-dpa'],
    suppressed: [],
    own: ['suppression-without-reason prompt-privacy-disable-file no-dpa'],
  });
});

test('unused and faulty directives are reported', () => {
  const table = [
    ['// prompt-privacy-disable-line no-dpa -- ok', /^unused-suppression/],
    ['// prompt-privacy-disable-file no-such-rule -- ok\n«no-dpa»', /^unused-suppression .*no-such-rule -- ok$/],
  ] as const;
  for (const [text, expected] of table) assert.match(run(text).own[0]!, expected);
  assert.deepEqual(run('// prompt-privacy-enable').own, []);
});

test('what stands in text that is sent, or in a string, is no directive', () => {
  const sent = run('<b>// prompt-privacy-disable-file no-dpa -- ok «no-dpa»', { sent: true });
  assert.deepEqual(sent.open, ['no-dpa']);
  assert.match(sent.own[0]!, /^unused-suppression/);
  assert.deepEqual(run('Write prompt-privacy-disable-file -- to us «no-dpa»', { sent: true }), {
    open: ['no-dpa'],
    suppressed: [],
    own: [],
  });
  assert.deepEqual(run('const x = "// prompt-privacy-disable-file no-dpa -- ok"; «no-dpa»').open, ['no-dpa']);
});

test('above a call or text that spans lines a directive reaches all of it', () => {
  const text = '// prompt-privacy-disable-next-line no-dpa -- ok\ncall(`\n«no-dpa»\n`);\n«no-dpa»';
  const start = text.indexOf('call');
  const prompt = promptOf([], { origin: 'call', span: { start, end: text.indexOf(';') } });
  assert.deepEqual(run(text, { prompts: [prompt] }).open, ['no-dpa']);
  const template = promptOf([], { origin: 'template', span: { start, end: text.indexOf(';') } });
  assert.deepEqual(run(text, { prompts: [template] }).open, ['no-dpa', 'no-dpa']);
});

test('exceptions of the policy: rule, use case, category, paths, end', () => {
  const covered = (exception: string, more: Partial<Finding> = {}, path = 'prompts/a.md'): boolean => {
    const policy = policyOf(`use_cases: [{ id: support, prompts: ['prompts/**'] }]\nexceptions: [${exception}]`);
    const finding: Finding = {
      rule: 'wrong-form',
      severity: 'error',
      message: '',
      prompt: 0,
      span: { start: 0, end: 1 },
      ...more,
    };
    const [result] = suppress(
      [finding],
      [promptOf([])],
      { uri: 'x', languageId: 'x', text: 'x' },
      { ...options, policy, path },
    );
    return result?.suppressed?.by === 'exception';
  };
  const table: readonly [exception: string, more: Partial<Finding>, path: string, expected: boolean][] = [
    ['{ rule: wrong-form, reason: ok }', {}, 'prompts/a.md', true],
    ['{ rule: no-dpa, reason: ok }', {}, 'prompts/a.md', false],
    ['{ rule: wrong-form, reason: "" }', {}, 'prompts/a.md', false],
    ['{ rule: wrong-form, reason: ok, use_case: support }', {}, 'prompts/a.md', true],
    ['{ rule: wrong-form, reason: ok, use_case: support }', {}, 'src/a.md', false],
    ['{ rule: wrong-form, reason: ok, category: user.name }', { category: 'user.name.first' }, 'a', true],
    ['{ rule: wrong-form, reason: ok, category: user.name }', { category: 'user.contact' }, 'a', false],
    ['{ rule: wrong-form, reason: ok, category: user.name }', {}, 'a', false],
    ['{ rule: wrong-form, reason: ok, paths: ["src/**"] }', {}, 'src/a.ts', true],
    ['{ rule: wrong-form, reason: ok, paths: ["src/**"] }', {}, 'prompts/a.ts', false],
    ['{ rule: wrong-form, reason: ok, expires: 2026-11-24 }', {}, 'a', true],
    ['{ rule: wrong-form, reason: ok, expires: 2026-11-23 }', {}, 'a', false],
  ];
  for (const [exception, more, path, expected] of table)
    assert.equal(covered(exception, more, path), expected, exception);
});

test('many directives and findings cost bounded time', () => {
  const text = '// prompt-privacy-disable-next-line no-dpa -- ok\n«no-dpa»\n'.repeat(3000);
  const seen = run(text);
  assert.equal(seen.suppressed.length, 1000);
});

test('exceptions that no finding needs are reported, with their removal', () => {
  const text = `version: 1
exceptions:
  - { rule: no-dpa, reason: ok, approved_by: dpo, expires: 2027-01-01 }
  - { rule: no-baa, reason: ok, approved_by: dpo, expires: 2027-01-01 }
  - { rule: no-dpia, reason: ok, approved_by: dpo, expires: 2026-01-01 }
`;
  const { policy } = parsePolicy(text, 'file:///p.yaml', () => undefined);
  const finding: Finding = { rule: 'no-dpa', severity: 'error', message: '', prompt: 0, span: { start: 0, end: 1 } };
  const result = suppress([finding], [promptOf([])], { uri: 'x', languageId: 'x', text: 'x' }, { ...options, policy });
  const suppressions = result.flatMap(({ suppressed }) => (suppressed ? [suppressed] : []));
  const [unused, ...more] = unusedExceptions(policy, suppressions, options.today, text);
  assert.deepEqual([more.length, text.slice(unused!.span.start, unused!.span.end)], [0, 'no-baa']);
  assert.doesNotMatch(applyEdits(text, [unused!.fix!]), /no-baa/);
});
