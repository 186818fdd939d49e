import type { Activity, Register } from './register.ts';

type Column = readonly [heading: string, cell: (activity: Activity) => string];

const list = (values: readonly string[]): string => values.join('; ');

const columns: readonly Column[] = [
  ['Activity', (one) => one.id],
  ['Purpose (b)', (one) => [one.purpose, one.dataUse && `data use ${one.dataUse}`].filter(Boolean).join('; ')],
  ['Legal basis', (one) => one.legalBasis],
  ['Data subjects (c)', (one) => list(one.subjects)],
  ['Categories and form (c)', (one) => list(one.categories)],
  ['Recipients (d)', (one) => list(one.recipients)],
  ['Transfers and safeguards (e)', (one) => list(one.transfers)],
  ['Time limits (f)', (one) => one.timeLimits],
  ['Security measures (g)', (one) => list(one.measures)],
  ['Sources', (one) => list(one.sources)],
  ['Prompts', (one) => list(one.prompts)],
  ['DPIA', (one) => one.dpia],
  ['Review', (one) => one.review],
];

export function registerMarkdown(register: Register): string {
  const { controller } = register;
  const lines = [
    `# Record of processing activities`,
    '',
    `Under GDPR Art. 30(1), as of ${register.date}. Letters name the points of that paragraph.`,
    '',
    `- Controller (a): ${controller.name || 'not stated'}${controller.contact ? `, ${controller.contact}` : ''}`,
    `- Data protection officer (a): ${controller.dpo || 'not stated'}`,
    `- Roles: ${controller.roles.join(', ') || 'not stated'}`,
    '',
  ];
  for (const activity of register.activities) {
    lines.push(`## ${activity.id}`, '', '| | |', '| --- | --- |');
    for (const [heading, cell] of columns.slice(1))
      lines.push(`| ${heading} | ${escapeCell(cell(activity)) || 'not stated'} |`);
    lines.push('');
  }
  lines.push(
    ...section(
      'Prompts without a use case',
      register.unassigned.map((path) => `- ${path}`),
    ),
  );
  lines.push(
    ...section(
      'Exceptions in the policy',
      register.exceptions.map(
        (one) =>
          `- ${one.rule} (${one.scope || 'everywhere'}), ${one.kind}: ${one.reason}; approved by ${one.approvedBy || 'nobody named'}, until ${one.expires || 'no date'} (${one.state})`,
      ),
    ),
  );
  lines.push(
    ...section(
      'Suppressed in place',
      register.suppressions.map((one) => `- ${one.place} ${one.rule}, ${one.kind}: ${one.reason}`),
    ),
  );
  return `${lines.join('\n').trimEnd()}\n`;
}

const section = (heading: string, rows: readonly string[]): string[] =>
  rows.length ? [`## ${heading}`, '', ...rows, ''] : [];

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** RFC 4180, one activity a row. */
export function registerCsv(register: Register): string {
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  // A cell that a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection).
  const safe = (text: string) => quote(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  const rows = [
    columns.map(([heading]) => heading),
    ...register.activities.map((one) => columns.map(([, cell]) => cell(one))),
  ];
  return `${rows.map((row) => row.map(safe).join(',')).join('\r\n')}\r\n`;
}

export const registerJson = (register: Register): string => `${JSON.stringify({ version: 1, ...register }, null, 2)}\n`;
