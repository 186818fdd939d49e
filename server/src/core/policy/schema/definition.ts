import { auditSections } from './sections-audit.ts';
import { categoriesSection, classificationSection, residencySection, sourcesSection } from './sections-data.ts';
import { detectionSections } from './sections-detection.ts';
import { agreementsSection, deploymentsSection, organizationSection } from './sections-organization.ts';
import { exceptionsSection, useCasesSection } from './sections-use-cases.ts';
import { number, object, text } from './shape.ts';
import { starters } from './vocabulary.ts';

/** `prompt-privacy.yaml`, whole. The order is the order of completion and of the generated policy. */
export const policyShape = object(
  'Which data may be sent to Claude, from which sources, for which use case, to which deployment and region.',
  {
    version: number('Version of the policy format. Always 1.', { values: [1] }),
    extends: text('Another policy file (relative path) or a built-in starter whose entries this file adds to.', {
      suggestions: starters,
      example: '../prompt-privacy.yaml',
    }),
    organization: organizationSection,
    classification: classificationSection,
    agreements: agreementsSection,
    deployments: deploymentsSection,
    categories: categoriesSection,
    sources: sourcesSection,
    use_cases: useCasesSection,
    residency: residencySection,
    ...auditSections,
    ...detectionSections,
    exceptions: exceptionsSection,
  },
  { required: ['version'] },
);
