/** Closed lists of words that the policy file may use. */

export const platforms = [
  'claude-api',
  'claude-aws',
  'bedrock',
  'vertex',
  'google-cloud',
  'foundry',
  'agent-sdk',
  'gateway',
  'other-vendor',
] as const;

/** Languages in which wrappers of the user's own are called: ids of VS Code. */
export const callLanguages = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
  'jupyter',
  'java',
  'kotlin',
  'go',
  'csharp',
  'ruby',
  'php',
  'rust',
] as const;

export const roles = [
  'covered-entity',
  'hybrid-entity',
  'business-associate',
  'controller',
  'joint-controller',
  'processor',
] as const;

/** `BAA` 45 CFR 164.504(e); `DPA` GDPR Art. 28; `SCC` `BCR` `IDTA` `DPF` `adequacy` transfer mechanisms; `ZDR` zero data retention; `DUA` 164.514(e). */
export const agreementTypes = ['BAA', 'DPA', 'SCC', 'BCR', 'IDTA', 'DPF', 'adequacy', 'ZDR', 'DUA'] as const;

/** What satisfies `residency[].or_mechanism`. */
export const transferMechanisms = ['SCC', 'BCR', 'IDTA', 'DPF', 'adequacy'] as const;

export const regimes = [
  'hipaa',
  'gdpr',
  'uk-gdpr',
  'fadp',
  'part-2',
  'ccpa',
  'glba',
  'ferpa',
  'pci-dss',
  'cjis',
  'itar',
  'pipeda',
  'law-25',
  'lgpd',
  'rbi',
  'dpdp',
  'pipl',
  '152-fz',
  'pdpl',
  'appi',
  'pipa',
  'kvkk',
  'popia',
  'privacy-act',
] as const;

/** GDPR Art. 6(1), with the codes of the Data Privacy Vocabulary (`eu-gdpr:`). */
export const legalBases: Readonly<Record<string, string>> = {
  consent: 'A6-1-a',
  contract: 'A6-1-b',
  'legal-obligation': 'A6-1-c',
  'vital-interests': 'A6-1-d',
  'public-task': 'A6-1-e',
  'legitimate-interests': 'A6-1-f',
};

/** GDPR Art. 9(2). */
export const specialConditions: Readonly<Record<string, string>> = {
  'A9-2-a': 'explicit consent',
  'A9-2-b': 'employment and social protection law',
  'A9-2-c': 'vital interests',
  'A9-2-d': 'not-for-profit body',
  'A9-2-e': 'made public by the person',
  'A9-2-f': 'legal claims',
  'A9-2-g': 'substantial public interest',
  'A9-2-h': 'health or social care',
  'A9-2-i': 'public health',
  'A9-2-j': 'archiving, research, statistics',
};

/** 45 CFR 164.506, 164.508, 164.514. */
export const hipaaBases = [
  'treatment',
  'payment',
  'health-care-operations',
  'authorization',
  'de-identified',
  'limited-data-set',
] as const;

/** How someone established that data no longer falls under a rule. 45 CFR 164.514(b). */
export const determinationMethods = ['expert-determination', 'safe-harbor-review', 'legal-advice'] as const;

export const severities = ['error', 'warning', 'information', 'hint', 'off'] as const;

export const exceptionKinds = ['false-positive', 'accepted-risk'] as const;

/** Policies that come with the product, for `extends:`. */
export const starters = ['starter', 'hipaa', 'gdpr', 'support', 'logs'] as const;

/** Assurances that residency rules ask for. */
export const assurances = [
  'FedRAMP High',
  'FedRAMP Moderate',
  'DoD IL4',
  'DoD IL5',
  'C5',
  'HDS',
  'ISO 27001',
  'ISO 27018',
  'SOC 2',
  'ENS High',
  'SecNumCloud',
  'CJIS',
  'IRAP',
] as const;

/** Fideslang data subjects. */
export const subjects = [
  'anonymous_user',
  'citizen_voter',
  'commuter',
  'consultant',
  'customer',
  'employee',
  'job_applicant',
  'next_of_kin',
  'passenger',
  'patient',
  'prospect',
  'shareholder',
  'supplier_vendor',
  'trainee',
  'visitor',
] as const;

/** Fideslang data uses. */
export const dataUses = [
  'analytics',
  'analytics.reporting',
  'collect',
  'employment',
  'employment.recruitment',
  'essential',
  'essential.fraud_detection',
  'essential.legal_obligation',
  'essential.service',
  'essential.service.authentication',
  'essential.service.notifications',
  'essential.service.operations',
  'essential.service.operations.improve',
  'essential.service.operations.support',
  'essential.service.payment_processing',
  'essential.service.security',
  'essential.service.upgrades',
  'finance',
  'functional',
  'functional.service.improve',
  'functional.storage',
  'marketing',
  'operations',
  'personalize',
  'sales',
  'third_party_sharing',
  'third_party_sharing.legal_obligation',
  'train_ai_system',
] as const;

/** Data uses below which any word is accepted: their subtrees are large. */
export const openDataUses = [
  'analytics',
  'collect',
  'functional',
  'marketing',
  'personalize',
  'sales',
  'third_party_sharing',
];

/** Every rule that the `rules:` section and suppressions may name. */
export const ruleIds = [
  'literal-identifier',
  'phi-in-prompt',
  'special-category-in-prompt',
  'real-data-in-example',
  'secret-in-prompt',
  'weak-generalisation',
  'personal-data-in-metadata',
  'phi-in-schema',
  'identifying-placeholder',
  'untokenized-value',
  'whole-record',
  'not-minimum-necessary',
  'wrong-form',
  'unscrubbed-free-text',
  'unclassified-source',
  'category-not-permitted',
  'category-prohibited',
  'level-above-ceiling',
  'identifying-combination',
  'no-baa',
  'baa-not-on-platform',
  'no-dpa',
  'no-transfer-mechanism',
  'no-legal-basis',
  'no-dpia',
  'assurance-missing',
  'region-not-permitted',
  'global-routing',
  'region-unknown',
  'localised-category',
  'feature-not-zdr',
  'feature-not-hipaa',
  'covered-model',
  'egress-tool',
  'no-audit-event',
  'audit-event-incomplete',
  'content-in-log',
  'content-in-telemetry',
  'no-use-case',
  'review-overdue',
  'policy-contradiction',
  'use-case-not-approved',
  'token-not-restored',
  'vault-exposed',
] as const;

/** Findings about suppressions themselves. They are no rules: they have no fixtures and cannot be suppressed. */
export const suppressionIds = { unused: 'unused-suppression', unreasoned: 'suppression-without-reason' } as const;
