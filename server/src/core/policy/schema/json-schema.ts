import { formats } from '../parse/formats.ts';
import { policyShape } from './definition.ts';
import type { Shape, TextShape } from './shape.ts';

/** A JSON Schema as plain data. */
export type JsonSchema = { readonly [key: string]: unknown };

export type Draft = '2020-12' | 'draft-07';

const dialects: Readonly<Record<Draft, string>> = {
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
};

/** Names of the files in `schemas/`. */
export const schemaFiles: Readonly<Record<Draft, string>> = {
  '2020-12': 'prompt-privacy.schema.json',
  'draft-07': 'prompt-privacy.draft-07.schema.json',
};

/**
 * The JSON Schema of `prompt-privacy.yaml`, for YAML servers and validators. What only makes sense with the whole file at
 * hand (ids, contradictions) and lists that grow (categories, regions) are left to the parser.
 */
export const policySchema = (draft: Draft): JsonSchema => ({
  $schema: dialects[draft],
  title: 'Prompt Privacy policy',
  ...schemaOf(policyShape),
});

function schemaOf(shape: Shape): JsonSchema {
  const description = shape.law ? `${shape.description} (${shape.law})` : shape.description;
  switch (shape.kind) {
    case 'text':
      return { description, ...textSchema(shape) };
    case 'number':
      return {
        description,
        type: 'number',
        ...(shape.values ? { enum: shape.values } : {}),
        ...(shape.minimum === undefined ? {} : { minimum: shape.minimum }),
        ...(shape.maximum === undefined ? {} : { maximum: shape.maximum }),
      };
    case 'boolean':
      return { description, type: 'boolean' };
    case 'list':
      // An empty value is an unfinished one, as for the parser.
      return { description, type: ['array', 'null'], items: schemaOf(shape.items) };
    case 'map':
      return {
        description,
        type: ['object', 'null'],
        propertyNames: keySchema(shape.keys),
        additionalProperties: schemaOf(shape.values),
      };
    case 'object':
      return {
        description,
        type: ['object', 'null'],
        properties: Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, schemaOf(field)])),
        patternProperties: { '^x-': true },
        ...(shape.required.length > 0 ? { required: shape.required } : {}),
        additionalProperties: false,
      };
  }
}

function textSchema(shape: TextShape): JsonSchema {
  const { example, suggestions } = shape;
  const examples = [...(example === undefined ? [] : [example]), ...(suggestions ?? [])];
  const shown = examples.length > 0 ? { examples } : {};
  if (shape.values) return { type: 'string', enum: shape.values, ...shown };
  const format = shape.format ? formats[shape.format] : undefined;
  if (shape.format === 'form' || shape.format === 'rule') return { type: 'string', enum: format!.words, ...shown };
  // Free text may look like a number in YAML: `ref: 1182`.
  if (!format) return { type: ['string', 'number', 'boolean'], ...shown };
  const strict = format.severity !== 'warning';
  return {
    type: 'string',
    ...(strict && format.pattern ? { pattern: format.pattern } : {}),
    ...(format.schemaFormat ? { format: format.schemaFormat } : {}),
    ...shown,
  };
}

function keySchema(shape: TextShape): JsonSchema {
  const { type: _, examples: __, ...rest } = textSchema(shape);
  return rest;
}
