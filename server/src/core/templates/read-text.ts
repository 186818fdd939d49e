import type { Node } from 'yaml';
import type { DeclaredInput, Part, Prompt, PromptLink, RequestFacts, Role } from '../prompt.ts';
import type { Span } from '../span.ts';
import { type Assembled, assemble } from './assemble.ts';
import type { BodyToken } from './body.ts';
import { exampleParts } from './containers/tree.ts';
import type { Delimiters } from './delimiters.ts';
import { dialectOf, dialects } from './dialects.ts';
import { directiveComments, useCaseInComments } from './directives.ts';
import { vscodeInputs } from './families/replaced.ts';
import type { Format } from './formats.ts';
import {
  entries,
  type FrontMatter,
  inputsOf,
  items,
  modelOf,
  nodeAt,
  readFrontMatter,
  stringAt,
  useCaseOf,
} from './front-matter.ts';
import { firstLine } from './lines.ts';
import type { Reader } from './reader.ts';
import { withRoles } from './roles.ts';
import { sliceView, toFile, type View } from './view.ts';

/** A file that is one prompt: front matter and a text in one template language. */
export const readText: Reader = (document, { format, decision, confidence, syntax: known, delimiters }) => {
  const { text } = document;
  const matter = readFrontMatter(text);
  const start = matter?.span.end ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const view = sliceView(text, { start, end: text.length });
  const declared = inputsOf(matter?.root ?? null, matter?.yaml.start ?? 0);
  const role =
    (format.suffix === 'shared' || format.id === 'fabric') && systemName.test(document.uri) ? 'system' : format.role;
  const syntax = known ?? syntaxOf(format, view.text, matter);
  const inputs = syntax === 'vscode' ? [...declared, ...inText(view, declared)] : declared;
  const body = readBody(
    view,
    syntax,
    { roles: format.roles, role },
    inputs.map(({ name }) => name),
    delimiters,
  );
  const examples = samplesOf(text, matter);
  const comments = [...(matter?.comments ?? []), ...body.comments].sort((a, b) => a.start - b.start);
  const name = stringAt(matter?.root, 'name');
  const prompt: Prompt = {
    origin: 'template',
    format: format.id,
    syntax,
    ...(delimiters ? { delimiters } : {}),
    ...(name ? { name } : {}),
    confidence,
    span: { start: 0, end: text.length },
    anchor: matter?.anchor ?? firstLine(text, start),
    parts: [...examples.parts, ...body.parts],
    request: requestOf(matter),
    useCase: useCaseOf(matter?.root ?? null, matter?.yaml.start ?? 0) ?? useCaseInComments(text, comments),
    inputs,
    links: [...examples.links, ...body.links],
    comments,
  };
  return { prompts: [prompt], problems: [...(matter?.problems ?? []), ...body.problems], decision };
};

/** VS Code declares an input where it asks for it. */
const inText = (view: View, known: readonly DeclaredInput[]): DeclaredInput[] =>
  vscodeInputs(view.text)
    .filter(({ name }) => !known.some((one) => one.name === name))
    .map((input) => ({ ...input, span: toFile(view, input.span) }));

const systemName = /(?:^|[/._-])sys(?:tem)?(?:[._-]?(?:prompt|message|instructions?))?\.[\w.]+$/i;

/** Front matter may name the engine (Prompty 2: `template: { format: { kind: mustache } }`). */
function syntaxOf(format: Format, text: string, matter: FrontMatter | undefined): string {
  const root = matter?.root;
  const kind =
    stringAt(root, 'template', 'format', 'kind') ??
    stringAt(root, 'template', 'format') ??
    stringAt(root, 'template') ??
    stringAt(root, 'template_format');
  if (kind === 'mustache' || kind === 'handlebars' || kind === 'liquid') return kind;
  if (format.dialect === 'by-content') return dialectOf(text);
  if (format.dialect !== 'vscode-or-content') return format.dialect;
  const found = dialectOf(text);
  return /\$\{[A-Za-z]/.test(text) || found === 'plain' || found === 'format-string' ? 'vscode' : found;
}

/** Parts of one text, with role markers and directive comments. */
export function readBody(
  view: View,
  syntax: string,
  { roles, role }: { readonly roles: Format['roles']; readonly role: Role },
  inputs: readonly string[] = [],
  delimiters?: Delimiters,
): Assembled {
  const body = dialects[syntax]!.parse(view.text, inputs, delimiters);
  const silent = insert(body.tokens, directiveComments(view.text));
  return assemble(view, body, withRoles(view.text, silent, roles), { role, kind: 'text', syntax });
}

/** Adds comments where no token stands. Both ascend: one walk. */
function insert(tokens: readonly BodyToken[], comments: readonly Span[]): BodyToken[] {
  const merged: BodyToken[] = [];
  let next = 0;
  let end = 0;
  const addUpTo = (limit: number) => {
    for (; next < comments.length && comments[next]!.start < limit; next += 1) {
      const comment = comments[next]!;
      if (comment.start >= end && comment.end <= limit) merged.push({ kind: 'comment', ...comment });
    }
  };
  for (const token of tokens) {
    addUpTo(token.start);
    merged.push(token);
    end = token.end;
  }
  addUpTo(Number.POSITIVE_INFINITY);
  return merged;
}

function requestOf(matter: FrontMatter | undefined): RequestFacts {
  const model = matter ? modelOf(matter.root, matter.yaml.start) : undefined;
  return model ? { model, features: [] } : { features: [] };
}

/** Literal data of the front matter: Prompty `sample` and `inputs.*.default|example`, Dotprompt `input.default`. */
function samplesOf(text: string, matter: FrontMatter | undefined): { parts: Part[]; links: PromptLink[] } {
  if (!matter) return { parts: [], links: [] };
  const { root, yaml } = matter;
  const inputs = nodeAt(root, 'inputs');
  const declared: (Node | undefined)[] = [...entries(inputs).map(({ value }) => value), ...items(inputs)];
  const ofInput = declared.flatMap((input) => ['default', 'example', 'sample'].map((key) => nodeAt(input, key)));
  return exampleParts(text, yaml.start, [nodeAt(root, 'sample'), nodeAt(root, 'input', 'default'), ...ofInput]);
}
