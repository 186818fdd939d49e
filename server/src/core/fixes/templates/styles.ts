import { parseExpression, type Step } from '../../templates/expression/parse.ts';

/** How a template language writes a sanitizer. Texts are candidates: what is offered has been parsed again. */
export interface Style {
  /**
   * New text for the expression (`of: 'expression'`) or for the whole tag (`of: 'tag'`). `inTag`: the expression
   * stands alone between the delimiters. Undefined: it cannot be said here.
   */
  readonly of: 'expression' | 'tag';
  wrap(written: string, call: SanitizerCall, inTag: boolean): string | undefined;
  /** A new placeholder for a variable. */
  placeholder(name: string, call: SanitizerCall): string;
  /** A record narrowed to fields, in place of the whole tag; `serializer` is the filter that wrote it out. */
  project?(record: string, fields: readonly ProjectedField[], quote: string, serializer: string | undefined): string;
  /** What has to be registered beside the edit. */
  note(name: string): string;
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
const member = (record: string, name: string, quote: string) =>
  isIdentifier(name) ? `${record}.${name}` : `${record}[${quote}${name}${quote}]`;
const listed = (fields: readonly ProjectedField[], value: (field: ProjectedField) => string) =>
  fields.map((field) => `${field.name}: ${value(field)}`).join(', ');

const jinjaFilter = (call: SanitizerCall) =>
  call.argument === undefined ? call.name : `${call.name}(${literal(call)})`;

const jinja: Style = {
  of: 'expression',
  wrap(expression, call) {
    const { expression: parsed } = parseExpression(expression, 0, expression.length);
    const joined = call.name === 'scrub' ? undefined : listJoin(parsed.kind === 'chain' ? parsed.steps : []);
    if (joined) {
      const args = [call.name, ...(call.argument === undefined ? [] : [call.argument])].map(
        (text) => `${call.quote}${text}${call.quote}`,
      );
      return `${expression.slice(0, joined.start).trimEnd()} | map(${args.join(', ')}) ${expression.slice(joined.start)}`;
    }
    // Filters bind tighter than operators: `a ~ b | tokenize` would leave `a` as it is.
    const compound = parsed.kind === 'operation' || parsed.kind === 'condition';
    return `${compound ? `(${expression})` : expression} | ${jinjaFilter(call)}`;
  },
  placeholder: (name, call) => `{{ ${name} | ${jinjaFilter(call)} }}`,
  project(record, fields, quote, serializer) {
    const value = ({ name, call }: ProjectedField) =>
      `${member(record, name, quote)}${call ? ` | ${jinjaFilter({ ...call, quote })}` : ''}`;
    if (!serializer) return listed(fields, (field) => `{{ ${value(field)} }}`);
    return `{{ {${fields.map((field) => `${quote}${field.name}${quote}: ${value(field)}`).join(', ')}} | ${serializer} }}`;
  },
  note: (name) => `The template engine needs a filter named ${name}.`,
};

/** `| join` in a chain: each element gets its own token, before they are joined. */
const listJoin = (steps: readonly Step[]): Step | undefined =>
  steps.find((step) => step.kind === 'filter' && step.name === 'join');

const helper = (call: SanitizerCall, operand: string) =>
  `${call.name} ${operand}${call.argument === undefined ? '' : ` ${literal(call)}`}`;

const handlebars: Style = {
  of: 'expression',
  wrap(expression, call, inTag) {
    const bare = /\s/.test(expression) && !/^[([]/.test(expression);
    const inner = helper(call, bare ? `(${expression})` : expression);
    return inTag ? inner : `(${inner})`;
  },
  placeholder: (name, call) => `{{${helper(call, name)}}}`,
  project(record, fields, quote) {
    const value = (name: string) => `${record}.${isIdentifier(name) ? name : `[${name}]`}`;
    return listed(fields, ({ name, call }) => `{{${call ? helper({ ...call, quote }, value(name)) : value(name)}}}`);
  },
  note: (name) => `Register a helper named ${name} with Handlebars.`,
};

const mustacheName = ({ name, argument }: SanitizerCall) => (argument === undefined ? name : `${name}_${argument}`);
/** The section takes the delimiters of the tag: a template may have changed them. */
function lambda(call: SanitizerCall, tag: string): string {
  const braces = tag.startsWith('{{');
  const open = braces ? '{{' : /^[^\s\w.&]*/.exec(tag)![0];
  const close = braces ? '}}' : /[^\s\w.]*$/.exec(tag)![0];
  const name = mustacheName(call);
  return `${open}#${name}${close}${tag}${open}/${name}${close}`;
}

const mustache: Style = {
  of: 'tag',
  wrap: (tag, call) => lambda(call, tag),
  placeholder: (name, call) => lambda(call, `{{${name}}}`),
  project: (record, fields) =>
    listed(fields, ({ name, call }) => (call ? lambda(call, `{{${record}.${name}}}`) : `{{${record}.${name}}}`)),
  note: (name) => `Give the view a lambda named ${name}.`,
};

const liquidFilter = (call: SanitizerCall) =>
  call.argument === undefined ? call.name : `${call.name}: ${literal(call)}`;

const liquid: Style = {
  of: 'expression',
  wrap(expression, call) {
    const join = /\|\s*join\b/.exec(expression);
    // Liquid maps over properties only: a joined list becomes one token.
    return join && call.name !== 'scrub' ? undefined : `${expression} | ${liquidFilter(call)}`;
  },
  placeholder: (name, call) => `{{ ${name} | ${liquidFilter(call)} }}`,
  project: (record, fields, quote) =>
    listed(
      fields,
      ({ name, call }) => `{{ ${member(record, name, quote)}${call ? ` | ${liquidFilter({ ...call, quote })}` : ''} }}`,
    ),
  note: (name) => `Register a filter named ${name} with Liquid.`,
};

const kernelFunction = (call: SanitizerCall, operand: string) => `privacy.${helper(call, operand)}`;

const semanticKernel: Style = {
  of: 'expression',
  // Calls do not nest: an argument of another function cannot be wrapped.
  wrap: (expression, call, inTag) =>
    inTag && /^\$\w+$/.test(expression) ? kernelFunction(call, expression) : undefined,
  placeholder: (name, call) => `{{${kernelFunction(call, `$${name}`)}}}`,
  note: (name) => `Add a kernel function ${name} in a plugin named privacy.`,
};

const pipe = '| prompt-privacy scrub';

/** Output of a command or content of a file can be scrubbed on its way in; an argument cannot. */
const claudeCode: Style = {
  of: 'tag',
  wrap(tag) {
    const command = /^!`([^`]+)`$/.exec(tag)?.[1];
    if (command) return `!\`${command.trimEnd()} ${pipe}\``;
    const file = /^@(\S+)$/.exec(tag)?.[1];
    return file ? `!\`prompt-privacy scrub < ${file}\`` : undefined;
  },
  placeholder: () => '',
  note: () => 'Allow the command prompt-privacy in the tools of this file.',
};

/** Languages that have a word for a sanitizer. The others are renamed: `rename.ts`. */
export const styles: Readonly<Record<string, Style>> = {
  jinja,
  nunjucks: {
    ...jinja,
    note: (name) => `Put the filter into ${name}.js beside the configuration.`,
  },
  plain: jinja,
  handlebars,
  dotprompt: {
    ...handlebars,
    note: (name) =>
      `Register the helper: new Dotprompt({ helpers: { ${name} } }), or ai.defineHelper('${name}', …) in Genkit. Dotprompt refuses unknown helpers.`,
  },
  mustache,
  liquid,
  'semantic-kernel': semanticKernel,
  'claude-code': claudeCode,
};

/** What to register where code is not known to do it. Prompty makes its Jinja environment anew for each rendering. */
export const noteFor = (format: string, syntax: string, name: string): string =>
  format === 'prompty' && syntax === 'jinja'
    ? `Put a filter named ${name} into jinja2.defaults.DEFAULT_FILTERS: Prompty makes its engine itself.`
    : (styles[syntax]?.note(name) ?? '');
