import type { Fix } from '../fixes/fix.ts';
import { suppressionFixes } from '../fixes/suppress.ts';
import { catalogue } from './catalogue.ts';
import { distinct, onePerValue } from './precedence.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';
import { severityOf } from './severity.ts';

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = catalogue;

const byId = new Map(rules.map((rule) => [rule.meta.id, rule]));

export const ruleById = (id: string): Rule | undefined => byId.get(id);

export { distinct };

/** Where the page of a rule stands, for `codeDescription` and SARIF's `helpUri`: relative to the package. */
export const rulePage = (id: string): string => `docs/rules/${id}.md`;

/** True for the policy that applies where there is no file: it runs the starter's rules only. */
const isStarter = (context: RuleContext): boolean => context.policy.uri === 'builtin:starter';

/** Findings of one prompt: every rule that is on, severities and precedence applied. */
export function checkPrompt(context: RuleContext, promptIndex: number): Finding[] {
  const { policy, resolved } = context;
  const active = rules.filter(({ meta }) => policy.rules[meta.id] !== 'off' && (meta.starter || !isStarter(context)));
  const findings = active.flatMap((rule) =>
    rule.check(context).flatMap((draft): Finding[] => {
      const severity = severityOf(rule.meta, draft, resolved.prompt, policy);
      return severity ? [{ ...draft, rule: rule.meta.id, severity, prompt: promptIndex }] : [];
    }),
  );
  return onePerValue(findings);
}

/** Ids of the rules that would speak of a prompt seen this way, fixed severities and all. */
const speaking = (context: RuleContext): ReadonlySet<string> =>
  new Set(checkPrompt(context, 0).map((finding) => finding.rule));

/** Fixes of a finding, preferred first; ways to suppress it come last and are never preferred. */
export function fixesFor(finding: Finding, context: RuleContext): Fix[] {
  const offered = byId.get(finding.rule)?.fixes?.(finding, { ...context, speaking }) ?? [];
  const [first, ...rest] = offered;
  const ordered = first ? [{ ...first, preferred: true }, ...rest.map((fix) => ({ ...fix, preferred: false }))] : [];
  return [...ordered, ...suppressionFixes(finding, context)];
}
