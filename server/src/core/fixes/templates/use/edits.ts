import type { PlaceholderSegment, Prompt } from '../../../prompt.ts';
import { type Span, sliceOf } from '../../../span.ts';
import type { Form } from '../../../taxonomy/levels.ts';
import { renamed } from '../../../templates/naming.ts';
import type { TemplateUse } from '../../../templates/uses.ts';
import { codeWriterFor } from '../../code/index.ts';
import { applyEdits, type Edit } from '../../fix.ts';
import type { Written } from '../../writer.ts';
import type { TemplateFixContext } from '../index.ts';
import { type CallSite, sitesOf, type Wanted } from './sites.ts';
import { tiesOf } from './ties.ts';

/** What a renamed variable changes in the code that fills its template. */
export interface UseEdits {
  readonly edits: readonly Edit[];
  /** Every file that loads the template fills the variable in places that were found, and the value is brought into its form there. */
  readonly complete: boolean;
  readonly note?: string;
}

/** Follows a renamed variable to the calls that fill it: the key there takes the new name, the value the form. */
export function useEdits(
  segment: PlaceholderSegment,
  want: { readonly form: Form; readonly type: string },
  context: TemplateFixContext,
): UseEdits {
  const uses = context.uses?.() ?? [];
  const wanted = wantedOf(segment, context.prompt, context.document.text);
  const found = uses.map((use) => ({ use, ...editsIn(use, wanted, want, context) }));
  const edits = found.flatMap(({ edits: own }) => own);
  const places = found.reduce((sum, { sites }) => sum + sites, 0);
  const bare = found.reduce((sum, { unwrapped }) => sum + unwrapped, 0);
  const complete = found.length > 0 && bare === 0 && found.every(({ sites, made }) => sites > 0 && made === undefined);
  const made = [...new Set(found.flatMap((one) => one.made ?? []))];
  const note = noteOf(places, bare, found, renamed(segment.expression, want.form) ?? '');
  return { edits, complete, note: [note, ...made].join(' ') };
}

function noteOf(
  places: number,
  bare: number,
  found: readonly { readonly use: TemplateUse; readonly sites: number }[],
  name: string,
): string {
  const byHand = `Fill ${name} with the value in that form where the template is used.`;
  const fileOf = ({ use }: { readonly use: TemplateUse }) =>
    use.document.uri.slice(use.document.uri.lastIndexOf('/') + 1);
  const silent = found.filter(({ sites }) => sites === 0).map(fileOf);
  if (places === 0) return byHand;
  const files = found.filter(({ sites }) => sites > 0).map(fileOf);
  return [
    `Changes ${places} ${places === 1 ? 'place' : 'places'} that ${places === 1 ? 'fills' : 'fill'} it in ${files.join(', ')}.`,
    ...(bare > 0 ? [`Bring the value into that form in ${bare} of them.`] : []),
    ...(silent.length > 0
      ? [`${silent.join(', ')} loads the template too: ${byHand.charAt(0).toLowerCase()}${byHand.slice(1)}`]
      : []),
  ].join(' ');
}

