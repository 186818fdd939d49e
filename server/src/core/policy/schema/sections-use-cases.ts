import { needsMap, subjectList } from './sections-data.ts';
import { list, object, text } from './shape.ts';
import {
  dataUses,
  determinationMethods,
  exceptionKinds,
  hipaaBases,
  legalBases,
  specialConditions,
} from './vocabulary.ts';

const legalBasis = object(
  'Why the processing is lawful.',
  {
    gdpr: text('Basis under GDPR Art. 6(1).', { values: Object.keys(legalBases), law: 'GDPR Art. 6(1)' }),
    special: text('Condition under GDPR Art. 9(2) for special categories of data.', {
      values: Object.keys(specialConditions),
      law: 'GDPR Art. 9(2)',
    }),
    hipaa: text('Permission under the HIPAA Privacy Rule.', {
      values: hipaaBases,
      law: '45 CFR 164.506, 164.508, 164.514',
    }),
    assessment: text('Reference of the legitimate interests assessment.', { example: 'LIA-14' }),
  },
  { law: 'GDPR Art. 6, 9; 45 CFR 164.506' },
);

const determination = object(
  'A recorded finding that the data no longer falls under a rule, by a person.',
  {
    method: text('How it was established.', { values: determinationMethods, law: '45 CFR 164.514(b)' }),
    date: text('Day of the determination.', { format: 'date' }),
    author: text('Who made it.'),
  },
  { required: ['method'], law: '45 CFR 164.514(b)(1)' },
);

export const useCasesSection = list(
  'Why prompts exist. Each prompt belongs to one use case.',
  object(
    'A purpose, its legal basis, the data it needs, and where it may go.',
    {
      id: text('Id that front matter and comments name: `prompt-privacy: use-case=<id>`.', {
        format: 'id',
        defines: 'use_cases',
      }),
      purpose: text('What the answer is used for, in one sentence.', { law: 'GDPR Art. 5(1)(b), 30(1)(b)' }),
      data_use: text('Purpose as a Fideslang data use.', { format: 'data-use', suggestions: dataUses }),
      status: text('Whether it may go live.', { values: ['proposed', 'approved'] }),
      legal_basis: legalBasis,
      subjects: subjectList,
      deployments: list('Deployments it may use.', text('Id of a deployment.', { refersTo: 'deployments' })),
      needs: needsMap,
      prompts: list(
        'Files whose prompts belong to it; of several use cases the last one whose glob matches wins.',
        text('A glob relative to the policy file.', { format: 'glob', example: 'prompts/support/**' }),
      ),
      retention: text('How long the platform may keep inputs and outputs: an ISO 8601 duration, or `none`.', {
        format: 'duration',
        suggestions: ['none', 'P30D'],
        law: 'GDPR Art. 5(1)(e), 30(1)(f)',
      }),
      dpia: text('Reference of the data protection impact assessment.', { law: 'GDPR Art. 35' }),
      determination,
      review: object(
        'When the use case is looked at again.',
        {
          last: text('Day of the last review.', { format: 'date' }),
          next: text('Day by which the next review is due.', { format: 'date' }),
          owner: text('Who does it.'),
        },
        { law: '45 CFR 164.316(b)(2)(iii)' },
      ),
    },
    { required: ['id'] },
  ),
  'GDPR Art. 30(1)(b)',
);

export const exceptionsSection = list(
  'Findings that someone has looked at and accepted, with a reason and an end.',
  object(
    'An accepted finding.',
    {
      rule: text('The rule it is about.', { format: 'rule' }),
      use_case: text('Only in this use case.', { refersTo: 'use_cases' }),
      category: text('Only for this category and what stands below it.', { format: 'category' }),
      paths: list('Only in these files.', text('A glob.', { format: 'glob' })),
      reason: text('Why.'),
      kind: text('`false-positive`: the finding is wrong. `accepted-risk` (default): it is right and accepted.', {
        values: exceptionKinds,
      }),
      approved_by: text('Who accepted it.'),
      expires: text('Last day on which it holds.', { format: 'date' }),
    },
    { required: ['rule', 'reason'] },
  ),
);
