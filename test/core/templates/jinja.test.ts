import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPlaceholders, parseAt, texts, tokenized } from '../../support/templates.ts';

const path = 'prompts/note.j2';

test('names, attributes, items and methods', () => {
  checkPlaceholders(
    path,
    `
Hello {{ patient.name }}, {{ patient['mrn'] }}, {{ rows[0].dob }}, {{ record.get('ssn') }}
         ^^^^^^^^^^^^ patient.name
                             ^^^^^^^^^^^^^^ patient.mrn
                                                   ^^^^^^^^^^^ rows[].dob
                                                                      ^^^^^^^^^^^^^^^^^ record.ssn
{{ note.text.strip() | upper }} {{ employee | tojson }} {{ x|default(y) }}
   ^^^^^^^^^ note.text|strip|upper
                                   ^^^^^^^^ employee|tojson*
                                                           ^ x|default
                                                                     ^ y|default
`,
  );
});

test('operands of one tag are told apart, conditions do not print', () => {
  checkPlaceholders(
    path,
    `
😀 {{ a ~ ' ' ~ b.c }} {{ d if e else f | upper }} {% if patient.hiv is defined and not g > 3 %}
      ^ a
                ^^^ b.c
                          ^ d
                               ^ ?e
                                      ^ f|upper
                                                         ^^^^^^^^^^^ ?patient.hiv
                                                                                        ^ ?g
`,
  );
});

test('loops, aliases, macros and filter blocks resolve to what they stand for', () => {
  checkPlaceholders(
    path,
    `
{% for n in patient.notes | sort %}{{ n.text }}{{ loop.index }}{% endfor %}{{ n }}
            ^^^^^^^^^^^^^ ?patient.notes|sort
                                      ^^^^^^ patient.notes[].text
                                                                              ^ n
{% set who = patient.name %}{{ who | upper }}{% set all = a ~ b %}{{ all }}
             ^^^^^^^^^^^^ ?patient.name
                               ^^^ patient.name|upper
                                                          ^ a
                                                              ^ b
                                                                     ^^^ -
{% filter tokenize %}{{ name }}{% endfilter %}{% macro card(p, q=1) %}{{ p.x }}{% endmacro %}{{ card(z) }}
                        ^^^^ name|tokenize
                                                                         ^^^ z.x
                                                                                                     ^ z|card
{{ patients | map(attribute='name') | join(', ') }} {{ tokenize(mrn) }} {{ dob | generalize("year") }}
   ^^^^^^^^ patients[].name|join
                                                                ^^^ mrn|tokenize
                                                                           ^^^ dob|generalize:year
`,
  );
});

test('raw regions are text, comments are silent, strings that are printed are text', () => {
  const result = parseAt(path, '{% raw %}{{ no }}{% endraw %}{# {{ no }} #}{{ "Maria" }}');
  assert.deepEqual(
    texts(result).map(({ text }) => text),
    ['{{ no }}', 'Maria'],
  );
  assert.equal(result.prompts[0]!.comments!.length, 1);
});

test('the span of a printed string is what stands between its quotes', () => {
  const text = "{{ \"Dr. \" ~ name ~ ' \\'x\\'' }}";
  assert.deepEqual(
    texts(parseAt(path, text)).map((segment) => [segment.text, text.slice(segment.span.start, segment.span.end)]),
    [
      ['Dr. ', 'Dr. '],
      [" 'x'", " \\'x\\'"],
    ],
  );
});

test('a broken tag costs that tag', () => {
  const result = checkPlaceholders(
    path,
    `
{{ patient.
   ^^^^^^^ patient
{{ name }} {{ x | f(" }}
   ^^^^ name
              ^ x|f
{{ last }}
   ^^^^ last
`,
  );
  assert.equal(result.problems.length, 1);
});

test('front matter names use case, model and inputs; a comment may name the use case', () => {
  const { prompts } = parseAt(
    'prompts/a.md',
    '---\nuse_case: hr\nmodel: claude-x\ninputs:\n  who: string\n---\nHi {{ who }}',
  );
  assert.equal(prompts[0]!.useCase?.id, 'hr');
  assert.equal(prompts[0]!.request.model?.value, 'claude-x');
  assert.deepEqual(
    prompts[0]!.inputs?.map(({ name }) => name),
    ['who'],
  );
  const commented = parseAt('prompts/a.j2', '{# prompt-privacy: use-case=note-summary #}\nHi').prompts[0]!;
  assert.deepEqual([commented.useCase?.id, commented.useCase?.by], ['note-summary', 'file-comment']);
});

test('role lines make parts', () => {
  const { prompts } = parseAt('prompts/a.j2', 'system:\nBe kind.\nuser:\n{{ note }}\n');
  assert.deepEqual(
    prompts[0]!.parts.map(({ role }) => role),
    ['system', 'user'],
  );
});

test('the tokenize filter comes last, per element in a list, in brackets where precedence needs them', () => {
  assert.equal(
    tokenized(path, 'Hi {{ patient.name | upper }}', 'patient.name'),
    'Hi {{ patient.name | upper | tokenize }}',
  );
  assert.equal(tokenized(path, '{{a ~ " " ~ b}}', 'a'), '{{a | tokenize ~ " " ~ b}}');
  assert.equal(tokenized(path, "{{ notes | join(', ') }}", 'notes'), '{{ notes | map("tokenize") | join(\', \') }}');
  assert.equal(tokenized(path, '{{ dob }}', 'dob', 'generalize:year'), '{{ dob | generalize("year") }}');
  assert.equal(tokenized(path, '{{ note }}', 'note', 'scrub'), '{{ note | scrub }}');
  assert.equal(tokenized(path, '{{ f(x, y) }}', 'x'), '{{ f(x | tokenize, y) }}');
});

test('a macro parameter stands for what every call hands in, and for nothing when calls differ', () => {
  checkPlaceholders(
    path,
    `
{% macro card(p, note='x') %}{{ p.name }} {{ note }}{% endmacro %}{% for n in staff %}{{ card(n) }}{% endfor %}
                                ^^^^^^ staff[].name
                                             ^^^^ note
                                                                              ^^^^^ ?staff
                                                                                              ^ staff[]|card
{% macro one(a) %}{{ a }}{% endmacro %}{{ one(x) }}{{ one(y) }}
                     ^ a
                                              ^ x|one
                                                          ^ y|one
`,
  );
});
