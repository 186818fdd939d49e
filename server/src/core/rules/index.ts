import type { Fix } from '../fixes/fix.ts';
import { suppressionFixes } from '../fixes/suppress.ts';
import type { ResolvedPrompt, ResolvedValue } from '../policy/resolve-model.ts';
import type { Elsewhere } from '../prompt.ts';
import { contains } from '../span.ts';
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
  const isActive = ({ meta }: Rule) =>
    policy.rules[meta.id] !== 'off' &&
    (meta.starter || !isStarter(context)) &&
    !(meta.ofCall && resolved.prompt.through);
  const here = { ...context, resolved: ownValues(resolved) };
  const findings = rules.filter(isActive).flatMap((rule) =>
    rule.check(here).flatMap((draft): Finding[] => {
      const severity = severityOf(rule.meta, draft, resolved.prompt, policy);
      return severity ? [{ ...draft, rule: rule.meta.id, severity, prompt: promptIndex }] : [];
    }),
  );
  return onePerValue(findings);
}

/** Where a function makes the call, what is written in that function is said there. */
function ownValues(resolved: ResolvedPrompt): ResolvedPrompt {
  const { through } = resolved.prompt;
  if (!through?.uri) return resolved;
  const isOwn = (value: ResolvedValue) => elsewhereOf(value)?.uri !== through.uri;
  return { ...resolved, values: resolved.values.filter(isOwn) };
}

function elsewhereOf(value: ResolvedValue): Elsewhere | undefined {
  if (value.kind === 'placeholder') return value.segment.elsewhere;
  const at = value.part.segments.find(
    (segment) => segment.kind === 'text' && contains(segment.span, value.span) && segment.elsewhere,
  );
  return at?.elsewhere;
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
