import type { Detect, Entity } from '../../detection/entity.ts';
import type { Part, Prompt, TextSegment } from '../../prompt.ts';
import { holderOf, type Span } from '../../span.ts';
import { entityType } from '../../taxonomy/entity-types.ts';
import { textSpanToFile } from '../../text-runs.ts';
import { matchesAny } from '../glob.ts';
import type { Policy, UseCase } from '../model.ts';
import type { ResolvedLiteral } from '../resolve-model.ts';
import { requiredForm } from './required-form.ts';

/** Stands for a placeholder in the text given to the detector: context words reach across it, no match does. */
const PLACEHOLDER = '\uFFFC';

interface Joined {
  readonly text: string;
  /** Where each text segment begins in `text`, ascending. */
  readonly pieces: readonly { readonly start: number; readonly segment: TextSegment }[];
}

/** The literal text of a part as the detector reads it. */
function joinPart(part: Part): Joined {
  const pieces: { start: number; segment: TextSegment }[] = [];
  const texts: string[] = [];
  let length = 0;
  for (const segment of part.segments) {
    const text = segment.kind === 'text' ? segment.text : PLACEHOLDER;
    if (segment.kind === 'text') pieces.push({ start: length, segment });
    texts.push(text);
    length += text.length;
  }
  return { text: texts.join(''), pieces };
}

/** Entities in the literal text of a part, with their spans in the file. */
export function resolveLiterals(
  part: Part,
  prompt: Prompt,
  useCase: UseCase | undefined,
  context: { readonly policy: Policy; readonly path: string; readonly today: string; readonly detect: Detect },
): ResolvedLiteral[] {
  const { policy } = context;
  const joined = joinPart(part);
  if (joined.pieces.length === 0) return [];
  const found = context.detect(joined.text, {
    recognizers: policy.recognizers,
    allow: policy.allow,
    today: context.today,
  });
  const allowed = allowedTypes(policy, context.path);
  const inComment = holderOf(prompt.comments ?? []);
  return found.flatMap((entity) => {
    const span = toFile(entity.span, joined);
    if (!span || allowed.has(entity.type) || inComment(span)) return [];
    return [resolveEntity(entity, span, part, useCase, policy)];
  });
}

function resolveEntity(
  entity: Entity,
  span: Span,
  part: Part,
  useCase: UseCase | undefined,
  policy: Policy,
): ResolvedLiteral {
  const type = entityType(entity.type);
  return {
    kind: 'literal',
    part,
    entity,
    span,
    type: entity.type,
    ...(type ? { category: type.category } : {}),
    // A recognizer of the policy may report a type of its own: what the organization looks for is confidential to it.
    level: type?.level ?? 'confidential',
    sent: 'keep',
    ...requiredForm(type?.category, type, useCase, policy),
  };
}

const allowedTypes = (policy: Policy, path: string): ReadonlySet<string> =>
  new Set(policy.allow.scopes.flatMap((scope) => (matchesAny(scope.paths, path) ? scope.types : [])));

/** A range of the joined text in the file. Undefined when it lies in no text. A range over several pieces covers what is between. */
function toFile(range: Span, { pieces }: Joined): Span | undefined {
  const first = pieces[lastAtOrBefore(pieces, range.start)];
  const last = pieces[lastAtOrBefore(pieces, range.end - 1)];
  if (!first || !last) return undefined;
  const start = textSpanToFile(first.segment, {
    start: range.start - first.start,
    end: Math.min(range.end - first.start, first.segment.text.length),
  });
  if (first === last) return start;
  const end = textSpanToFile(last.segment, { start: 0, end: range.end - last.start });
  return end.end >= start.start ? { start: start.start, end: end.end } : start;
}

function lastAtOrBefore(pieces: Joined['pieces'], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
