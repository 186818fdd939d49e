import { satisfies } from '../policy/forms.ts';
import type { ResolvedLiteral, ResolvedPlaceholder, ResolvedValue } from '../policy/resolve-model.ts';
import type { RuleContext } from '../rules/rule.ts';
import { nameOf } from '../rules/values.ts';
import { longestCovering } from '../taxonomy/categories.ts';
import type { Form } from '../taxonomy/levels.ts';
import { combined } from './combine.ts';
import type { Edit, Fix } from './fix.ts';
import { labelOf } from './label.ts';
import { textEdits } from './literals.ts';
import { addNeed, addSanitizer } from './policy/index.ts';
import type { WriteContext } from './writer.ts';
import { writerFor } from './writers.ts';

const verbs: Readonly<Partial<Record<Form, (name: string) => string>>> = {
  tokenize: (name) => `Tokenize ${name}`,
  scrub: (name) => `Scrub ${name}`,
  'generalize:year': (name) => `Generalize ${name} to the year`,
  'generalize:age90': (name) => `Generalize ${name}: one class for 90 and over`,
  'generalize:zip3': (name) => `Generalize ${name} to the first three digits`,
  'generalize:state': (name) => `Generalize ${name} to the state`,
  'generalize:country': (name) => `Generalize ${name} to the country`,
  'generalize:bucket': (name) => `Generalize ${name} to a range`,
};

/** Ways to send a placeholder in the form that is required of it, the best first; label and removal at the end. */
export function formFixes(value: ResolvedPlaceholder, context: RuleContext): Fix[] {
  const written = new Set<Form>([value.required, 'tokenize']);
  const applied = [...written].flatMap((form) => applyForm(value, form, context) ?? []);
  return [...applied, ...wrapFixes(context), ...plainFixes(value, context), ...sanitizerFixes(value, context)];
}

/** The run-time library around the client, which brings every value of every call into its form. */
function wrapFixes({ document, policy, resolved }: RuleContext): Fix[] {
  const { prompt, useCase } = resolved;
  const written = writerFor(prompt, document).wrap?.(useCase?.id, { document, policy, prompt });
  const title = 'Wrap the client: scrub and restore every call';
  return written ? [{ title, safe: false, edits: written.edits, annotation: written.note }] : [];
}

/** Names that a function has when it takes something out of a text. */
const cleaning = /mask|scrub|token|redact|clean|anonym|pseudonym|sanit|conceal|hide|strip|safe|privacy/i;

/** A function of the program's own that the value went through: it may be a sanitizer that the policy does not know. */
function sanitizerFixes({ segment }: ResolvedPlaceholder, context: RuleContext): Fix[] {
  const last = segment.filters.at(-1);
  if (context.resolved.prompt.origin !== 'call' || !last || !/^[A-Za-z_]\w*$/.test(last) || !cleaning.test(last))
    return [];
  const edits = addSanitizer(context, last);
  return edits.length > 0 ? [{ title: `Count ${last} as a sanitizer`, safe: false, edits }] : [];
}

/** What a use case does not need: taken out, or added to its needs in the form that the prompt then sends. */
export function needFixes(value: ResolvedPlaceholder, context: RuleContext): Fix[] {
  const { useCase } = context.resolved;
  const removed = removalFixes(value, context);
  if (!useCase || !value.category || value.required === 'block') return removed;
  const asSent = satisfies(value.sent, value.required);
  const form = asSent ? value.sent : value.required;
  const edits = addNeed(context, useCase.id, value.category, form);
  const title = `Add ${value.category} to the needs of '${useCase.id}' as ${form}`;
  const added =
    edits.length > 0 ? combined(title, [{ edits }, ...(asSent ? [] : [applyForm(value, form, context)])]) : undefined;
  return [...removed, ...(added ? [{ ...added, annotation: 'Say in the policy why it is needed.' }] : [])];
}

/** A placeholder in one form, in the words of its format; undefined where the format has none for it. */
export function applyForm(value: ResolvedPlaceholder, form: Form, context: RuleContext): Fix | undefined {
  const title = verbs[form];
  const type = value.type ?? value.category;
  if (!title || !type) return undefined;
  const written = writerFor(context.resolved.prompt, context.document).tokenize(
    value.segment,
    { form, type },
    writeContext(value, context),
  );
  return written && { title: title(nameOf(value)), safe: written.safe, edits: written.edits, annotation: written.note };
}

/** Removal first: what the prompt does not need is best not there. */
export const removalFixes = (value: ResolvedPlaceholder, context: RuleContext): Fix[] =>
  plainFixes(value, context).reverse();

