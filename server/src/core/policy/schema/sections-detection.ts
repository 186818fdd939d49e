import { boolean, list, map, number, object, text } from './shape.ts';
import { platforms } from './vocabulary.ts';

const glob = text('A glob relative to the policy file.', { format: 'glob' });

/** What the detectors and parsers are told: wrappers, recognizers, allowed values, files, newer facts. */
export const detectionSections = {
  calls: list(
    'Wrappers of your own around Claude, so that calls of them are read as prompts.',
    object(
      'A function whose arguments reach Claude.',
      {
        language: text('Language id; absent: all.', { format: 'call-language' }),
        package: text('Module that exports it.'),
        call: text('Name of the function or method: `llm.ask`.'),
        prompt: list(
          'Arguments that hold prompt text: `[0]`, `prompt`, `options.system`.',
          text('An argument path.', { format: 'argument-path' }),
        ),
        platform: text('Platform it sends to.', { values: platforms }),
        deployment: text('Deployment it sends to.', { refersTo: 'deployments' }),
      },
      { required: ['call', 'prompt'] },
    ),
  ),
  recognizers: list(
    'Patterns of your own: customer numbers, project names.',
    object(
      'A pattern and what it stands for.',
      {
        id: text('Id of the recognizer.', { format: 'id', defines: 'recognizers' }),
        type: text('Entity type that it reports: `CUSTOMER_ID`.', { format: 'entity-type' }),
        pattern: text('Regular expression in RE2 syntax, without lookaround and back-references.', {
          format: 'pattern',
        }),
        keywords: list('Words of which one must occur in the text for the pattern to be tried.', text('A word.')),
        context: list('Words of which one must stand near the match.', text('A word.')),
        checksum: text('Checksum that the match must pass.'),
        score: number('How sure a match is, from 0 to 1.', { minimum: 0, maximum: 1 }),
        examples: list('Synthetic values that the pattern must match.', text('An example.')),
      },
      { required: ['id', 'type', 'pattern'] },
    ),
  ),
  allow: object('Values that are never reported.', {
    values: list('Exact values: your own support address.', text('A value.')),
    patterns: list('Patterns in RE2 syntax.', text('A pattern.', { format: 'pattern' })),
    scopes: list(
      'Entity types that are not reported in some files.',
      object('Types in files.', {
        paths: list('Files.', glob),
        types: list('Entity types.', text('An entity type.', { format: 'entity-type' })),
      }),
    ),
  }),
  samples: map(
    'Synthetic values for the preview, by placeholder.',
    text('Path of a placeholder: `patient.name`.'),
    text('A synthetic value.'),
  ),
  files: object('Which files are looked at.', {
    include: list('Only these.', glob),
    exclude: list('Not these.', glob),
    max_size: number('Largest file that is read, in bytes.', { minimum: 1 }),
    experiments: list('Prompts that are not in production: an unapproved use case is no finding there.', glob),
  }),
  platform_facts: object('Facts about Claude platforms that are newer than, or differ from, the built-in ones.', {
    as_of: text('Day on which you read them.', { format: 'date' }),
    source: text('Where you read them.'),
    regions: map(
      'Countries that a cloud region or geography may process in.',
      text('Region id.'),
      list('Countries.', text('A country.', { format: 'jurisdiction' })),
    ),
    retention_days: number('Days for which the API keeps inputs and outputs by default.', { minimum: 0 }),
    features: map(
      'Eligibility of a feature.',
      text('Feature id.'),
      object('Eligibility.', {
        zdr: boolean('May be used under zero data retention.'),
        hipaa: boolean('Covered by HIPAA readiness.'),
      }),
    ),
    covered_models: list(
      'Models that keep prompts for 30 days.',
      text('Model id with `*` as wildcard.', { format: 'glob' }),
    ),
    restricted_zip3: list(
      'ZIP prefixes with 20,000 people or fewer.',
      text('Three digits.'),
      '45 CFR 164.514(b)(2)(i)(B)',
    ),
  }),
};
