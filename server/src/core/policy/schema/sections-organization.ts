import { levels } from '../../taxonomy/levels.ts';
import { boolean, list, number, object, text } from './shape.ts';
import { agreementTypes, assurances, platforms, roles } from './vocabulary.ts';

export const organizationSection = object(
  'Who is responsible. Part of the record of processing activities.',
  {
    name: text('Name of the organization.'),
    roles: list(
      'Roles under HIPAA and the GDPR. `covered-entity` and `business-associate` make health data PHI.',
      text('A role.', { values: roles }),
      '45 CFR 160.103; GDPR Art. 4(7)-(8)',
    ),
    contact: text('Contact for privacy questions.', { format: 'email', law: 'GDPR Art. 30(1)(a)' }),
    dpo: text('Contact of the data protection officer.', { format: 'email', law: 'GDPR Art. 30(1)(a), 37' }),
    review: object('When this policy is reviewed.', {
      every: text('Interval as an ISO 8601 duration: `P3M` is quarterly.', { format: 'duration', example: 'P3M' }),
      last: text('Day of the last review.', { format: 'date' }),
    }),
  },
  { law: 'GDPR Art. 30(1)(a)' },
);

export const agreementsSection = list(
  'Contracts with the companies that receive the data. Deployments name them by id.',
  object(
    'A contract in force between a signing day and an expiry day.',
    {
      id: text('Id by which deployments name it.', { format: 'id', defines: 'agreements' }),
      type: text(
        'BAA (HIPAA business associate agreement), DPA (processor contract), SCC, BCR, IDTA, DPF or adequacy (transfer mechanisms), ZDR (zero data retention), DUA (data use agreement).',
        { values: agreementTypes, law: '45 CFR 164.504(e); GDPR Art. 28(3), 46' },
      ),
      party: text('The company it is signed with.'),
      modules: list('Modules of the standard contractual clauses.', number('A module.', { minimum: 1, maximum: 4 })),
      signed: text('Day of signature.', { format: 'date' }),
      expires: text('Last day in force. Absent: open-ended.', { format: 'date' }),
      ref: text('Where the contract is filed.'),
    },
    { required: ['id', 'type'] },
  ),
  'GDPR Art. 28; 45 CFR 164.502(e)',
);

const match = object(
  'How a call in the code is recognised as going to this deployment. All that are given must hold.',
  {
    env: text('Environment variable that the API key is read from.', { example: 'ANTHROPIC_API_KEY_CLINICAL' }),
    region: text('Region written in the code.', { format: 'region' }),
    base_url: text('Base URL, or its beginning.'),
    model: text('Model id, with `*` as wildcard.', { format: 'glob' }),
    paths: list('Files whose calls go here.', text('A glob relative to the policy file.', { format: 'glob' })),
  },
);

export const deploymentsSection = list(
  'Where a call may go. Matched from the code; a use case lists the ones it may use.',
  object(
    'A platform, the regions it processes in, the agreements behind it and the highest level it may take.',
    {
      id: text('Id by which use cases name it.', { format: 'id', defines: 'deployments' }),
      platform: text('The service that runs Claude.', { values: platforms }),
      match,
      regions: list(
        'Where requests may be processed: a geography (`us`, `eu`, `global`), a cloud region or a country.',
        text('A region.', { format: 'region' }),
        'GDPR Art. 30(1)(e)',
      ),
      in_region: list(
        'Narrows `regions` to these cloud regions, for example when a European profile may route to London or Zurich.',
        text('A cloud region.', { format: 'region' }),
      ),
      hipaa_ready: boolean('The account is a HIPAA-enabled organization.', { law: '45 CFR 164.504(e)' }),
      zdr: boolean('Zero data retention is switched on for this account.'),
      agreements: list(
        'Agreements that cover this deployment.',
        text('Id of an agreement.', { refersTo: 'agreements' }),
      ),
      ceiling: text('The highest level of data, after scrubbing, that may be sent here.', { values: levels }),
      assurances: list(
        'Certificates and attestations of the platform.',
        object(
          'A certificate or attestation.',
          {
            name: text('Its name.', { suggestions: assurances }),
            date: text('Day it was issued.', { format: 'date' }),
            expires: text('Last day it is valid.', { format: 'date' }),
            ref: text('Where the report is filed.'),
          },
          { required: ['name'] },
        ),
      ),
    },
    { required: ['id', 'platform'] },
  ),
  'GDPR Art. 30(1)(d), (e)',
);
