import type { Node } from 'web-tree-sitter';
import { type Addition, type Binding, type Operand, spanOf } from '../code.ts';
import { throughArgument } from './go-arguments.ts';
import { goNodes } from './go-nodes.ts';
import { ancestor, scopeSpan, typeText } from './shared.ts';
import { type Bindings, tableBinding } from './table.ts';

export const goBindings: Bindings = {
  nodes: goNodes,
  identifiers: new Set(['identifier', 'field_identifier', 'type_identifier', 'package_identifier']),
  patterns: new Set(['expression_list']),
  rows: {
    short_var_declaration: { kind: 'variable', target: 'left', value: 'right' },
    receive_statement: { kind: 'variable', target: 'left', value: 'right' },
    assignment_statement: { kind: 'assignment', target: 'left', value: 'right', adds: /^\+=$/ },
    var_spec: { kind: 'variable', target: 'name', value: 'value', type: 'type' },
    const_spec: { kind: 'variable', target: 'name', value: 'value', type: 'type' },
    range_clause: { kind: 'variable', target: 'left', value: 'right', element: true },
    type_switch_statement: { kind: 'variable', target: 'alias', value: 'value' },
    function_declaration: { kind: 'function', target: 'name', itself: true },
    method_declaration: { kind: 'function', target: 'name', itself: true },
    type_spec: { kind: 'class', target: 'name', itself: true },
  },
  members: { selector_expression: ['operand', 'field'] },
  selves: /^[a-z]\w*$/,
  methods: { call_expression: { callee: 'function', args: 'arguments' } },
  join: /^(?:WriteString|WriteByte|WriteRune|Write)$/,
};

const wide = { start: 0, end: Number.MAX_SAFE_INTEGER };

/** What an occurrence of an identifier binds in Go: https://go.dev/ref/spec#Declarations_and_scope. */
export function goBinding(node: Node, text: string): Binding | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  const base = { name: text.slice(node.startIndex, node.endIndex), span: spanOf(node) };
  switch (parent.type) {
    case 'import_spec': {
      const path = parent.childForFieldName('path');
      return path
        ? { ...base, kind: 'import', scope: wide, import: { module: path.text.slice(1, -1), name: '*' } }
        : undefined;
    }
    case 'interpreted_string_literal':
      return parent.parent?.type === 'import_spec' ? importedPackage(node, base.name) : undefined;
    case 'field_declaration': {
      if (!parent.childrenForFieldName('name').some(({ id }) => id === node.id)) break;
      const typeName = typeText(parent.childForFieldName('type'), text);
      return { ...base, kind: 'variable', field: true, scope: wide, ...(typeName ? { typeName } : {}) };
    }
    case 'parameter_declaration':
    case 'variadic_parameter_declaration':
      return parameter(node, parent, base, text);
    case 'var_spec':
    case 'const_spec':
      if (parent.childrenForFieldName('name').length > 1) return grouped(node, parent, base, text);
      break;
    case 'send_statement':
      return sent(node, parent, base);
  }
  const keyed = parent.type === 'index_expression' ? keySet(node, parent, base) : undefined;
  if (keyed) return keyed;
  const found = tableBinding(goBindings, node, text);
  if (!found) return keyedField(node, base) ?? throughArgument(node, base, text);
  return placed(found, node, text);
}

/** What Go means by a binding of the table: where it is seen, which of several values it takes, and whether it only adds. */
function placed(found: Binding, node: Node, text: string): Binding {
  if (found.kind === 'function') {
    const receiver = node.parent?.type === 'method_declaration' ? node.parent.childForFieldName('receiver') : undefined;
    const of = typeText(receiver?.firstNamedChild?.childForFieldName('type'), text);
    return receiver ? { ...found, field: true, scope: wide, ...(of ? { of } : {}) } : found;
  }
  const added = appended(found, text);
  if (added) return added.field ? { ...added, scope: wide } : added;
  // In Go the methods of a type stand anywhere in the package, and fields are set through any receiver name.
  if (found.field) return { ...found, scope: wide };
  // `for i, note := range notes`: the first name is the index.
  if (found.select?.[0] === '[]')
    return found.select[1] === '[0]' ? { ...found, value: undefined } : { ...found, select: ['[]'] };
  return single(embedded(found, node) ?? found);
}

/** `x, err := f()` gives the first name what `f` returns; `a, b := 1, 2` is taken by position in the list. */
function single(found: Binding): Binding {
  const value = found.value as Node | undefined;
  if (value?.type !== 'expression_list') return found;
  if (value.namedChildCount !== 1) return found;
  return { ...found, value: value.firstNamedChild!, ...(found.select?.[0] === '[0]' ? { select: [] } : {}) };
}

/** The only expression of a list, past brackets. */
const only = (value: Operand | undefined): Node | undefined => {
  const node = value as Node | undefined;
  return node?.type === 'expression_list' ? (node.namedChildCount === 1 ? node.firstNamedChild! : undefined) : node;
};

/** `list = append(list, a, b...)` and `params.Messages = append(params.Messages, m)` add to what is there. */
function appended(found: Binding, text: string): Binding | undefined {
  const entry = found.kind === 'addition' ? found.additions?.[0] : undefined;
  const value = only(entry?.how === 'entry' ? entry.value : found.kind === 'assignment' ? found.value : undefined);
  if (value?.type !== 'call_expression' || value.childForFieldName('function')?.text !== 'append') return undefined;
  const [list, ...items] = value.childForFieldName('arguments')?.namedChildren ?? [];
  const target = value.parent?.parent?.childForFieldName('left');
  if (!list || items.length === 0 || !target || target.text !== text.slice(list.startIndex, list.endIndex))
    return undefined;
  const span = spanOf(value);
  const given = items.flatMap((one) =>
    one.type === 'comment'
      ? []
      : one.type === 'variadic_argument'
        ? [{ value: one.firstNamedChild ?? one, spread: true }]
        : [{ value: one, spread: false }],
  );
  if (entry) return { ...found, additions: [{ ...entry, value: { kind: 'list', span, items: given }, more: true }] };
  const additions = given.map((one): Addition => ({ how: one.spread ? 'join' : 'item', value: one.value, span }));
  const { value: _, select: __, ...rest } = found;
  return { ...rest, kind: 'addition', additions };
}

