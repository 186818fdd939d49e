import type { Deployment } from '../../policy/model.ts';
import type { RuleContext } from '../rule.ts';
import { agreementsInForce } from '../scope.ts';

const isNone = (retention: string | undefined): boolean =>
  retention !== undefined && /^(?:none|zero|zdr|P0[DWMY]|PT0[HMS])$/i.test(retention);

const hasZdr = (deployment: Deployment, context: RuleContext): boolean =>
  deployment.zdr === true || agreementsInForce(deployment, ['ZDR'], context).length > 0;

/** Who asks that nothing is kept: `'clinical-note-summary'` or `'corporate'`; undefined when nobody does. */
export function noRetention(context: RuleContext): string | undefined {
  const { useCase, deployments } = context.resolved;
  if (useCase && isNone(useCase.retention)) return `'${useCase.id}'`;
  const deployment = deployments.find((one) => hasZdr(one, context));
  return deployment && `'${deployment.id}'`;
}
