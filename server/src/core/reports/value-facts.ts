import type { ResolvedValue } from '../policy/resolve-model.ts';
import { entityType } from '../taxonomy/entity-types.ts';

/** A row of what is known about a value: its name and its text, in plain words with names in back quotes. */
export type ValueFact = readonly [name: string, text: string];

/** What a value is taken for, on what evidence, and in which form it goes and should go. Never the value itself. */
export function valueFacts(value: ResolvedValue): ValueFact[] {
  const type = value.type ? entityType(value.type)?.name : undefined;
  const rows: [string, string][] = [
    ['Data', [type, value.category && code(value.category)].filter(Boolean).join(' · ') || 'not classified'],
    ['Level', value.level],
    ['Known by', knownBy(value)],
    ['Sent as', code(value.sent)],
  ];
  if (value.requiredBy !== 'none') rows.push(['Required', `${code(value.required)} (${requiredBy[value.requiredBy]})`]);
  return rows;
}

const requiredBy = {
  needs: 'the use case needs it so',
  default_form: 'default_form of the policy',
  type: 'the default of this type of data',
} as const;

function knownBy(value: ResolvedValue): string {
  if (value.kind === 'literal') return value.entity.evidence.join(', ') || 'its shape';
  const field = value.field ? `, field ${code(value.field)}` : '';
  const source = value.source ? `source ${code(value.source.id)}${field}` : '';
  const how = { flow: 'data flow', name: 'its name', policy: 'the policy', none: 'nothing yet' }[value.by];
  return [how, source].filter(Boolean).join(': ');
}

/** Names come from the workspace: they must not become markup. */
export const code = (text: string): string => `\`${text.replace(/[`\r\n]/g, ' ').slice(0, 200)}\``;
