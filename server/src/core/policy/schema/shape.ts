/**
 * The policy file's grammar as data. The reader, the JSON Schema, completion, hover and the reference page are all
 * derived from it, so that they cannot drift apart.
 */
export type Shape = TextShape | NumberShape | BooleanShape | ListShape | MapShape | ObjectShape;

interface Described {
  /** One or two sentences for people: hover, JSON Schema, documentation. */
  readonly description: string;
  /** The article, section or document behind the field. */
  readonly law?: string;
}

export interface TextShape extends Described {
  readonly kind: 'text';
  /** The only values allowed. */
  readonly values?: readonly string[];
  /** Values offered by completion where others are allowed too. */
  readonly suggestions?: readonly string[];
  readonly format?: TextFormat;
  /** This text is the id of an entry of that section; it must exist. */
  readonly refersTo?: Section;
  /** This text defines the id of an entry of that section; it must be unique. */
  readonly defines?: Section;
  readonly example?: string;
}

export interface NumberShape extends Described {
  readonly kind: 'number';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly values?: readonly number[];
}

export interface BooleanShape extends Described {
  readonly kind: 'boolean';
}

export interface ListShape extends Described {
  readonly kind: 'list';
  readonly items: Shape;
}

export interface MapShape extends Described {
  readonly kind: 'map';
  readonly keys: TextShape;
  readonly values: Shape;
}

/** Closed: any key that is not in `fields` and does not begin with `x-` is a mistake. */
export interface ObjectShape extends Described {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

export type Section = 'agreements' | 'deployments' | 'sources' | 'use_cases' | 'residency' | 'recognizers';

/** What a text must look like beside being text. Checked by `parse/formats.ts`, written to the JSON Schema as pattern or format. */
export type TextFormat =
  | 'id'
  | 'date'
  | 'duration'
  | 'category'
  | 'category-or-none'
  | 'form'
  | 'level'
  | 'glob'
  | 'pattern'
  | 'entity-type'
  | 'argument-path'
  | 'call-language'
  | 'rule'
  | 'region'
  | 'jurisdiction'
  | 'data-use'
  | 'subject'
  | 'email';

type Options<S> = Omit<S, 'kind' | 'description'>;

export const text = (description: string, options: Options<TextShape> = {}): TextShape => ({
  kind: 'text',
  description,
  ...options,
});

export const number = (description: string, options: Options<NumberShape> = {}): NumberShape => ({
  kind: 'number',
  description,
  ...options,
});

export const boolean = (description: string, options: Options<BooleanShape> = {}): BooleanShape => ({
  kind: 'boolean',
  description,
  ...options,
});

export const list = (description: string, items: Shape, law?: string): ListShape => ({
  kind: 'list',
  description,
  items,
  ...(law ? { law } : {}),
});

export const map = (description: string, keys: TextShape, values: Shape, law?: string): MapShape => ({
  kind: 'map',
  description,
  keys,
  values,
  ...(law ? { law } : {}),
});

export const object = (
  description: string,
  fields: ObjectShape['fields'],
  options: { readonly required?: readonly string[]; readonly law?: string } = {},
): ObjectShape => ({
  kind: 'object',
  description,
  fields,
  required: options.required ?? [],
  ...(options.law ? { law: options.law } : {}),
});
