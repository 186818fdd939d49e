import type { Part, Prompt } from '../prompt.ts';
import type { CodeFile } from './code-file.ts';
import { commandLineOf, commandParts } from './command-line.ts';
import { besideParts, customParts } from './custom-parts.ts';
import { factsOf } from './facts.ts';
import type { Found } from './find.ts';
import { isGuarded } from './guard.ts';
import { instructionParts } from './instructions.ts';
import { siteOf } from './parts.ts';
import { templateParts } from './prompt-templates.ts';
import { partsOf } from './request.ts';
import { answerOf, enclosingAt } from './surroundings.ts';
import { stepAt } from './traced.ts';
import { usesOf } from './uses.ts';
import { at, frameOf, type Value } from './value.ts';
import { handedOn } from './wrappers.ts';

/** The prompt that a call sends, in the terms of the analysed file. */
export function promptOf(file: CodeFile, found: Found): Prompt {
  const { call, shape, request, calleeSpan, through } = found;
  const made = found.made ?? { call, frame: frameOf(file) };
  const site = request ? siteOf(request, call.span) : call.span;
  const line = shape.request === 'command' ? commandLineOf(made.call, made.frame) : undefined;
  const own = line
    ? commandParts(made.frame.file, made.call, made.frame, line)
    : shape.paths
      ? customParts(made.call, made.frame, shape.paths, file.languageId)
      : request
        ? ((shape.request === 'input' ? templateParts(made.call, request, site, file.languageId) : undefined) ??
          partsOf(shape.request, request, site, file.languageId))
        : [];
  const client = found.receiver.kind === 'client' && shape.instructed ? found.receiver : undefined;
  const construction = client?.around ?? client?.construction;
  const parts = construction ? [...instructionParts(construction, calleeSpan, file.languageId), ...own] : [...own];
  if (shape.beside) parts.push(...besideParts(made.call, made.frame, shape.beside, file.languageId));
  const facts = factsOf(found);
  const enclosing = enclosingAt(file, call.span.start);
  const uses = usesOf(file, call, { parts }, enclosing?.span);
  const streamed = shape.streamed === true || facts.features.some(({ value }) => value === 'streaming');
  const guarded = found.on && isGuarded(found.on.frame.file.text, textAt(found.on));
  const receiver = found.on && !through && siteOf(found.on, calleeSpan);
  const prompt: Prompt = {
    origin: 'call',
    format: file.languageId,
    api: shape.api,
    ...(through ? { through } : {}),
    ...(enclosing?.name ? { name: enclosing.name } : {}),
    confidence: found.confidence,
    span: call.span,
    anchor: calleeSpan,
    parts: through ? parts.map((part) => leavingThrough(part, through.name, made)) : parts,
    request: {
      ...facts,
      answer: answerOf(file, call.span, streamed),
      ...(receiver ? { receiver: { expression: file.text.slice(receiver.start, receiver.end), span: receiver } } : {}),
      ...(guarded ? { guarded: true as const } : {}),
      ...(enclosing ? { enclosing } : {}),
    },
    ...(uses.length > 0 ? { uses } : {}),
    ...(request?.frame.budget.spent ? { incomplete: true as const } : {}),
  };
  const handsOn = handedOn(file, prompt);
  return handsOn.length > 0 ? { ...prompt, handsOn } : prompt;
}

/** The last step of each value's way: out of the function that was called, to Claude. */
function leavingThrough(part: Part, name: string, { call, frame }: NonNullable<Found['made']>): Part {
  const step = stepAt(frame, { kind: 'send', label: `leaves through ${name}()`, span: call.span });
  const segments = part.segments.map((segment) =>
    segment.kind === 'placeholder' ? { ...segment, flow: [step, ...(segment.flow ?? [])] } : segment,
  );
  return { ...part, segments };
}

const textAt = (value: Value): string => {
  const { start, end } = at(value);
  return value.frame.file.text.slice(start, end);
};
