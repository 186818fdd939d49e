import type { Agreement, Deployment, Policy, PolicyException, UseCase } from '../policy/model.ts';
import type { ResolvedPrompt } from '../policy/resolve-model.ts';
import type { ReportedFinding } from './report.ts';

/** What the register is made from: the policy, and the prompts and accepted findings that the workspace holds. */
export interface RegisterInput {
  readonly policy: Policy;
  readonly today: string;
  readonly prompts: readonly { readonly path: string; readonly resolved: ResolvedPrompt }[];
  readonly suppressed: readonly { readonly path: string; readonly finding: ReportedFinding }[];
}

/** One processing activity: a row of the record that GDPR Art. 30(1) asks for, letters as there. */
export interface Activity {
  readonly id: string;
  /** (b) */
  readonly purpose: string;
  readonly dataUse: string;
  readonly legalBasis: string;
  /** (c) */
  readonly subjects: readonly string[];
  readonly categories: readonly string[];
  /** (d) */
  readonly recipients: readonly string[];
  /** (e) */
  readonly transfers: readonly string[];
  /** (f) */
  readonly timeLimits: string;
  /** (g) */
  readonly measures: readonly string[];
  readonly sources: readonly string[];
  readonly prompts: readonly string[];
  readonly review: string;
  readonly dpia: string;
}

export interface Register {
  readonly controller: {
    readonly name: string;
    readonly contact: string;
    readonly dpo: string;
    readonly roles: readonly string[];
  };
  readonly date: string;
  readonly activities: readonly Activity[];
  /** Prompts that no use case claims: processing the record does not cover yet. */
  readonly unassigned: readonly string[];
  readonly exceptions: readonly {
    rule: string;
    scope: string;
    kind: string;
    reason: string;
    approvedBy: string;
    expires: string;
    state: string;
  }[];
  readonly suppressions: readonly { place: string; rule: string; kind: string; reason: string }[];
}

/** The record of processing activities under GDPR Art. 30(1), from what the policy says and the workspace does. */
export function buildRegister({ policy, today, prompts, suppressed }: RegisterInput): Register {
  return {
    controller: {
      name: policy.organization?.name ?? '',
      contact: policy.organization?.contact ?? '',
      dpo: policy.organization?.dpo ?? '',
      roles: policy.organization?.roles ?? [],
    },
    date: today,
    activities: policy.useCases.map((useCase) => activity(useCase, policy, prompts)),
    unassigned: unique(prompts.filter(({ resolved }) => !resolved.useCase).map(({ path }) => path)),
    exceptions: policy.exceptions.map((one, index) => exceptionRow(one, exceptionState(one, index, suppressed, today))),
    suppressions: suppressed
      .filter(({ finding }) => finding.suppressed?.by === 'directive')
      .map(({ path, finding }) => ({
        place: `${path}:${finding.start.line}`,
        rule: finding.rule,
        kind: finding.suppressed!.kind,
        reason: finding.suppressed!.reason,
      })),
  };
}

function activity(useCase: UseCase, policy: Policy, prompts: RegisterInput['prompts']): Activity {
  const mine = prompts.filter(({ resolved }) => resolved.useCase?.id === useCase.id);
  const deployments = policy.deployments.filter((deployment) => useCase.deployments.includes(deployment.id));
  const agreements = policy.agreements.filter((agreement) =>
    deployments.some((one) => one.agreements.includes(agreement.id)),
  );
  const carried = mine.flatMap(({ resolved }) => resolved.values.map((value) => value.category)).filter(isKnown);
  return {
    id: useCase.id,
    purpose: useCase.purpose ?? '',
    dataUse: useCase.dataUse ?? '',
    legalBasis: legalBasis(useCase),
    subjects: useCase.subjects,
    categories: unique([
      ...Object.entries(useCase.needs).map(([key, form]) => `${key} (${form})`),
      ...extra(carried, useCase),
    ]),
    recipients: unique(agreements.map((agreement) => agreement.party ?? '').filter(Boolean)),
    transfers: transfers(deployments, agreements),
    timeLimits: useCase.retention ?? '',
    measures: measures(useCase, policy, deployments),
    sources: unique(
      mine.flatMap(({ resolved }) =>
        resolved.values.flatMap((one) => (one.kind === 'placeholder' && one.source ? [one.source.id] : [])),
      ),
    ),
    prompts: unique(mine.map(({ path }) => path)),
    review: useCase.review?.next
      ? `next ${useCase.review.next}${useCase.review.owner ? `, ${useCase.review.owner}` : ''}`
      : '',
    dpia: useCase.dpia ?? '',
  };
}

const isKnown = (category: string | undefined): category is string => category !== undefined && category !== 'none';

/** Categories that prompts carry and the use case does not name: the record must not hide them. */
const extra = (carried: readonly string[], useCase: UseCase): string[] =>
  unique(
    carried.filter(
      (category) => !Object.keys(useCase.needs).some((need) => category === need || category.startsWith(`${need}.`)),
    ),
  ).map((category) => `${category} (not in needs)`);

function legalBasis({ legalBasis: basis }: UseCase): string {
  if (!basis) return '';
  const parts = [
    basis.gdpr && `GDPR Art. 6: ${basis.gdpr}`,
    basis.special && `Art. 9(2): ${basis.special}`,
    basis.hipaa && `HIPAA: ${basis.hipaa}`,
  ];
  if (basis.assessment) parts.push(`assessment ${basis.assessment}`);
  return parts.filter(Boolean).join('; ');
}

function transfers(deployments: readonly Deployment[], agreements: readonly Agreement[]): string[] {
  const mechanisms = unique(
    agreements.map((agreement) => agreement.type).filter((type) => /^(SCC|BCR|adequacy)$/i.test(type)),
  );
  return deployments.map((deployment) => {
    const outside = deployment.regions.some((region) => region !== 'eu');
    const regions = deployment.regions.join(', ') || 'region not stated';
    return `${deployment.id}: ${regions}${outside ? `; safeguard: ${mechanisms.join(', ') || 'none recorded'}` : ''}`;
  });
}

function measures(useCase: UseCase, policy: Policy, deployments: readonly Deployment[]): string[] {
  const forms = unique(Object.values(useCase.needs).filter((form) => form !== 'keep'));
  return [
    ...(forms.length ? [`values are sent as: ${forms.join(', ')} (pseudonymised, 45 CFR 164.514(c))`] : []),
    ...(policy.audit.functions.length
      ? [`audit event for each call${policy.audit.retention ? `, kept ${policy.audit.retention}` : ''}`]
      : []),
    ...deployments.flatMap((one) => (one.ceiling ? [`${one.id} takes data up to ${one.ceiling}`] : [])),
  ];
}

type ExceptionState = 'in use' | 'unused' | 'expired';

/** An exception that covers nothing, or no longer holds, is to be removed or renewed. */
function exceptionState(
  { expires }: PolicyException,
  index: number,
  suppressed: RegisterInput['suppressed'],
  today: string,
): ExceptionState {
  if (expires !== undefined && expires < today) return 'expired';
  return suppressed.some(({ finding }) => finding.suppressed?.exception === index) ? 'in use' : 'unused';
}

const exceptionRow = (one: PolicyException, state: ExceptionState) => ({
  rule: one.rule,
  scope: [one.useCase, one.category, ...(one.paths ?? [])].filter(Boolean).join(', '),
  kind: one.kind ?? 'accepted-risk',
  reason: one.reason,
  approvedBy: one.approvedBy ?? '',
  expires: one.expires ?? '',
  state,
});

const unique = (list: readonly string[]): string[] => [...new Set(list)];
