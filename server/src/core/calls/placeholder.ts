import type { FlowStep, PlaceholderSegment, Segment } from '../prompt.ts';
import { contains, type Span } from '../span.ts';
import { operandSpan } from './code-file.ts';
import { lastName, serializers, transforms } from './functions.ts';
import { recordOf } from './records.ts';
import { trace } from './trace.ts';
import type { Trace } from './traced.ts';
import type { Value } from './value.ts';

/** Where, in the analysed file, what is being expanded is written: the hole or argument. */
export interface Site {
  readonly span: Span;
  readonly expressionSpan: Span;
}

export interface Context {
  readonly site: Site;
  /** Functions around the value, outermost last. */
  readonly filters: readonly string[];
  readonly serialized: boolean;
  readonly steps: readonly FlowStep[];
  readonly out: Segment[];
  readonly syntax: string;
}

/** A value that the program does not build itself: one placeholder. */
export function leaf(value: Value, context: Context): undefined {
  const traced = trace(value);
  if (traced.constant) return;
  context.out.push(placeholder(value, traced, context));
}

function placeholder(
  value: Value,
  traced: Trace,
  { site, filters, serialized, steps, syntax }: Context,
): PlaceholderSegment {
  const { file } = value.frame;
  const { world } = file;
  const here = world.main === file.uri;
  const isInSite = here && traced.frame.file.uri === world.main && contains(site.expressionSpan, traced.span);
  const text = world.mainText;
  const record = traced.fields || traced.type === undefined ? undefined : recordOf(traced.type, traced.types);
  const fields = traced.fields ?? record?.fields;
  return {
    kind: 'placeholder',
    span: site.span,
    expressionSpan: site.expressionSpan,
    expression: text.slice(site.expressionSpan.start, site.expressionSpan.end),
    path: traced.path,
    pathSpan: isInSite ? traced.span : site.expressionSpan,
    filters: [...traced.filters, ...filters],
    ...(serialized || traced.serialized || (record?.printed && isShown([...traced.filters, ...filters]))
      ? { serialized: true }
      : {}),
    ...(fields ? { fields } : {}),
    flow: [...steps, ...traced.steps],
    ...(traced.rootType ? { typeName: traced.rootType } : {}),
    syntax,
    ...(here ? {} : { elsewhere: { uri: file.uri, span: operandSpan(value.operand) } }),
  };
}

/** Whether what is left of a value is its text as a whole: a function of the program's own may choose from it. */
const isShown = (filters: readonly string[]): boolean =>
  filters.every((filter) => {
    const name = lastName(filter);
    return transforms.has(name) || serializers.has(name) || /^(?:Sprint\w*|repr|str)$/.test(name);
  });
