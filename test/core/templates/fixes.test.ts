import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core/fixes/fix.ts';
import { templateWriter } from '../../../server/src/core/fixes/templates/index.ts';
import { starterPolicy } from '../../../server/src/core/policy/index.ts';
import type { TextSegment } from '../../../server/src/core/prompt.ts';
import type { Form } from '../../../server/src/core/taxonomy/levels.ts';
import { plainFixtures } from '../../support/template-fixtures.ts';
import { contextOf, documentAt, parseAt, placeholders, tokenized } from '../../support/templates.ts';

/** Path of a file, text before, path of the variable, text after; `undefined`: the format cannot say it. */
const tokenizing: readonly (readonly [
  file: string,
  before: string,
  path: string | null,
  after: string | undefined,
  form?: Form,
])[] = [
  ['a.prompt', '{{patient.name}}', 'patient.name', '{{tokenize patient.name}}'],
  ['a.prompt', '{{media url=photo}}', 'photo', '{{media url=(tokenize photo)}}'],
  ['a.prompt', '{{#with patient}}{{name}}{{/with}}', 'patient.name', '{{#with patient}}{{tokenize name}}{{/with}}'],
  ['a.prompty', 'system:\n{{ a if b else c }}', 'a', 'system:\n{{ a | tokenize if b else c }}'],
  [
    'a.prompty',
    '---\ntemplate: mustache\n---\nuser:\n{{name}}',
    'name',
    '---\ntemplate: mustache\n---\nuser:\n{{#tokenize}}{{name}}{{/tokenize}}',
  ],
  ['prompts/a.mustache', '{{{name}}}', 'name', '{{#tokenize}}{{{name}}}{{/tokenize}}'],
  ['prompts/a.mustache', '{{dob}}', 'dob', '{{#generalize_year}}{{dob}}{{/generalize_year}}', 'generalize:year'],
  ['prompts/a.liquid', '{{ a.b | upcase }}', 'a.b', '{{ a.b | upcase | tokenize }}'],
  ['prompts/a.liquid', '{{ tags | join: ", " }}', 'tags', undefined],
  ['skprompt.txt', '{{$patient}}', 'patient', '{{privacy.tokenize $patient}}'],
  ['skprompt.txt', '{{ $dob }}', 'dob', '{{ privacy.generalize $dob "year" }}', 'generalize:year'],
  ['skprompt.txt', '{{clinic.find $mrn}}', 'mrn', undefined],
  ['a.poml', '<poml>{{ patient.name }}</poml>', 'patient.name', '<poml>{{ patient.name_token }}</poml>'],
  [
    'a.poml',
    '<p for="n in notes" title="{{ n.title }}"/>',
    'notes[].title',
    '<p for="n in notes" title="{{ n.title_token }}"/>',
  ],
  [
    '.claude/commands/a.md',
    'Read !`cat visit.txt` now',
    null,
    'Read !`cat visit.txt | prompt-privacy scrub` now',
    'scrub',
  ],
  [
    '.claude/commands/a.md',
    'Read @records/visits.csv now',
    null,
    'Read !`prompt-privacy scrub < records/visits.csv` now',
    'scrub',
  ],
  ['.claude/commands/a.md', 'For $ARGUMENTS', 'ARGUMENTS', undefined],
  [
    'a.prompt.yml',
    "messages:\n  - role: user\n    content: 'It''s {{name}}'\ntestData:\n  - name: x\n",
    'name',
    "messages:\n  - role: user\n    content: 'It''s {{name_token}}'\ntestData:\n  - name_token: x\n",
  ],
  [
    'prompt.json',
    '{"_type":"prompt","input_variables":["who"],"template":"a\\n{who} {who}"}',
    'who',
    '{"_type":"prompt","input_variables":["who_token"],"template":"a\\n{who_token} {who_token}"}',
  ],
  [
    'prompts/a.st',
    'Tell {patientName} {if(patientName)}x{endif}',
    'patientName',
    'Tell {patientNameToken} {if(patientNameToken)}x{endif}',
  ],
  [
    'prompts/a.txt',
    '{{PATIENT_NAME}} and {$PATIENT_NAME}',
    'PATIENT_NAME',
    '{{PATIENT_NAME_TOKEN}} and {$PATIENT_NAME_TOKEN}',
  ],
  ['prompts/a.txt', 'Hi {name}', 'name', 'Hi {name_token}'],
  [
    'a.baml',
    'function F(note: string) -> string {\n  prompt #"{{ note }}"#\n}',
    'note',
    'function F(note_scrubbed: string) -> string {\n  prompt #"{{ note_scrubbed }}"#\n}',
    'scrub',
  ],
  ['a.promptl', '<user>{{ patient_name }}</user>', 'patient_name', '<user>{{ patient_name_token }}</user>'],
  ['patterns/a/system.md', '{{input}}', 'input', '{{input_scrubbed}}', 'scrub'],
  ['a.prompt.md', 'Ask ${input:mrn:Record number}', 'mrn', 'Ask ${input:mrn_token:Record number}'],
  [
    'promptfooconfig.yaml',
    "prompts: ['{{ dob }}']\nproviders: []\n",
    'dob',
    'prompts: [\'{{ dob | generalize("year") }}\']\nproviders: []\nnunjucksFilters:\n  generalize: ./generalize.js\n',
    'generalize:year',
  ],
  [
    'promptfooconfig.json',
    '{"prompts": ["{{ dob }}"]}',
    'dob',
    '{"nunjucksFilters": {"generalize": "./generalize.js"}, "prompts": ["{{ dob | generalize(\'year\') }}"]}',
    'generalize:year',
  ],
  [
    'a.ipynb',
    '{"cells":[{"cell_type":"markdown","source":["user:\\n","{{ n }}"]}]}',
    'n',
    '{"cells":[{"cell_type":"markdown","source":["user:\\n","{{ n | tokenize }}"]}]}',
  ],
  [
    'prompts/a.yaml',
    'system: |\n  Hi {{ agent.name }}\n  there\n',
    'agent.name',
    'system: |\n  Hi {{ agent.name | tokenize }}\n  there\n',
  ],
  [
    'story.yaml',
    'template: "{{$x}}"\ninput_variables: []\n',
    'x',
    'template: "{{privacy.tokenize $x}}"\ninput_variables: []\n',
  ],
];

