import type { Deployment, UseCase } from '../policy/model.ts';
import { nearest } from '../policy/parse/nearest.ts';
import { platformFacts } from '../policy/platform-facts.ts';
import type { ResolvedValue } from '../policy/resolve-model.ts';
import type { Finding, FindingDraft, RuleContext } from '../rules/rule.ts';
import { covers, longestCovering } from '../taxonomy/categories.ts';
import type { Form } from '../taxonomy/levels.ts';
import type { Edit, Fix } from './fix.ts';
import {
  addAgreementStub,
  addAssurance,
  addNeed,
  addPermitted,
  createUseCase,
  setDetermination,
  setDpia,
  setLegalBasis,
  setPurpose,
  setReviewed,
  setStatus,
} from './policy/index.ts';
import { addPrompt, replaceValue } from './policy-values.ts';

/**
 * Fixes that change the policy and not the prompt. What only a person can know is written as a stub that says so; none
 * of these is ever applied unseen.
 */

const fix = (title: string, edits: readonly Edit[], annotation?: string): Fix[] =>
  edits.length > 0 ? [{ title, safe: false, edits, ...(annotation ? { annotation } : {}) }] : [];

const forUseCase = (context: RuleContext, write: (useCase: UseCase) => Fix[]): Fix[] =>
  context.resolved.useCase ? write(context.resolved.useCase) : [];

const toFile = 'to be filed';
const complete = 'Complete the entry: only a signed agreement counts in law.';

/** Art. 9(2) conditions that usually fit a category; a person confirms them. */
const conditionFor = (context: RuleContext): string => {
  const health = context.resolved.values.some(
    ({ category }) => category && covers('user.health_and_medical', category),
  );
  if (health) return 'A9-2-h';
  return covers('employment', context.resolved.useCase?.dataUse ?? '') ? 'A9-2-b' : 'A9-2-a';
};

export const policyFixes = {
  permit: (value: ResolvedValue, context: RuleContext): Fix[] =>
    value.category ? fix(`Permit ${value.category} in the policy`, addPermitted(context, value.category)) : [],

  specialCondition: (context: RuleContext): Fix[] =>
    forUseCase(context, ({ id }) => {
      const condition = conditionFor(context);
      return fix(
        `Record condition ${condition} for '${id}'`,
        setLegalBasis(context, id, 'special', condition),
        'Confirm that the condition applies.',
      );
    }),

  legalBasis: (context: RuleContext): Fix[] =>
    forUseCase(context, ({ id }) =>
      ['contract', 'legal-obligation'].flatMap((basis) =>
        fix(
          `Record ${basis} as the legal basis of '${id}'`,
          setLegalBasis(context, id, 'gdpr', basis),
          'Confirm that the basis applies.',
        ),
      ),
    ),

  assessment: (context: RuleContext): Fix[] =>
    forUseCase(context, ({ id }) =>
      fix(`Record the assessment of '${id}'`, setLegalBasis(context, id, 'assessment', toFile)),
    ),

  dpia: (context: RuleContext): Fix[] =>
    forUseCase(context, ({ id }) => fix(`Record the DPIA of '${id}'`, setDpia(context, id, toFile))),

  agreement: (deployment: Deployment, type: string, context: RuleContext): Fix[] => {
    const party = platformFacts(deployment.platform)?.processor ?? 'name the party';
    return fix(
      `Add a ${type} with ${party} to '${deployment.id}'`,
      addAgreementStub(context, deployment.id, type, party),
      complete,
    );
  },

  assurance: ({ id }: Deployment, name: string, context: RuleContext): Fix[] =>
    fix(
      `Record ${name} for '${id}'`,
      addAssurance(context, id, name, context.today),
      'Complete the entry with its reference.',
    ),

  determination: (context: RuleContext): Fix[] =>
    forUseCase(context, ({ id }) =>
      fix(
        `Record a determination for '${id}'`,
        setDetermination(context, id, 'safe-harbor-review', context.today, 'name the author'),
        'Somebody has to have made it: name them.',
      ),
    ),

  declareRegion: (context: RuleContext): Fix[] => {
    const { deployments } = context.resolved;
    const index = context.policy.deployments.indexOf(deployments[0]!);
    const [region] = deployments[0]?.regions ?? [];
    if (deployments.length !== 1 || !region || deployments[0]!.platform !== 'foundry') return [];
    return fix(
      `Declare that '${deployments[0]!.id}' stays in ${region}`,
      replaceValue(context.policy, `deployments[${index}].regions`, `[${region}]`),
    );
  },

  purpose: (context: RuleContext): Fix[] =>
    forUseCase(context, ({ id }) =>
      fix(
        `Write down the purpose of '${id}'`,
        setPurpose(context, id, 'State in one sentence what the answer is used for'),
      ),
    ),

  chooseUseCase: (context: RuleContext): Fix[] => [
    ...rename(context),
    ...inFrontMatter(context),
    ...choose(context),
    ...create(context),
  ],

  reviewed(finding: Finding, context: RuleContext): Fix[] {
    const { useCase, organization } = finding.subject ?? {};
    const { today, policy } = context;
    if (typeof useCase === 'string')
      return fix(`Set '${useCase}' reviewed today`, setReviewed(context, useCase, today), 'Name who reviewed it.');
    return organization
      ? fix('Set the policy reviewed today', replaceValue(policy, 'organization.review.last', today))
      : [];
  },

  contradiction(finding: Finding, context: RuleContext): Fix[] {
    const need = finding.subject?.['need'];
    if (typeof need !== 'string') return policyFixes.otherDeployment(context);
    const prohibited = longestCovering(context.policy.categories.prohibited, need) !== undefined;
    return forUseCase(context, ({ id }) => [
      ...fix(`Let '${id}' need ${need} as a token only`, addNeed(context, id, need, 'tokenize')),
      ...(prohibited ? [] : fix(`Permit ${need} in the policy`, addPermitted(context, need))),
    ]);
  },

  approve: (context: RuleContext): Fix[] =>
    forUseCase(context, ({ id }) =>
      fix(
        `Approve '${id}' for production`,
        setStatus(context, id, 'approved'),
        'Only the approver of use cases may do this.',
      ),
    ),

  /**
   * Another deployment of the policy for the use case, where the rule finds nothing wrong with it and no other rule
   * finds something new. A call that pins its platform in code stays on that platform.
   */
  otherDeployment(context: RuleContext, check?: (context: RuleContext) => readonly FindingDraft[]): Fix[] {
    const { resolved, policy } = context;
    const seen = resolved.prompt.request.platform?.value;
    const known = context.speaking?.(context);
    const onlyKnown = (changed: RuleContext): boolean =>
      known === undefined || [...context.speaking!(changed)].every((rule) => known.has(rule));
    return forUseCase(context, (useCase) =>
      policy.deployments
        .filter(
          (one) =>
            !resolved.deployments.includes(one) && (resolved.prompt.origin === 'template' || one.platform === seen),
        )
        .filter((one) => {
          const changed = { ...context, resolved: { ...resolved, deployments: [one] } };
          return (check === undefined || check(changed).length === 0) && onlyKnown(changed);
        })
        .slice(0, 3)
        .flatMap(({ id }) =>
          fix(
            `Send '${useCase.id}' to deployment '${id}'`,
            replaceValue(policy, `use_cases[${policy.useCases.indexOf(useCase)}].deployments`, `[${id}]`),
            'The calls of this use case must use it too.',
          ),
        ),
    );
  },
};

