import { levels } from '../../taxonomy/levels.ts';
import { list, map, object, text } from './shape.ts';
import { assurances, regimes, subjects, transferMechanisms } from './vocabulary.ts';

const category = text('A data category. A parent stands for everything below it.', {
  format: 'category',
  example: 'user.contact.email',
});

const form = text(
  'Form in which a value may appear: keep, tokenize, replace, redact, scrub, project, block, or generalize to year, age90, zip3, state, country or bucket.',
  { format: 'form' },
);

const jurisdiction = text('A country (`DE`), a state (`US-TX`) or a group of countries (`EU`, `EEA`).', {
  format: 'jurisdiction',
});

export const subjectList = list(
  'The people the data is about.',
  text('A kind of data subject.', { format: 'subject', suggestions: subjects }),
  'GDPR Art. 30(1)(c)',
);

export const classificationSection = object('Classification levels of this organization.', {
  levels: list(
    'The levels in use, low to high: a part of public, internal, confidential, restricted.',
    text('A level.', { values: levels }),
    'ISO/IEC 27001 A.5.12',
  ),
  unclassified: text('Level that data from an unknown source is treated as.', { values: levels }),
});

export const categoriesSection = object('Which categories of data may be sent at all, and in which form.', {
  permitted: list(
    'Allowlist. What is not below one of these keys is not sent. Absent: everything is permitted.',
    category,
  ),
  prohibited: list('Never sent. Wins over `permitted`; the longest key that matches decides.', category),
  default_form: map(
    'Form required of a category where a use case does not say otherwise.',
    category,
    form,
    'GDPR Art. 25(2)',
  ),
});

export const sourcesSection = list(
  'Where data comes from: tables, types, APIs, files, template variables.',
  object(
    'A source of data with its level, the people it is about and the laws it falls under.',
    {
      id: text('Id of the source.', { format: 'id', defines: 'sources' }),
      owner: text('Team or person who answers for the data.'),
      level: text('Classification level. Absent: `classification.unclassified`.', {
        values: levels,
        law: 'ISO/IEC 27001 A.5.12',
      }),
      subjects: subjectList,
      jurisdictions: list('Where these people are protected.', jurisdiction),
      regimes: list('Laws that the data falls under.', text('A law.', { values: regimes })),
      match: object('How values of this source are recognised in templates and code.', {
        types: list('Type and class names: `Patient`.', text('A type name.')),
        placeholders: list('Names of template variables or their roots: `patient`.', text('A name or dotted path.')),
        tables: list('Database tables.', text('A table name, with `*` as wildcard.')),
        calls: list(
          'Functions or methods that return it: `ehr.getPatient`.',
          text('A function name, with `*` as wildcard.'),
        ),
        files: list('Files that hold it.', text('A glob.', { format: 'glob' })),
      }),
      fields: map(
        'Category of each field, by path; `none` for a field without personal data.',
        text('Path of a field: `patient.name`.', { example: 'patient.name' }),
        text('A data category, or `none`.', { format: 'category-or-none' }),
        'GDPR Art. 30(1)(c)',
      ),
    },
    { required: ['id'] },
  ),
  'GDPR Art. 30(1)(c); ISO/IEC 27001 A.5.12',
);

export const needsMap = map(
  'The categories that this use case needs, each in the form that suffices. Everything else is more than necessary.',
  category,
  form,
  '45 CFR 164.502(b), 164.514(d); GDPR Art. 5(1)(c)',
);

export const residencySection = list(
  'Where data of certain people may be processed. Several rules apply together; the strictest wins.',
  object(
    'A localisation or transfer rule.',
    {
      id: text('Id of the rule.', { format: 'id', defines: 'residency' }),
      jurisdictions: list('People protected here are covered.', jurisdiction),
      categories: list('Categories that are covered. Absent: all personal data.', category),
      permit: list(
        'Geographies, countries or cloud regions where it may be processed.',
        text('A region.', { format: 'region' }),
      ),
      or_mechanism: list(
        'Agreements that allow processing elsewhere.',
        text('A transfer mechanism.', { values: transferMechanisms }),
        'GDPR Art. 44-46',
      ),
      require_assurance: list(
        'Certificates that the deployment must have.',
        text('Name of an assurance.', { suggestions: assurances }),
      ),
      rule: text('The law, for messages and the hover.', { example: 'Texas SB 1188' }),
    },
    { required: ['id', 'jurisdictions'] },
  ),
);
