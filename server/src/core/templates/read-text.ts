import type { SourceDocument } from '../ports.ts';
import type { FormatDecision, ParseResult, Prompt, RequestFacts } from '../prompt.ts';
import type { Span } from '../span.ts';
import { type Assembled, assemble } from './assemble.ts';
import type { BodyToken } from './body.ts';
import { confidenceOf } from './decide.ts';
import { dialectOf, dialects } from './dialects.ts';
import { directiveComments, useCaseInComments } from './directives.ts';
import type { Format } from './formats.ts';
import { type FrontMatter, inputsOf, modelOf, readFrontMatter, stringAt, useCaseOf } from './front-matter.ts';
import { withRoles } from './roles.ts';
import { sliceView, type View } from './view.ts';

/** A file that is one prompt: front matter and a text in one template language. */
export function readText(document: SourceDocument, format: Format, decision: FormatDecision): ParseResult {
  const { text } = document;
  const matter = readFrontMatter(text);
  const start = matter?.span.end ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const view = sliceView(text, { start, end: text.length });
  const syntax = syntaxOf(format, view.text);
  const body = readBody(view, syntax, format);
  const comments = [...(matter?.comments ?? []), ...body.comments].sort((a, b) => a.start - b.start);
  const prompt: Prompt = {
    origin: 'template',
    format: format.id,
    ...(nameOf(matter) ? { name: nameOf(matter) } : {}),
    confidence: confidenceOf(decision, format),
    span: { start: 0, end: text.length },
    anchor: matter?.anchor ?? firstLine(text, start),
    parts: body.parts,
    request: requestOf(matter),
    useCase: useCaseOf(matter?.root ?? null, matter?.yaml.start ?? 0) ?? useCaseInComments(text, comments),
    inputs: inputsOf(matter?.root ?? null, matter?.yaml.start ?? 0),
    links: body.links,
    comments,
  };
  return { prompts: [prompt], problems: [...(matter?.problems ?? []), ...body.problems], decision };
}

export const syntaxOf = (format: Format, text: string): string =>
  format.dialect === 'by-content' ? dialectOf(text) : format.dialect;

/** Parts of one text, with role markers and directive comments. */
export function readBody(view: View, syntax: string, format: Pick<Format, 'roles' | 'role'>): Assembled {
  const body = dialects[syntax]!.parse(view.text);
  const silent = insert(body.tokens, directiveComments(view.text));
  return assemble(view, body, withRoles(view.text, silent, format.roles), { role: format.role, kind: 'text', syntax });
}

/** Adds comments where no token stands. */
function insert(tokens: readonly BodyToken[], comments: readonly Span[]): BodyToken[] {
  const free = comments.filter(
    (comment) => !tokens.some((token) => token.start < comment.end && comment.start < token.end),
  );
  return [...tokens, ...free.map((comment) => ({ kind: 'comment' as const, ...comment }))].sort(
    (a, b) => a.start - b.start,
  );
}

const nameOf = (matter: FrontMatter | undefined) => stringAt(matter?.root, 'name');

function requestOf(matter: FrontMatter | undefined): RequestFacts {
  const model = matter ? modelOf(matter.root, matter.yaml.start) : undefined;
  return model ? { model, features: [] } : { features: [] };
}

/** The first line that says something. */
export function firstLine(text: string, from: number): Span {
  let start = from;
  while (start < text.length && /\s/.test(text[start]!)) start += 1;
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  return { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end };
}