function plainFixes(value: ResolvedPlaceholder, context: RuleContext): Fix[] {
  const name = nameOf(value);
  const label = labelOf(value);
  const removed = { title: `Remove ${name} from the prompt`, safe: false, edits: [overwrite(value, '', context)] };
  if (value.record) return [removed];
  return [{ title: `Replace ${name} with ${label}`, safe: false, edits: [overwrite(value, label, context)] }, removed];
}

/** Text in place of a placeholder: bare inside a tag or an interpolation, a string literal where an expression stood. */
function overwrite({ segment }: ResolvedPlaceholder, text: string, { document }: RuleContext): Edit {
  const { span, expressionSpan } = segment;
  const bare = span.start === expressionSpan.start && span.end === expressionSpan.end;
  const quote = /script/.test(document.languageId) || document.languageId === 'python' ? "'" : '"';
  return { span, newText: bare ? `${quote}${text}${quote}` : text };
}

/** Narrows a whole record to the fields that its use case needs, each in its form. */
export function projectFixes(value: ResolvedPlaceholder, context: RuleContext): Fix[] {
  const fields = neededFields(value, context);
  const name = nameOf(value);
  const written =
    fields.length > 0
      ? writerFor(context.resolved.prompt, context.document).project(
          value.segment,
          fields,
          writeContext(value, context),
        )
      : undefined;
  const fixes: Fix[] = written
    ? [
        {
          title: `Send only ${listed(fields.map((field) => field.name))} of ${name}`,
          safe: written.safe,
          edits: written.edits,
          annotation: written.note,
        },
      ]
    : [];
  return [...fixes, ...removalFixes(value, context)];
}

function neededFields(
  { record }: ResolvedPlaceholder,
  { resolved, policy }: RuleContext,
): { name: string; form: Form; type?: string }[] {
  const { useCase } = resolved;
  const needs = useCase ? Object.keys(useCase.needs) : undefined;
  return (record?.fields ?? []).flatMap(({ name, category }): { name: string; form: Form; type?: string }[] => {
    if (!category || category === 'none') return category === 'none' || !needs ? [{ name, form: 'keep' }] : [];
    const key = needs && longestCovering(needs, category);
    if (needs && !key) return [];
    const fallback = longestCovering(Object.keys(policy.categories.defaultForm), category);
    const form = (key && useCase!.needs[key]) || (fallback && policy.categories.defaultForm[fallback]) || 'tokenize';
    return [{ name, form, type: category }];
  });
}

const listed = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

const writeContext = (
  { part }: ResolvedPlaceholder,
  { document, policy, resolved, uses }: RuleContext,
): WriteContext => ({
  document,
  policy,
  prompt: resolved.prompt,
  part,
  uses,
});

/** A value in the form that is required of it. */
export const requiredForm = (value: ResolvedValue, context: RuleContext): Fix | undefined =>
  value.kind === 'literal'
    ? labelled(value, context)
    : (applyForm(value, value.required, context) ?? applyForm(value, 'tokenize', context));

/** An identifier made harmless: tokenized where it is a placeholder, a label where it is written. */
export const identifierFix = (value: ResolvedValue, context: RuleContext): Fix | undefined =>
  value.kind === 'literal'
    ? labelled(value, context)
    : (applyForm(value, 'tokenize', context) ??
      applyForm(value, value.required, context) ??
      plainFixes(value, context)[0]);

/** A value taken out. */
export const removalOf = (value: ResolvedValue, context: RuleContext): Fix | undefined =>
  value.kind === 'literal' ? labelled(value, context) : plainFixes(value, context).at(-1);

/** A coarser form of a value, where its kind has one. */
export function generalizing(value: ResolvedValue, context: RuleContext): Fix | undefined {
  if (value.kind === 'literal') return undefined;
  const form = coarser[value.type ?? ''];
  return form && applyForm(value, form, context);
}

const coarser: Readonly<Record<string, Form>> = {
  DATE_OF_BIRTH: 'generalize:year',
  AGE_90_PLUS: 'generalize:age90',
  POSTAL_CODE_US: 'generalize:zip3',
  POSTAL_CODE: 'generalize:country',
  CITY: 'generalize:state',
};

const labelled = (value: ResolvedLiteral, context: RuleContext): Fix => ({
  title: `Replace with ${labelOf(value)}`,
  safe: false,
  edits: textEdits(context, value, labelOf(value)),
});

/** Ways for a value that must not be sent as it is: withheld in a form, as a label, or gone. */
export function valueFixes(value: ResolvedValue, context: RuleContext, { removeFirst = false } = {}): Fix[] {
  if (value.kind === 'literal') return [labelled(value, context)];
  if (removeFirst) return removalFixes(value, context);
  const tokenized = applyForm(value, 'tokenize', context);
  return [...removalFixes(value, context), ...(tokenized ? [tokenized] : [])];
}