for (const [file, before, path, after, form] of tokenizing) {
  test(`${form ?? 'tokenize'} in ${file}: ${JSON.stringify(before)}`, () => {
    const located = placeholders(parseAt(file, before)).find(
      ({ segment }) => segment.path === path && !segment.unprinted,
    );
    assert.ok(located, `no placeholder ${path}`);
    const written = templateWriter.tokenize(
      located.segment,
      { form: form ?? 'tokenize', type: 'PERSON_NAME' },
      contextOf(file, before, located),
    );
    assert.equal(written && applyEdits(before, written.edits), after);
    if (written) assert.ok(written.note, 'says what else has to be done');
  });
}

test('promptfoo: the filter is named once, beside those that are there', () => {
  const map = "prompts:\n  - '{{ a }}'\n  - '{{ b | tokenize }}'\nnunjucksFilters:\n  other: ./o.js\n";
  assert.match(
    tokenized('promptfooconfig.yaml', map, 'a')!,
    /nunjucksFilters:\n {2}tokenize: \.\/tokenize\.js\n {2}other/,
  );
  const flow = "prompts: ['{{ a }}']\nnunjucksFilters: { other: ./o.js }\n";
  assert.match(tokenized('promptfooconfig.yaml', flow, 'a')!, /\{ tokenize: \.\/tokenize\.js, other/);
  const named = "prompts: ['{{ a }}']\nnunjucksFilters: { tokenize: ./t.js }\n";
  assert.equal(tokenized('promptfooconfig.yaml', named, 'a'), named.replace('{{ a }}', '{{ a | tokenize }}'));
});

test('every raw variable of the fixtures is tokenized by an edit that parses, with either line end', () => {
  // Where a language has no words for it: arguments of commands and of kernel functions, joined lists in Liquid.
  const silent = /^(?:claude-code|semantic-kernel|liquid)$/;
  for (const { format, path, text } of plainFixtures.filter(({ kind }) => kind === 'ng')) {
    for (const source of [text, text.replaceAll('\n', '\r\n')]) {
      for (const located of placeholders(parseAt(path, source))) {
        const { segment } = located;
        if (segment.unprinted || segment.path === null || segment.filters.includes('tokenize')) continue;
        const written = templateWriter.tokenize(
          segment,
          { form: 'tokenize', type: 'X' },
          contextOf(path, source, located),
        );
        // VS Code fills its own variables: they have the names that it gives them.
        const given = segment.syntax === 'vscode' && !source.slice(segment.span.start).startsWith('${input:');
        assert.ok(written || given || silent.test(format), `${path}: nothing for ${segment.path}`);
        if (!written) continue;
        const after = parseAt(path, applyEdits(source, written.edits));
        assert.deepEqual(after.problems, [], path);
      }
    }
  }
});

test('what is raw, commented or only looked at is left alone', () => {
  const [located] = placeholders(parseAt('prompts/a.j2', '{% if patient.hiv %}x{% endif %}'));
  assert.equal(
    templateWriter.tokenize(
      located!.segment,
      { form: 'tokenize', type: 'X' },
      contextOf('prompts/a.j2', '{% if patient.hiv %}x{% endif %}', located!),
    ),
    undefined,
  );
});

test('a policy that names the function makes the edit safe; its own call is written as it says', () => {
  const text = 'Hi {{ name }}';
  const [located] = placeholders(parseAt('prompts/a.j2', text));
  const context = contextOf('prompts/a.j2', text, located!);
  const want = { form: 'tokenize', type: 'PERSON_NAME' } as const;
  const named = templateWriter.tokenize(located!.segment, want, {
    ...context,
    policy: { ...starterPolicy, uri: 'file:///p.yaml' },
  });
  assert.equal(named?.safe, true);
  assert.equal(templateWriter.tokenize(located!.segment, want, context)?.safe, false);
  const own = { ...starterPolicy, tokenization: { jinja: { call: "{expr} | pseudonym('{type}')" } } };
  const written = templateWriter.tokenize(located!.segment, want, { ...context, policy: own });
  assert.equal(applyEdits(text, written!.edits), "Hi {{ name | pseudonym('PERSON_NAME') }}");
});

const literals: readonly (readonly [file: string, before: string, literal: string, after: string | undefined])[] = [
  [
    'prompts/a.j2',
    'Call Ada Example about {{ topic }}',
    'Ada Example',
    'Call {{ person_name | tokenize }} about {{ topic }}',
  ],
  ['prompts/a.hbs', 'Call Ada Example', 'Ada Example', 'Call {{tokenize person_name}}'],
  ['a.prompt', 'Call Ada Example', 'Ada Example', 'Call {{tokenize person_name}}'],
  ['prompts/a.md', 'Call Ada Example', 'Ada Example', 'Call {{ person_name | tokenize }}'],
  ['prompts/a.mustache', 'Call Ada Example', 'Ada Example', 'Call {{#tokenize}}{{person_name}}{{/tokenize}}'],
  ['prompts/a.liquid', 'Call Ada Example', 'Ada Example', 'Call {{ person_name | tokenize }}'],
  ['skprompt.txt', 'Call Ada Example', 'Ada Example', 'Call {{privacy.tokenize $person_name}}'],
  ['a.poml', '<p>Call Ada Example</p>', 'Ada Example', '<p>Call {{ person_name_token }}</p>'],
  ['prompts/a.txt', '{{TOPIC}} for Ada Example', 'Ada Example', '{{TOPIC}} for {{PERSON_NAME_TOKEN}}'],
  [
    'prompt.json',
    '{"_type":"prompt","input_variables":["topic"],"template":"{topic} for Ada Example"}',
    'Ada Example',
    '{"_type":"prompt","input_variables":["topic", "person_name_token"],"template":"{topic} for {person_name_token}"}',
  ],
  ['prompts/a.st', '{topic} for Ada Example', 'Ada Example', '{topic} for {person_name_token}'],
  [
    'a.prompt.yml',
    'messages:\n  - role: user\n    content: Call Ada Example now\n',
    'Ada Example',
    'messages:\n  - role: user\n    content: Call {{person_name_token}} now\n',
  ],
  ['a.promptl', 'Call Ada Example', 'Ada Example', 'Call {{ person_name_token }}'],
  ['.claude/commands/a.md', 'Call Ada Example', 'Ada Example', undefined],
];

for (const [file, before, literal, after] of literals) {
  test(`a literal becomes a tokenized placeholder in ${file}`, () => {
    const result = parseAt(file, before);
    const start = before.indexOf(literal);
    const prompt = result.prompts[0]!;
    const part = prompt.parts.find(({ segments }) =>
      segments.some((segment) => segment.span.start <= start && start < segment.span.end),
    )!;
    const segment = part.segments.find(
      (one): one is TextSegment => one.kind === 'text' && one.span.start <= start && start < one.span.end,
    )!;
    const written = templateWriter.placeholder(
      segment,
      { start, end: start + literal.length },
      { type: 'PERSON_NAME' },
      { document: documentAt(file, before), policy: starterPolicy, prompt, part },
    );
    assert.equal(written && applyEdits(before, written.edits), after);
  });
}

const records: readonly (readonly [file: string, before: string, after: string | undefined])[] = [
  ['prompts/a.j2', 'R: {{ employee }}', 'R: name: {{ employee.name | tokenize }}, title: {{ employee.title }}'],
  [
    'prompts/a.j2',
    'R: {{ employee | tojson }}',
    'R: {{ {"name": employee.name | tokenize, "title": employee.title} | tojson }}',
  ],
  ['prompts/a.hbs', '{{json employee}}', 'name: {{tokenize employee.name}}, title: {{employee.title}}'],
  ['prompts/a.hbs', '{{employee}}', 'name: {{tokenize employee.name}}, title: {{employee.title}}'],
  ['prompts/a.liquid', '{{ employee | json }}', 'name: {{ employee.name | tokenize }}, title: {{ employee.title }}'],
  [
    'prompts/a.mustache',
    '{{employee}}',
    'name: {{#tokenize}}{{employee.name}}{{/tokenize}}, title: {{employee.title}}',
  ],
  ['a.poml', '<p>{{ employee }}</p>', undefined],
  [
    'promptfooconfig.json',
    '{"prompts": ["{{ employee | dump }}"]}',
    '{"prompts": ["{{ {\'name\': employee.name | tokenize, \'title\': employee.title} | dump }}"]}',
  ],
  [
    'prompts/a.j2',
    '{% for e in staff %}{{ e }}{% endfor %}',
    '{% for e in staff %}name: {{ e.name | tokenize }}, title: {{ e.title }}{% endfor %}',
  ],
  ['prompts/a.txt', 'R: {employee}', undefined],
];

for (const [file, before, after] of records) {
  test(`a record is narrowed in ${file}: ${before}`, () => {
    const located = placeholders(parseAt(file, before)).find(({ segment }) => !segment.unprinted)!;
    const fields = [
      { name: 'name', form: 'tokenize' },
      { name: 'title', form: 'keep' },
    ] as const;
    const written = templateWriter.project(located.segment, fields, contextOf(file, before, located));
    assert.equal(written && applyEdits(before, written.edits), after);
  });
}

test('in a long text the edits are the same as in a short one', () => {
  const filler = 'The patient was seen on the ward.\n'.repeat(400);
  const cut = (text: string | undefined) => text?.slice(filler.length, -filler.length);
  for (const [file, before, path, after, form] of tokenizing) {
    if (
      !/\.(?:prompt|prompty|mustache|liquid|poml|st)$|skprompt/.test(file) ||
      path === null ||
      before.startsWith('---')
    )
      continue;
    assert.equal(
      cut(tokenized(file, `${filler}${before}\n${filler}`, path, form)),
      after && `${after}\n`,
      `${file} ${before}`,
    );
  }
  for (const [file, before, literal, after] of literals) {
    if (!/\.(?:j2|hbs|prompt|mustache|liquid|poml|md)$/.test(file) || !after) continue;
    const text = `${filler}${before}\n${filler}`;
    const [prompt] = parseAt(file, text).prompts;
    const start = text.indexOf(literal);
    const context = {
      document: documentAt(file, text),
      policy: starterPolicy,
      prompt: prompt!,
      part: prompt!.parts[0]!,
    };
    const written = templateWriter.placeholder(
      undefined as never,
      { start, end: start + literal.length },
      { type: 'PERSON_NAME' },
      context,
    );
    assert.equal(cut(written && applyEdits(text, written.edits)), `${after}\n`, file);
  }
});

test('tokenizing twice changes nothing', () => {
  const once = tokenized('prompts/a.j2', '{{ name }}', 'name')!;
  assert.equal(tokenized('prompts/a.j2', once, 'name'), undefined);
});
