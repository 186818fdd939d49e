import type { PlaceholderSegment } from '../../prompt.ts';
import { parseExpression, type Step } from '../../templates/expression/parse.ts';

/** How a template language writes a sanitizer. Texts are candidates: what is offered has been parsed again. */
export interface Style {
  /** New text for the segment's `expressionSpan`; `inTag` when the expression stands alone between the delimiters. */
  wrap(expression: string, call: SanitizerCall, inTag: boolean): string;
  /** A new placeholder for a variable. */
  placeholder(name: string, call: SanitizerCall): string;
  /** A record narrowed to fields, in place of the segment's `span`. */
  project(record: string, fields: readonly ProjectedField[], segment: PlaceholderSegment, quote: string): string;
  /** What has to be registered beside the edit. */
  readonly note: (name: string) => string;
}

/** `name` is the filter or helper, `argument` its setting, quoted by `quote` (the other one where a container forbids it). */
export interface SanitizerCall {
  readonly name: string;
  readonly argument?: string;
  readonly quote: string;
}

export interface ProjectedField {
  readonly name: string;
  readonly call?: SanitizerCall;
}

const literal = ({ argument, quote }: SanitizerCall) => `${quote}${argument}${quote}`;
const isIdentifier = (name: string) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name);

const jinjaFilter = (call: SanitizerCall) =>
  call.argument === undefined ? call.name : `${call.name}(${literal(call)})`;
const jinjaField = (record: string, name: string, quote: string) =>
  isIdentifier(name) ? `${record}.${name}` : `${record}[${quote}${name}${quote}]`;

const jinja: Style = {
  wrap(expression, call) {
    const { expression: parsed } = parseExpression(expression, 0, expression.length);
    const joined = call.name === 'scrub' ? undefined : listJoin(parsed.kind === 'chain' ? parsed.steps : []);
    if (joined) {
      const map = `map(${[call.name, ...(call.argument === undefined ? [] : [call.argument])].map((text) => `${call.quote}${text}${call.quote}`).join(', ')})`;
      return `${expression.slice(0, joined.start).trimEnd()} | ${map} ${expression.slice(joined.start)}`;
    }
    const compound = parsed.kind === 'operation' || parsed.kind === 'condition';
    return `${compound ? `(${expression})` : expression} | ${jinjaFilter(call)}`;
  },
  placeholder: (name, call) => `{{ ${name} | ${jinjaFilter(call)} }}`,
  project(record, fields, segment, quote) {
    const value = ({ name, call }: ProjectedField) =>
      `${jinjaField(record, name, quote)}${call ? ` | ${jinjaFilter({ ...call, quote })}` : ''}`;
    const serializer = segment.filters.find((name) => /^(?:tojson|dump|json|to_json)$/.test(name));
    if (!serializer) return fields.map((field) => `${field.name}: {{ ${value(field)} }}`).join(', ');
    return `{{ {${fields.map((field) => `${quote}${field.name}${quote}: ${value(field)}`).join(', ')}} | ${serializer} }}`;
  },
  note: (name) => `The template engine needs a filter named ${name}.`,
};

/** `| join` at the end of a chain: each element gets its own token, before they are joined. */
function listJoin(steps: readonly Step[]): Step | undefined {
  return steps.find((step) => step.kind === 'filter' && step.name === 'join');
}

const helper = (call: SanitizerCall, operand: string) =>
  `${call.name} ${operand}${call.argument === undefined ? '' : ` ${literal(call)}`}`;

const handlebars: Style = {
  wrap(expression, call, inTag) {
    const operand =
      /\s/.test(expression) && !expression.startsWith('(') && !expression.startsWith('[')
        ? `(${expression})`
        : expression;
    return inTag ? helper(call, operand) : `(${helper(call, operand)})`;
  },
  placeholder: (name, call) => `{{${helper(call, name)}}}`,
  project(record, fields, _segment, quote) {
    const value = (name: string) => `${record}.${isIdentifier(name) ? name : `[${name}]`}`;
    return fields
      .map(({ name, call }) => `${name}: {{${call ? helper({ ...call, quote }, value(name)) : value(name)}}}`)
      .join(', ');
  },
  note: (name) => `Register a helper named ${name} with Handlebars.`,
};

export const styles: Readonly<Record<string, Style>> = {
  jinja,
  plain: jinja,
  handlebars,
};
