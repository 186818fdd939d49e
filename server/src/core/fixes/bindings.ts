import type { ResolvedPlaceholder } from '../policy/resolve-model.ts';
import type { RuleContext } from '../rules/rule.ts';
import { nameOf } from '../rules/values.ts';
import type { Edit, Fix } from './fix.ts';
import { bindPlaceholder, classifySource, mapPlaceholder } from './policy/index.ts';

/** Ways to tell the policy what a placeholder carries: a new source with guessed fields, a known one, or nothing personal. */
export function bindingFixes(value: ResolvedPlaceholder, context: RuleContext): Fix[] {
  const path = plainPath(value);
  if (!path) return [];
  const name = nameOf(value);
  const root = path.split(/[.[]/)[0]!;
  const category = value.category ?? 'user';
  const field = path.includes('.') ? path : undefined;
  const fix = (title: string, edits: readonly Edit[], annotation?: string): Fix[] =>
    edits.length > 0 ? [{ title, safe: false, edits, annotation }] : [];
  const check = 'The fields are guesses: check them.';
  return [
    ...fix(
      `Add source '${sourceId(root, context)}' to the policy`,
      classifySource(context, {
        id: sourceId(root, context),
        ...(value.segment.typeName ? { types: [value.segment.typeName] } : {}),
        placeholders: [root],
        fields: fieldsOf(value, path, category),
      }),
      check,
    ),
    ...context.policy.sources
      .slice(0, 4)
      .flatMap(({ id }) =>
        fix(
          `Bind ${name} to source '${id}'`,
          bindPlaceholder(context, id, field ?? path, value.category ?? 'none'),
          check,
        ),
      ),
    ...(value.category
      ? fix(`Say that ${name} carries ${value.category}`, mapPlaceholder(context, path, value.category))
      : []),
    ...fix(`Say that ${name} holds no personal data`, mapPlaceholder(context, path, 'none')),
  ];
}

/** A path that a policy can name: `ticket.body`, `log_lines`. */
const plainPath = ({ segment }: ResolvedPlaceholder): string | undefined => {
  const path = segment.path?.replace(/\[\]/g, '');
  return path && /^[A-Za-z_$][\w$]*(?:\.[\w$]+)*$/.test(path) ? path : undefined;
};

function sourceId(root: string, { policy }: RuleContext): string {
  const base = `app.${root.replace(/[^A-Za-z0-9_-]/g, '_').toLowerCase()}`;
  const taken = new Set(policy.sources.map(({ id }) => id));
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}

/** Fields of the type where it is known, each with its guess; else the path itself. */
function fieldsOf(value: ResolvedPlaceholder, path: string, category: string): Record<string, string> {
  const fields = (value.record?.fields ?? []).filter((field) => field.category);
  if (fields.length > 0) return Object.fromEntries(fields.map((field) => [`${path}.${field.name}`, field.category!]));
  return { [path]: value.category ?? (category === 'user' ? 'none' : category) };
}
