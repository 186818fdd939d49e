import { list, map, object, text } from './shape.ts';
import { severities } from './vocabulary.ts';

/** What code does around a call: the audit event, the sanitizers, the way tokenization is written. */
export const auditSections = {
  audit: object(
    'The audit event that accompanies each call.',
    {
      functions: list('Calls that count as the audit event.', text('A function name: `audit.claude`.')),
      sink: text('Where events are written.'),
      retention: text('How long events are kept: an ISO 8601 duration. Six years for PHI.', {
        format: 'duration',
        law: '45 CFR 164.316(b)(2)(i)',
      }),
    },
    { law: '45 CFR 164.312(b)' },
  ),
  scrub: object('Functions and filters that sanitize a value.', {
    functions: list(
      'Names of functions and filters whose result is safe to send in the form they give.',
      text(
        'A name; the form follows from it (`tokenize`, `scrub`, `redact`, `project`, `generalize`), or from `forms`.',
      ),
    ),
    forms: map(
      'Form that a function of your own gives.',
      text('Name of a function in `functions`.'),
      text('A form.', { format: 'form' }),
    ),
    token_format: text('How tokens look; `{TYPE}` is the label of the entity type, `{n}` a counter.', {
      example: '[{TYPE}_{n}]',
      law: '45 CFR 164.514(c)',
    }),
  }),
  tokenization: map(
    'How a quick fix writes tokenization, by language or template format.',
    text('Language or format id: `typescript`, `python`, `jinja`.'),
    object('Code that a quick fix inserts.', {
      import: text('The import statement.', { example: "import { tokenize } from './privacy';" }),
      call: text('The call, with `{expr}`, `{type}` and `{vault}`.', {
        example: "tokenize({expr}, '{type}', { vault })",
      }),
      scrub: text('The call for free text, with `{expr}` and `{vault}`.'),
      restore: text('The call that puts the values back, with `{expr}` and `{vault}`.'),
    }),
  ),
  rules: map(
    'Severity of a rule, or `off`.',
    text('Id of a rule.', { format: 'rule' }),
    text('A severity.', { values: severities }),
  ),
};
