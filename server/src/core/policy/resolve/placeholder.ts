import { classifyName } from '../../detection/index.ts';
import type { Part, PlaceholderSegment } from '../../prompt.ts';
import { entityType } from '../../taxonomy/entity-types.ts';
import { higher, type Level } from '../../taxonomy/levels.ts';
import { matchesAny } from '../glob.ts';
import type { Policy, Source, UseCase } from '../model.ts';
import type { ResolvedPlaceholder } from '../resolve-model.ts';
import { isBuiltIn } from '../starters/index.ts';
import { partsOf } from './names.ts';
import { requiredForm, typeOfCategory } from './required-form.ts';
import { projectedFields, sentForm } from './sent-form.ts';
import { fieldsBelow, matchSource, type SourceMatch } from './source.ts';

/** What a placeholder carries: its source and field, category, level, the form it is sent in and the form it should have. */
export function resolvePlaceholder(
  segment: PlaceholderSegment,
  part: Part,
  useCase: UseCase | undefined,
  policy: Policy,
): ResolvedPlaceholder {
  const match = matchSource(segment, policy);
  if (!match && readsTemplate(segment, policy)) return templateOf(segment, part);
  const name = segment.path === null ? undefined : classifyName(segment.path);
  const record = recordOf(segment, match);
  const bound = match?.field === undefined ? undefined : match.source.fields[match.field];
  const category = record ? 'user' : (bound ?? name?.category);
  const type = record
    ? entityType('WHOLE_RECORD')
    : name && name.category === category
      ? entityType(name.type)
      : typeOfCategory(category === 'none' ? undefined : category);
  const required = requiredForm(category, type, useCase, policy);
  const usual = [required.required, type?.form].find((form) => form?.startsWith('generalize:'));
  return {
    kind: 'placeholder',
    part,
    segment,
    span: segment.pathSpan,
    ...(type ? { type: type.id } : {}),
    ...(category ? { category } : {}),
    level: levelOf(match?.source, category, type?.level, policy),
    sent: sentForm(segment, policy, usual),
    ...required,
    ...(match ? { source: match.source } : {}),
    ...(match?.field === undefined ? {} : { field: match.field }),
    by: bound !== undefined || record ? (match?.by ?? 'flow') : name ? 'name' : (match?.by ?? 'none'),
    ...(name ? { name } : {}),
    ...(record ? { record } : {}),
  };
}

/** Folders and endings of prompt templates. */
const templatePath =
  /(?:^|\/)(?:prompts?|prompt[-_]templates)\/|\.(?:prompt|prompty|prompt\.md|j2|jinja2?|hbs|handlebars|mustache|liquid)$/i;

/** A prompt read from a file is no data: what is rendered into it is looked at where it stands. */
const readsTemplate = ({ flow = [] }: PlaceholderSegment, policy: Policy): boolean =>
  flow.some(
    ({ source }) =>
      source?.kind === 'file' &&
      (templatePath.test(source.name) || policy.useCases.some(({ prompts }) => matchesAny(prompts, source.name))),
  );

const templateOf = (segment: PlaceholderSegment, part: Part): ResolvedPlaceholder => ({
  kind: 'placeholder',
  part,
  segment,
  span: segment.pathSpan,
  category: 'none',
  level: 'public',
  sent: 'keep',
  required: 'keep',
  requiredBy: 'none',
  by: 'flow',
});

/** The higher of source and type. Without a policy the type alone counts; under one an unknown source counts as `unclassified`. */
function levelOf(
  source: Source | undefined,
  category: string | undefined,
  type: Level | undefined,
  policy: Policy,
): Level {
  if (category === 'none') return source?.level ?? 'public';
  const own = type ?? 'public';
  if (isBuiltIn(policy)) return own;
  return higher(own, source?.level ?? policy.classification.unclassified);
}

/**
 * A whole record: an object serialized as it is, or a placeholder that is the root of a source's fields. A serialized
 * value that neither the policy, nor its type, nor its name ties to people is no record: `JSON.stringify(options)`.
 */
function recordOf(segment: PlaceholderSegment, match: SourceMatch | undefined): ResolvedPlaceholder['record'] {
  const path = segment.path;
  const table = segment.flow?.find(({ source }) => source?.kind === 'query')?.source?.name;
  const owners = [path ?? segment.typeName ?? segment.expression, segment.typeName, table].filter(
    (owner) => owner !== undefined,
  );
  const known = segment.fields ?? [];
  const below = match?.whole ? fieldsBelow(match.source, path) : [];
  const categoryOf = (field: string): string | undefined =>
    below.find(({ name }) => partsOf(name).join('.') === partsOf(field).join('.'))?.category ??
    owners.map((owner) => classifyName(`${owner}.${field}`)?.category).find((category) => category !== undefined);
  let fields = known.length > 0 ? known.map(({ name }) => ({ name, category: categoryOf(name) })) : below;
  const chosen = projectedFields(segment);
  // A projection whose fields are written elsewhere lets through what nobody can name.
  if (!chosen && segment.filters.some((filter) => /(?:^|\.)project$/.test(filter))) fields = [];
  if (chosen) fields = chosen.map((name) => ({ name, category: categoryOf(name) }));
  const personal = fields.some(({ category }) => category !== undefined && category !== 'none');
  if (segment.serialized) {
    if (match?.field !== undefined) return undefined;
    if (!match && !personal && !isPersonObject(path)) return undefined;
  } else if (!match?.whole || fields.length < 2) return undefined;
  return {
    name: segment.typeName ?? path ?? 'record',
    fields: fields.map(({ name, category }) => (category ? { name, category } : { name })),
  };
}

/** Whether the name is that of an object about a person: then its `name` is a person's name. */
const isPersonObject = (path: string | null): boolean =>
  path !== null && classifyName(`${path}.name`)?.evidence === 'person-object';