/** `payload["system"] = text` sets a key of a map. */
function keySet(node: Node, index: Node, base: Pick<Binding, 'name' | 'span'>): Binding | undefined {
  const key = index.childForFieldName('index');
  const statement = index.parent?.parent;
  if (
    index.childForFieldName('operand')?.id !== node.id ||
    statement?.type !== 'assignment_statement' ||
    statement.childForFieldName('left')?.id !== index.parent?.id ||
    !key?.type.endsWith('string_literal')
  )
    return undefined;
  const value = only(statement.childForFieldName('right') ?? undefined);
  const span = spanOf(statement);
  const scope = scopeSpan(statement, goNodes);
  return (
    value && {
      ...base,
      kind: 'addition',
      scope,
      additions: [{ how: 'entry', key: key.text.slice(1, -1), value, span }],
    }
  );
}

/** `//go:embed prompt.md` above a variable: it holds the text of the file. https://pkg.go.dev/embed */
function embedded(found: Binding, node: Node): Binding | undefined {
  if (found.value !== undefined || node.parent?.type !== 'var_spec') return undefined;
  const declaration = ancestor(node, new Set(['var_declaration']));
  const path = /^\/\/go:embed\s+(\S+)/.exec(declaration?.previousNamedSibling?.text ?? '')?.[1];
  if (path === undefined) return undefined;
  const { span } = found;
  const text = (content: string): Operand => ({ kind: 'text', span, pieces: [{ kind: 'text', span, text: content }] });
  const callee: Operand = { kind: 'name', span, name: 'os.ReadFile' };
  return { ...found, value: { kind: 'call', span, callee, args: [{ value: text(path) }] } };
}

/** `system, prompt string`: every name of the group is a parameter. */
function parameter(node: Node, declaration: Node, base: Pick<Binding, 'name' | 'span'>, text: string) {
  if (!declaration.childrenForFieldName('name').some(({ id }) => id === node.id)) return undefined;
  const fn = ancestor(declaration, goNodes.functions);
  if (!fn) return undefined;
  // A named result is a variable of the function.
  const isResult = fn.childForFieldName('result')?.id === declaration.parent?.id;
  const typeName = typeText(declaration.childForFieldName('type'), text);
  const rest = declaration.type === 'variadic_parameter_declaration';
  const named = typeName && rest ? `${typeName}[]` : typeName;
  const common = { ...base, scope: spanOf(fn), ...(named ? { typeName: named } : {}) };
  if (isResult) return { ...common, kind: 'variable' } as const;
  return { ...common, kind: 'parameter', owner: spanOf(fn) } as const;
}

/** `var name, address string`, `const a, b = 1, 2`. */
function grouped(node: Node, spec: Node, base: Pick<Binding, 'name' | 'span'>, text: string): Binding | undefined {
  const names = spec.childrenForFieldName('name');
  const index = names.findIndex(({ id }) => id === node.id);
  if (index < 0) return undefined;
  const typeName = typeText(spec.childForFieldName('type'), text);
  const scope = ancestor(spec, new Set([...goNodes.functions, ...goNodes.blocks]));
  const values = spec.childForFieldName('value');
  const value = values?.namedChildCount === names.length ? values.namedChild(index) : undefined;
  return {
    ...base,
    kind: 'variable',
    scope: scope ? spanOf(scope) : wide,
    ...(value ? { value } : {}),
    ...(typeName ? { typeName } : {}),
  };
}

/** `jobs <- prompt`: what is received from the channel, also where it is made elsewhere. */
function sent(node: Node, statement: Node, base: Pick<Binding, 'name' | 'span'>): Binding | undefined {
  const value = statement.childForFieldName('value');
  const fn = ancestor(statement, new Set(['function_declaration', 'method_declaration']));
  if (!value || statement.childForFieldName('channel')?.id !== node.id) return undefined;
  return { ...base, kind: 'assignment', scope: fn ? spanOf(fn) : wide, value };
}

/** An import without a name is called by the last part of its path; `anthropic-sdk-go` declares package `anthropic`. */
function importedPackage(node: Node, module: string): Binding {
  const last = module
    .replace(/\/v\d+$/, '')
    .split('/')
    .pop()!;
  const name = last.replace(/^go-|-(?:sdk-)?go$|\.go$/g, '');
  return { kind: 'import', name, span: spanOf(node), scope: wide, import: { module, name: '*' } };
}

/** `&Service{client: anthropic.NewClient()}` sets a field. */
function keyedField(node: Node, base: Pick<Binding, 'name' | 'span'>): Binding | undefined {
  const element = node.parent?.type === 'literal_element' ? node.parent.parent : node.parent;
  if (element?.type !== 'keyed_element') return undefined;
  const key = element.childForFieldName('key');
  const value = element.childForFieldName('value');
  if (!key || !value || key.startIndex !== node.startIndex || key.endIndex !== node.endIndex) return undefined;
  return { ...base, kind: 'assignment', field: true, scope: wide, value };
}
