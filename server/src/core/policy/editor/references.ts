import type { Edit } from '../../fixes/fix.ts';
import type { Prompt } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import { formats } from '../parse/formats.ts';
import type { Section } from '../schema/shape.ts';
import { type Place, placeAt, placesOf } from './place.ts';

/** An id of the policy: where it is defined or used. */
export interface PolicySymbol {
  readonly section: Section;
  readonly id: string;
  readonly span: Span;
  readonly role: 'definition' | 'reference';
}

const symbolOf = ({ shape, role, span, text }: Place): PolicySymbol | undefined => {
  if (role !== 'value' || shape?.kind !== 'text' || text === '') return undefined;
  if (shape.defines) return { section: shape.defines, id: text, span, role: 'definition' };
  return shape.refersTo ? { section: shape.refersTo, id: text, span, role: 'reference' } : undefined;
};

/** The id at an offset of the policy. */
export function symbolAt(policyText: string, offset: number): PolicySymbol | undefined {
  const place = placeAt(policyText, offset);
  return place && symbolOf(place);
}

/** The definition and every use of an id within one policy file. */
export function symbolsOf(policyText: string, section: Section, id: string): PolicySymbol[] {
  const found: PolicySymbol[] = [];
  for (const place of placesOf(policyText)) {
    const symbol = symbolOf(place);
    if (symbol && symbol.section === section && symbol.id === id) found.push(symbol);
  }
  return found;
}

export const definitionOf = (policyText: string, section: Section, id: string): Span | undefined =>
  symbolsOf(policyText, section, id).find(({ role }) => role === 'definition')?.span;

/** Where prompts name a use case in front matter or comments; sources and deployments are never named there. */
export const promptReferences = (prompts: readonly Prompt[], section: Section, id: string): Span[] =>
  section === 'use_cases' ? prompts.flatMap(({ useCase }) => (useCase?.id === id ? [useCase.span] : [])) : [];

/** Why a new id cannot be taken; undefined when it can. */
export function refusalOf(policyText: string, section: Section, newId: string): string | undefined {
  if (!formats.id.accepts(newId)) return `'${newId}' ${formats.id.expects}.`;
  return definitionOf(policyText, section, newId) ? `'${newId}' is taken already.` : undefined;
}

/** Edits that rename an id within the policy file. What prompts name is renamed at `promptReferences`. */
export const renameEdits = (policyText: string, uri: string, section: Section, id: string, newId: string): Edit[] =>
  symbolsOf(policyText, section, id).map(({ span }) => ({ uri, span, newText: newId }));
