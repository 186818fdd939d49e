import { ruleById } from '../../rules/index.ts';
import type { Span } from '../../span.ts';
import { entityType } from '../../taxonomy/entity-types.ts';
import { dueOn } from '../checks/reviews.ts';
import type { Policy } from '../model.ts';
import { pathOf } from '../parse/path.ts';
import { factNotes } from '../platform-facts.ts';
import type { Shape, TextShape } from '../schema/shape.ts';
import { type Place, placeAt } from './place.ts';
import { type PolicyUsage, usedBy } from './usage.ts';
import { basisMeaning, categoryMeaning, formMeanings, levelMeanings, regionMeaning } from './words.ts';

export interface PolicyHover {
  readonly span: Span;
  readonly markdown: string;
}

export interface HoverContext {
  readonly policy: Policy;
  readonly today: string;
  /** Without it the hover says nothing about prompts. */
  readonly usage?: PolicyUsage;
}

/** What stands at an offset of the policy: the field with its law, the meaning of the word, and how many prompts use it. */
export function policyHover(policyText: string, offset: number, context: HoverContext): PolicyHover | undefined {
  const place = placeAt(policyText, offset);
  if (!place) return undefined;
  const lines = [
    title(place),
    description(place),
    ...meaning(place),
    ...facts(place),
    ...use(place, context),
    ...due(place, context),
  ];
  const markdown = lines.filter((line): line is string => Boolean(line)).join('\n\n');
  return markdown === '' ? undefined : { span: place.span, markdown };
}

function title({ path, text, role, parent }: Place): string {
  if (role === 'value') return `**${plain(text)}**`;
  const name = path.at(-1);
  return parent?.kind === 'map'
    ? `**${plain(String(name))}**`
    : `**${plain(String(name))}** in \`${pathOf(path.slice(0, -1)).replace(/[`\r\n]/g, '') || 'policy'}\``;
}

const plain = (text: string): string => text.replace(/[\\*_`[\]<>]/g, '\\$&').slice(0, 200);

/** A key of an object is described by its own shape; a key of a map and a value by what they are. */
function description({ role, shape, parent }: Place): string | undefined {
  const described: Shape | undefined = role === 'key' && parent?.kind === 'map' ? parent.keys : shape;
  if (!described) return undefined;
  const { description: says, law } = described;
  return law && !says.includes(law) ? `${says} ${law}.` : says;
}

function meaning({ role, shape, parent, text }: Place): string[] {
  const expected: TextShape | undefined =
    role === 'key' ? (parent?.kind === 'map' ? parent.keys : undefined) : shape?.kind === 'text' ? shape : undefined;
  if (!expected) return [];
  return [meaningOf(text, expected)].filter((one): one is string => one !== undefined);
}

/** `PHI together with …. Error, 45 CFR 164.514.` */
function ruleMeaning(id: string): string | undefined {
  const meta = ruleById(id)?.meta;
  if (!meta) return undefined;
  const references = meta.references.length > 0 ? `, ${meta.references.join('; ')}` : '';
  return `${meta.summary} Severity for restricted data: ${meta.severity}${references}.`;
}

/** What a word means where the grammar expects `shape`. */
export function meaningOf(word: string, shape: TextShape): string | undefined {
  switch (shape.format) {
    case 'category':
    case 'category-or-none':
      return categoryMeaning(word);
    case 'form':
      return formMeanings[word];
    case 'region':
    case 'jurisdiction':
      return regionMeaning(word);
    case 'rule':
      return ruleMeaning(word);
    case 'entity-type':
      return entityType(word)?.name;
    default:
      return (shape.values?.includes(word) && (basisMeaning(word) ?? levelMeanings[word])) || undefined;
  }
}

/** What is known about the platforms, with its day and source. */
function facts({ path, text, role }: Place): string[] {
  const field = pathOf(path).replace(/\[\d+\]/g, '[]');
  return factNotes(field, role === 'value' ? text : undefined).map(
    (note) => `${note.text} (${note.source}, ${note.asOf})`,
  );
}

function use({ role, shape, parent, text }: Place, { usage }: HoverContext): string[] {
  if (!usage) return [];
  const section = role === 'value' && shape?.kind === 'text' ? (shape.defines ?? shape.refersTo) : undefined;
  const line = section && usedBy(usage, section, text);
  if (line) return [capital(line)];
  const words = role === 'key' && parent?.kind === 'map' ? parent.keys : shape;
  const isCategory = words?.kind === 'text' && words.format?.startsWith('category') && text !== 'none';
  if (!isCategory) return [];
  let carried = 0;
  for (const [category, count] of usage.categories)
    if (category === text || category.startsWith(`${text}.`)) carried = Math.max(carried, count);
  return [
    carried === 0 ? 'Carried by no prompt.' : `Carried by ${carried} ${carried === 1 ? 'prompt' : 'prompts or more'}.`,
  ];
}

const capital = (line: string): string => `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;

function due(place: Place, { policy, today }: HoverContext): string[] {
  if (place.shape?.kind !== 'text' || place.shape.format !== 'date') return [];
  const path = pathOf(place.path);
  return dueOn(policy, today).flatMap((one) => (one.path === path ? [one.message] : []));
}
