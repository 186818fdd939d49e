import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPlaceholders, parseAt, texts, tokenized } from '../../support/templates.ts';

const path = 'prompts/note.hbs';

test('paths, context changes and block parameters', () => {
  checkPlaceholders(
    path,
    `
{{patient.name}} {{#each notes as |n i|}}{{n.text}} {{this.x}} {{@index}} {{../who}}{{else}}{{other}}{{/each}}
  ^^^^^^^^^^^^ patient.name
                         ^^^^^ ?notes
                                           ^^^^^^ notes[].text
                                                      ^^^^^^ notes[].x
                                                                            ^^^^^^ who
                                                                                              ^^^^^ other
{{#with patient}}{{name}}{{#if hiv}}{{dx}}{{/if}}{{/with}} {{{raw}}} {{&amp}}
        ^^^^^^^ ?patient
                   ^^^^ patient.name
                               ^^^ ?patient.hiv|if
                                      ^^ patient.dx
                                                              ^^^ raw
                                                                        ^^^ amp
`,
  );
});

test('helpers, subexpressions, partials and lookups', () => {
  checkPlaceholders(
    path,
    `
{{json patient}} {{tokenize ssn}} {{upper (tokenize a)}} {{> card who=patient.name}} {{lookup p "name"}}
       ^^^^^^^ patient|json*
                            ^^^ ssn|tokenize
                                                    ^ a|tokenize|upper
                                                                      ^^^^^^^^^^^^ patient.name
                                                                                              ^ p.name
{{generalize dob "year"}} {{#tokenize}}{{nm}}{{/tokenize}}
             ^^^ dob|generalize:year
                                         ^^ nm|tokenize
`,
  );
});

test('escapes and raw blocks are text, comments are silent', () => {
  const result = parseAt(path, '{{role "system"}}a \\{{esc}} {{! no }}{{!-- {{no}} --}}{{{{raw}}}}{{no}}{{{{/raw}}}}');
  assert.deepEqual(
    texts(result).map(({ text }) => text),
    ['a {{esc}} ', '{{no}}'],
  );
  assert.equal(result.prompts[0]!.parts[0]!.role, 'system');
});

test('the helper wraps a bare variable, a call, or one argument', () => {
  assert.equal(tokenized(path, 'Hi {{patient.name}}', 'patient.name'), 'Hi {{tokenize patient.name}}');
  assert.equal(tokenized(path, '{{ name }}', 'name'), '{{ tokenize name }}');
  assert.equal(tokenized(path, '{{upper name}}', 'name'), '{{tokenize (upper name)}}');
  assert.equal(tokenized(path, '{{json name}}', 'name'), '{{json (tokenize name)}}');
  assert.equal(tokenized(path, '{{> card who=name}}', 'name'), '{{> card who=(tokenize name)}}');
  assert.equal(tokenized(path, '{{{dob}}}', 'dob', 'generalize:year'), '{{{generalize dob "year"}}}');
});
