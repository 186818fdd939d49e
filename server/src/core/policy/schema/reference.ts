import { formats } from '../parse/formats.ts';
import { policyShape } from './definition.ts';
import type { ObjectShape, Shape, TextShape } from './shape.ts';

/** The reference page of the policy file, as Markdown: every key with what it takes, its meaning and the law behind it. */
export function policyReference(): string {
  const sections = Object.entries(policyShape.fields).map(([name, shape]) => sectionOf(name, shape));
  return [
    '# Keys of prompt-privacy.yaml',
    '',
    'Written from the definition that the parser uses (`node --import tsx schemas/write.ts`); do not edit by hand.',
    'Keys that begin with `x-` are yours: they are allowed everywhere and never read. Required keys are **bold**.',
    '',
    ...sections,
  ].join('\n');
}

function sectionOf(name: string, shape: Shape): string {
  const lines = [`## ${name}`, '', `${shape.description}${shape.law ? ` (${shape.law})` : ''}`, ''];
  const rows = rowsOf(shape, '');
  if (rows.length === 0) return [...lines, `Takes ${typeOf(shape)}.`, ''].join('\n');
  return [...lines, '| key | takes | meaning |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

/** Rows of the keys below a shape, depth first. */
function rowsOf(shape: Shape, path: string): string[] {
  if (shape.kind === 'object')
    return Object.entries(shape.fields).flatMap(([name, field]) => rowOf(name, field, path, shape));
  if (shape.kind === 'list') return rowsOf(shape.items, `${path}[]`);
  if (shape.kind === 'map')
    return [
      row(`${path}.<key>`.replace(/^\./, ''), shape.values, false, shape.keys),
      ...rowsOf(shape.values, `${path}.<key>`),
    ];
  return [];
}

function rowOf(name: string, field: Shape, path: string, owner: ObjectShape): string[] {
  const key = `${path}.${name}`.replace(/^\./, '');
  const inner = field.kind === 'map' && field.values.kind === 'text' ? [] : rowsOf(field, key);
  return [row(key, field, owner.required.includes(name)), ...inner];
}

function row(key: string, shape: Shape, required: boolean, keys?: TextShape): string {
  const shown = key.replace(/^\[\]\./, '');
  const name = required ? `**\`${shown}\`**` : `\`${shown}\``;
  const takes = keys ? `${typeOf(shape)}; key: ${typeOf(keys)}` : typeOf(shape);
  const law = shape.law ? ` ${shape.law}.` : '';
  return `| ${name} | ${cell(takes)} | ${cell(`${shape.description}${law}`)} |`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function typeOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return textType(shape);
    case 'number':
      return shape.values ? shape.values.join(' or ') : 'a number';
    case 'boolean':
      return 'true or false';
    case 'list':
      return shape.items.kind === 'object' ? 'a list of entries' : `a list: ${typeOf(shape.items)}`;
    case 'map':
      return `a mapping: ${textType(shape.keys)} to ${typeOf(shape.values)}`;
    case 'object':
      return 'a mapping';
  }
}

/** Longest list of words that is written out; more stand in the editor's completion. */
const MOST_WORDS = 12;

function textType({ values, format, refersTo, defines, suggestions, example }: TextShape): string {
  if (values)
    return values.length <= MOST_WORDS
      ? values.map((word) => `\`${word}\``).join(', ')
      : `one of ${values.length} words, \`${values[0]}\` first`;
  if (refersTo) return `an id of \`${refersTo}\``;
  if (defines) return 'an id';
  const sample = example ?? suggestions?.[0];
  const such = sample === undefined ? '' : ` such as \`${sample}\``;
  if (!format) return `text${such}`;
  const words = formats[format].words;
  return `${format === 'email' ? 'e-mail address' : format.replaceAll('-', ' ')}${such || (words ? ` such as \`${words.find((word) => word.includes('.')) ?? words[0]}\`` : '')}`;
}