/** The id a prompt names, a slip away from one that exists. */
function rename({ resolved, policy }: RuleContext): Fix[] {
  const named = resolved.prompt.useCase;
  if (!named || resolved.useCase) return [];
  const close = nearest(
    named.id,
    policy.useCases.map(({ id }) => id),
  );
  return close ? fix(`Change to '${close}'`, [{ span: named.span, newText: close }]) : [];
}

/** A line of front matter, where the template has some and its format keeps unknown keys. */
function inFrontMatter({ resolved, policy, document }: RuleContext): Fix[] {
  const { prompt } = resolved;
  const matter = /^\uFEFF?---[ \t]*(\r?\n)/.exec(document.text);
  if (prompt.origin !== 'template' || prompt.embedded || prompt.useCase || prompt.format === 'vscode-prompt' || !matter)
    return [];
  const at = { start: matter[0].length, end: matter[0].length };
  return policy.useCases
    .slice(0, 3)
    .flatMap(({ id }) =>
      fix(`Write use_case: ${id} into the front matter`, [{ span: at, newText: `use_case: ${id}${matter[1]}` }]),
    );
}

function choose(context: RuleContext): Fix[] {
  const { path, resolved, policy } = context;
  if (path === undefined || resolved.prompt.useCase) return [];
  return policy.useCases
    .slice(0, 5)
    .flatMap(({ id }) => fix(`Tie this file to use case '${id}'`, addPrompt(context, id, path)));
}

/** A new use case that needs what the prompt holds now, each in the form that is required of it. */
function create(context: RuleContext): Fix[] {
  const { path, resolved } = context;
  if (path === undefined) return [];
  const stem = path.replace(/^.*\//, '').replace(/\..*$/, '');
  const id =
    resolved.prompt.useCase?.id ??
    stem
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '');
  if (id === '') return [];
  return fix(
    `Create use case '${id}'`,
    createUseCase(context, { id, prompts: resolved.prompt.useCase ? [] : [path], needs: needsOf(context) }),
    'State its purpose and have it approved.',
  );
}

function needsOf({ resolved }: RuleContext): Record<string, Form> {
  const needs: Record<string, Form> = {};
  for (const { category, required } of resolved.values) {
    if (category && category !== 'none' && category !== 'user' && required !== 'block' && required !== 'project')
      needs[category] = required;
  }
  return needs;
}
