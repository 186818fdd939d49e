import { vaultFixes } from '../../fixes/index.ts';
import type { ContentUse } from '../../prompt.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { placeholdersOf } from '../values.ts';

/** Functions that are meant to be given the vault. */
const trusted =
  /(?:^|[._])(?:tokenize|scrub|restore|generalize|project|createVault|wrap\w*|restoreStream|saveVault|loadVault|\w*vault\w*\.(?:get|set|save|load)\w*)$/i;

const sinks: Readonly<Record<ContentUse['kind'], string>> = {
  log: 'a log',
  call: 'a call',
  return: 'a response',
  store: 'a store',
};

/** A cache or a response to a client; other functions of the program may well keep the vault with the conversation. */
const isSink = ({ kind, callee }: ContentUse): boolean =>
  kind === 'log' ||
  (kind === 'call' && /(?:cache|redis|memcache|res(?:ponse)?)\.(?:set|put|send|json|write|end)\w*$/i.test(callee));

const exposures = ({ resolved }: RuleContext): ContentUse[] =>
  (resolved.prompt.uses ?? []).filter(
    (use) => isSink(use) && !trusted.test(use.callee) && use.carries.some(({ content }) => content === 'vault'),
  );

/** The vault as a value of the prompt itself: `${JSON.stringify(vault)}`. */
const inPrompt = ({ resolved }: RuleContext) =>
  placeholdersOf(resolved).filter(
    ({ segment, sent }) =>
      sent === 'keep' &&
      /^(?:this\.|self\.)?_?(?:token_?)?vault(?:\.(?:toJSON|entries|values|serialize|export\w*))?(?:\(\))?$/i.test(
        segment.path ?? '',
      ),
  );

export const vaultExposed: Rule = {
  meta: {
    id: 'vault-exposed',
    group: 'round-trip',
    summary: 'The vault, which leads from tokens back to people, leaves the program.',
    severity: 'error',
    fixed: true,
    references: ['45 CFR 164.514(c)', 'GDPR Art. 4(5)'],
    cwe: [312, 532],
    starter: true,
  },
  check: (context): FindingDraft[] => [
    ...inPrompt(context).map(({ span }) => ({
      span,
      message: 'The token vault reaches a prompt. Take it out; keep it with the conversation.',
    })),
    ...exposures(context).map((use) => ({
      span: use.carries.find(({ content }) => content === 'vault')!.span,
      message: `The token vault reaches ${use.callee || sinks[use.kind]}. Take it out; keep it with the conversation.`,
    })),
  ],
  fixes: (finding, context) => vaultFixes(finding, context),
};
