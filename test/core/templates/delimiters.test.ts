import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../server/src/core/fixes/fix.ts';
import { templateWriter } from '../../../server/src/core/fixes/templates/index.ts';
import { starterPolicy } from '../../../server/src/core/policy/index.ts';
import { type Delimiters, delimitersIn } from '../../../server/src/core/templates/delimiters.ts';
import { parseTemplate } from '../../../server/src/core/templates/index.ts';
import { describe, documentAt, placeholders, texts } from '../../support/templates.ts';

const parse = (path: string, text: string, delimiters: Delimiters) =>
  parseTemplate(documentAt(path, text), path, { delimiters });

function tokenized(path: string, text: string, delimiters: Delimiters): string | undefined {
  const document = documentAt(path, text);
  const [located] = placeholders(parse(path, text, delimiters));
  const { prompt, part, segment } = located!;
  const context = { document, policy: starterPolicy, prompt, part };
  const written = templateWriter.tokenize(segment, { form: 'tokenize', type: 'PERSON_NAME' }, context);
  return written && applyEdits(text, written.edits);
}

test('marks are read from the code that makes the engine', () => {
  assert.deepEqual(
    delimitersIn(
      'env = Environment(\n  variable_start_string="<<", variable_end_string=">>",\n  block_start_string="<%", block_end_string="%>",\n  line_statement_prefix="#",\n)',
    ),
    { variable: ['<<', '>>'], block: ['<%', '%>'], line: '#' },
  );
  assert.deepEqual(delimitersIn("nunjucks.configure({ tags: { variableStart: '<$', variableEnd: '$>' } })"), {
    variable: ['<$', '$>'],
  });
  assert.deepEqual(
    delimitersIn("StTemplateRenderer.builder().startDelimiterToken('<').endDelimiterToken('>').build()"),
    { variable: ['<', '>'] },
  );
  assert.equal(delimitersIn('Environment(trim_blocks=True)'), undefined);
});

test('Jinja with other marks: variables, blocks, line statements; the usual marks are text', () => {
  const marks: Delimiters = { variable: ['<<', '>>'], block: ['<%', '%>'], line: '#' };
  const text =
    'Dear << patient.name >>, {{ literal }}\n# for n in notes:\n<< n.text >>\n# endfor\n<% if flag %>x<% endif %>\n## not one\n';
  const result = parse('prompts/a.j2', text, marks);
  assert.deepEqual(
    placeholders(result).map(({ segment }) => describe(segment)),
    ['patient.name', '?notes', 'notes[].text', '?flag'],
  );
  assert.deepEqual(result.problems, []);
  assert.ok(texts(result).some(({ text: shown }) => shown.includes('{{ literal }}')));
  assert.ok(!texts(result).some(({ text: shown }) => shown.includes('endfor')));
  const [name] = placeholders(result);
  assert.equal(text.slice(name!.segment.span.start, name!.segment.span.end), '<< patient.name >>');
  assert.equal(tokenized('prompts/a.j2', text, marks), text.replace('patient.name', 'patient.name | tokenize'));
});

test('Spring AI with angle brackets: the braces of JSON are text', () => {
  const marks: Delimiters = { variable: ['<', '>'] };
  const text = 'Answer {"name": "x"} and {who} for <patient_name>.';
  assert.deepEqual(
    placeholders(parse('prompts/a.st', text, marks)).map(({ segment }) => describe(segment)),
    ['patient_name'],
  );
  assert.equal(tokenized('prompts/a.st', text, marks), text.replace('patient_name', 'patient_name_token'));
});
