import type { ParseResult, Part, Prompt, PromptLink } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import type { Assembled } from '../assemble.ts';
import { useCaseInComments } from '../directives.ts';
import { inputsOf, modelOf, stringAt, useCaseOf } from '../front-matter.ts';
import type { Reading } from '../reader.ts';
import { spanIn, type Tree } from './tree.ts';

/** One prompt of a structured file. */
export interface Built {
  readonly name?: string;
  readonly span: Span;
  readonly anchor: Span;
  readonly pieces: readonly Assembled[];
  readonly examples?: { readonly parts: readonly Part[]; readonly links: readonly PromptLink[] };
  readonly links?: readonly PromptLink[];
  readonly inputs?: Prompt['inputs'];
}

/** The prompts of a YAML or JSON file; use case, model and inputs come from its root. */
export function promptsOf(tree: Tree, built: readonly Built[], { format, decision, confidence }: Reading): ParseResult {
  const model = modelOf(tree.root, tree.base);
  const useCase = useCaseOf(tree.root, tree.base) ?? useCaseInComments(tree.file, tree.comments);
  const prompts = built.map((one, index): Prompt => {
    const parts = [...one.pieces.flatMap((piece) => piece.parts), ...(one.examples?.parts ?? [])];
    return {
      origin: 'template',
      format: format.id,
      ...(format.dialect === 'by-content' ? {} : { syntax: format.dialect }),
      ...(one.name ? { name: one.name } : {}),
      confidence,
      span: one.span,
      anchor: one.anchor,
      parts: parts.sort((a, b) => a.span.start - b.span.start),
      request: model ? { model, features: [] } : { features: [] },
      useCase,
      inputs: one.inputs ?? inputsOf(tree.root, tree.base),
      links: [...one.pieces.flatMap((piece) => piece.links), ...(one.links ?? []), ...(one.examples?.links ?? [])],
      // Comments of the file are listed once: a file of many prompts would hold them many times.
      comments: [...(index === 0 ? tree.comments : []), ...one.pieces.flatMap((piece) => piece.comments)].sort(
        (a, b) => a.start - b.start,
      ),
    };
  });
  const problems = [...tree.problems, ...built.flatMap((one) => one.pieces.flatMap((piece) => piece.problems))];
  return {
    prompts: prompts.filter((prompt) => prompt.parts.length > 0 || (prompt.links?.length ?? 0) > 0),
    problems,
    decision,
  };
}

/** The whole file as one prompt. */
export function wholeFile(tree: Tree, anchor: Span | undefined, rest: Omit<Built, 'span' | 'anchor'>): Built {
  return {
    span: { start: 0, end: tree.file.length },
    anchor: anchor ?? spanIn(tree, undefined),
    name: stringAt(tree.root, 'name'),
    ...rest,
  };
}
