import type { ParseProblem, Part, PartKind, PlaceholderSegment, PromptLink, Role, Segment } from '../prompt.ts';
import type { Span } from '../span.ts';
import type { Body, BodyToken, PlaceholderToken } from './body.ts';
import { joinPieces, type Piece, toFile, type View } from './view.ts';

/** Parts, links and comments of one body, in file offsets. */
export interface Assembled {
  readonly parts: readonly Part[];
  readonly links: readonly PromptLink[];
  readonly comments: readonly Span[];
  readonly problems: readonly ParseProblem[];
}

export interface PartDefaults {
  readonly role: Role;
  readonly kind: PartKind;
  readonly syntax: string;
  readonly argument?: string;
}

/** Cuts a body into parts at its role tokens. Text and placeholders ascend and do not overlap. */
export function assemble(view: View, body: Body, tokens: readonly BodyToken[], defaults: PartDefaults): Assembled {
  const comments: Span[] = [];
  const parts: Part[] = [];
  let segments: Segment[] = [];
  let pieces: Piece[] = [];
  let role = defaults.role;
  let partStart = 0;
  let position = 0;
  const flushText = () => {
    const text = joinPieces(view, pieces);
    if (text) segments.push(text);
    pieces = [];
  };
  const literal = (to: number) => {
    if (to > position) pieces.push({ start: position, end: to });
  };
  const flushPart = (end: number) => {
    flushText();
    const blank = segments.every((segment) => segment.kind === 'text' && segment.text.trim() === '');
    // What stands before the first role marker is a part only if it says something.
    if (!blank)
      parts.push({
        role,
        kind: defaults.kind,
        argument: defaults.argument,
        span: toFile(view, { start: partStart, end }),
        segments,
      });
    segments = [];
  };
  for (const token of tokens) {
    literal(token.start);
    position = token.end;
    if (token.kind === 'text') {
      pieces.push(token);
      continue;
    }
    if (token.kind === 'role') {
      flushPart(token.start);
      role = token.role;
      partStart = token.end;
      continue;
    }
    flushText();
    if (token.kind === 'comment') comments.push(toFile(view, token));
    if (token.kind === 'placeholder') segments.push(placeholder(view, token, defaults.syntax));
  }
  literal(view.text.length);
  flushPart(view.text.length);
  return {
    parts,
    comments,
    links: body.links.map((link) => ({ ...link, span: toFile(view, link.span) })),
    problems: body.problems.map(({ span, message }) => ({ span: toFile(view, span), message })),
  };
}

function placeholder(view: View, token: PlaceholderToken, syntax: string): PlaceholderSegment {
  return {
    kind: 'placeholder',
    span: toFile(view, token),
    expressionSpan: toFile(view, token.expression),
    expression: view.text.slice(token.expression.start, token.expression.end),
    path: token.path,
    pathSpan: toFile(view, token.pathSpan),
    filters: token.filters,
    ...(token.serialized ? { serialized: true } : {}),
    ...(token.unprinted ? { unprinted: true } : {}),
    ...(token.local ? { local: true } : {}),
    syntax,
  };
}