function wantedOf({ pathSpan, path }: PlaceholderSegment, prompt: Prompt, text: string): Wanted {
  const written = sliceOf(text, pathSpan).replace(/^["'$]+|["']+$/g, '');
  const steps = written.split(/[.[\]]+/).filter((step) => step !== '');
  const position = (prompt.inputs ?? []).findIndex(({ name }) => name === path);
  const functions = prompt.format === 'baml' && prompt.name && position >= 0 ? [{ name: prompt.name, position }] : [];
  return { name: steps.at(-1) ?? written, owners: steps.slice(0, -1), functions };
}

function editsIn(
  use: TemplateUse,
  wanted: Wanted,
  want: { readonly form: Form; readonly type: string },
  { policy }: TemplateFixContext,
): { edits: Edit[]; sites: number; unwrapped: number; made?: string } {
  const { text, uri } = use.document;
  const none = { edits: [], sites: 0, unwrapped: 0 };
  const root = use.parse(text)?.rootNode;
  const next = renamed(wanted.name, want.form);
  if (!root || !next) return none;
  const sites = sitesOf(root, text, tiesOf(root, text, use.references), wanted);
  if (sites.length === 0) return none;
  const broken = root.hasError;
  const edits: Edit[] = [];
  let unwrapped = 0;
  let made: string | undefined;
  for (const site of sites) {
    const written = wrapped(site, use, want, policy);
    const value = written?.edits;
    made ??= written?.note;
    const own = siteEdits(site, next, text, value);
    const fresh = own.filter((edit) => !edits.some((other) => isSame(edit, other)));
    // A vault or an import that two places would write differently is written once; the other value stays as it is.
    const clash = fresh.some((edit) => edits.some((other) => collide(edit.span, other.span)));
    if (!value || clash) unwrapped += 1;
    edits.push(...(clash ? siteEdits(site, next, text, undefined) : fresh));
  }
  const after = use.parse(
    applyEdits(
      text,
      edits.filter((edit) => edit.uri === undefined),
    ),
  );
  if (!after || (after.rootNode.hasError && !broken)) return none;
  return { edits: edits.map((edit) => ({ uri, ...edit })), sites: sites.length, unwrapped, made };
}

/** The value in its form, in the words of the language; undefined where that cannot be said there. */
function wrapped(
  { value }: CallSite,
  { document, functionAround }: TemplateUse,
  want: { readonly form: Form; readonly type: string },
  policy: TemplateFixContext['policy'],
): Pick<Written, 'edits' | 'note'> | undefined {
  const expression = sliceOf(document.text, value);
  if (/^\s*(?:\w+\.)?(?:tokenize|scrub|generalize|Tokenize|PromptPrivacy\.\w+)\s*\(/.test(expression))
    return { edits: [] };
  const segment: PlaceholderSegment = {
    kind: 'placeholder',
    span: value,
    expressionSpan: value,
    expression,
    path: null,
    pathSpan: value,
    filters: [],
    syntax: document.languageId,
  };
  const enclosing = namedFunctionAround(functionAround, value.start);
  const prompt: Prompt = {
    origin: 'call',
    format: document.languageId,
    confidence: 'certain',
    span: value,
    anchor: value,
    parts: [],
    request: { features: [], ...(enclosing ? { enclosing } : {}) },
  };
  const part = { role: 'user', kind: 'text', span: value, segments: [segment] } as const;
  return codeWriterFor(document.languageId)?.tokenize(segment, want, { document, policy, prompt, part });
}

/** A lambda has no vault of its own: the conversation's is that of the function around it. */
export function namedFunctionAround(functionAround: TemplateUse['functionAround'], offset: number) {
  let found = functionAround(offset);
  while (found && found.name === null && found.span.start > 0) {
    const outer = functionAround(found.span.start - 1);
    if (!outer) break;
    found = outer;
  }
  return found;
}

function siteEdits(site: CallSite, next: string, text: string, value: readonly Edit[] | undefined): Edit[] {
  if (site.form === 'place') return [...(value ?? [])];
  const isValue = ({ span }: Edit) => span.start === site.value.start && span.end === site.value.end;
  if (site.form !== 'shorthand') return [{ span: site.name, newText: next }, ...(value ?? [])];
  const written = (value ?? []).find(isValue)?.newText ?? sliceOf(text, site.value);
  return [{ span: site.name, newText: `${next}: ${written}` }, ...(value ?? []).filter((edit) => !isValue(edit))];
}

const isSame = (a: Edit, b: Edit): boolean =>
  a.uri === b.uri && a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;

const collide = (a: Span, b: Span): boolean =>
  (a.start < b.end && b.start < a.end) || (a.start === b.start && (a.start === a.end || b.start === b.end));
