import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../server/src/core/rules/index.ts';

/** `docs/rules/README.md`, made from the registry: `node --import tsx test/support/rule-table.ts` writes it. */
export const tablePath = join(import.meta.dirname, '../../docs/rules/README.md');

const intro = `# Rules

Severities are those for restricted data and health information: confidential data lowers them one step, internal data
two, unless a rule is marked \`=\`. A prompt that may not reach Claude at all lowers them once more. \`rules:\` in the policy
sets any of them for good. Several rules can be right about one value: the most telling is shown, with the highest
severity among them, and names the others. Rules marked with a dot also run without a policy.
`;

export function ruleTable(): string {
  const groups = [...new Set(rules.map(({ meta }) => meta.group))];
  const sections = groups.map((group) => {
    const rows = rules
      .filter(({ meta }) => meta.group === group)
      .map(({ meta }) => {
        const severity = `${meta.severity}${meta.fixed ? ' =' : ''}`;
        return `| [${meta.id}](${meta.id}.md) | ${severity} | ${meta.starter ? '•' : ''} | ${meta.summary} | ${meta.references.join('; ')} |`;
      });
    return [
      `## ${group}`,
      '',
      '| rule | severity | | reports | reference |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  });
  return [intro, ...sections].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(tablePath, ruleTable());

export const writtenTable = (): string => readFileSync(tablePath, 'utf8');
