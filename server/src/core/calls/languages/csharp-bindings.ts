import type { Node } from 'web-tree-sitter';
import { type Binding, spanOf } from '../code.ts';
import { typeText } from './shared.ts';
import { type Bindings, tableBinding } from './table.ts';

export const bindings: Bindings = {
  nodes: {
    functions: new Set([
      'method_declaration',
      'constructor_declaration',
      'local_function_statement',
      'lambda_expression',
      'anonymous_method_expression',
    ]),
    classes: new Set([
      'class_declaration',
      'record_declaration',
      'struct_declaration',
      'interface_declaration',
      'record_struct_declaration',
    ]),
    blocks: new Set([
      'block',
      'foreach_statement',
      'for_statement',
      'using_statement',
      'catch_clause',
      'switch_section',
    ]),
    calls: new Set(['invocation_expression', 'object_creation_expression', 'implicit_object_creation_expression']),
    comments: new Set(['comment']),
    returns: new Set(['return_statement']),
    assignments: new Set(['assignment_expression']),
  },
  identifiers: new Set(['identifier', 'implicit_parameter']),
  patterns: new Set(['tuple_pattern']),
  rows: {
    foreach_statement: { kind: 'variable', target: 'left', value: 'right', type: 'type', element: true },
    parameter: { kind: 'parameter', target: 'name', type: 'type' },
    method_declaration: { kind: 'function', target: 'name', itself: true, member: true },
    local_function_statement: { kind: 'function', target: 'name', itself: true },
    class_declaration: { kind: 'class', target: 'name', itself: true },
    record_declaration: { kind: 'class', target: 'name', itself: true },
    struct_declaration: { kind: 'class', target: 'name', itself: true },
    interface_declaration: { kind: 'class', target: 'name', itself: true },
    assignment_expression: { kind: 'assignment', target: 'left', value: 'right', adds: /^\+=$/ },
  },
  members: { member_access_expression: ['expression', 'name'] },
  methods: { invocation_expression: { callee: 'function', args: 'arguments' } },
  append: /^Add$/,
  join: /^(?:Append|AppendLine|AddRange|AppendFormat)$/,
};

/** `var (a, b) = F();`, `(string a, var b) = F();` */
const tuples: Bindings = {
  ...bindings,
  patterns: new Set(['tuple_pattern', 'declaration_expression', 'argument', 'tuple_expression']),
  rows: {
    variable_declarator: { kind: 'variable', target: 0, value: -1 },
    assignment_expression: { kind: 'variable', target: 'left', value: 'right' },
  },
};

/** What a field or property begins with when its value comes from elsewhere: from a form, a request, a file of settings. */
const unset = /^(?:""|[sS]tring\.Empty|null!?|default!?)$/;

export function csharpBinding(node: Node, text: string): Binding | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  const base = { name: text.slice(node.startIndex, node.endIndex), span: spanOf(node) };
  const last = (owner: Node) =>
    owner.lastNamedChild && owner.lastNamedChild.id !== node.id && owner.lastNamedChild.id !== parent.id
      ? owner.lastNamedChild
      : undefined;
  if (parent.type === 'variable_declarator' && parent.childForFieldName('name')?.id === node.id) {
    const declaration = parent.parent;
    const typeName = typeText(declaration?.childForFieldName('type'), text);
    const isField = declaration?.parent?.type === 'field_declaration';
    const initial = last(parent);
    const value = isField && initial && unset.test(initial.text) ? undefined : initial;
    const around = tableBinding(
      { ...bindings, rows: { variable_declarator: { kind: 'variable', target: 'name' } } },
      node,
      text,
    );
    return (
      around && {
        ...around,
        ...(isField ? { field: true } : {}),
        ...(value ? { value } : {}),
        ...(typeName ? { typeName } : {}),
      }
    );
  }
  if (parent.type === 'tuple_pattern' || parent.type === 'declaration_expression')
    return tableBinding(tuples, node, text) ?? tableBinding(bindings, node, text);
  if (parent.type === 'property_declaration' && parent.childForFieldName('name')?.id === node.id) {
    const value = parent.childForFieldName('value');
    const written = value?.type === 'arrow_expression_clause' ? value.firstNamedChild : value;
    const inner = written && unset.test(written.text) ? undefined : written;
    const typeName = typeText(parent.childForFieldName('type'), text);
    const owner = parent.parent?.parent;
    return {
      ...base,
      kind: 'variable',
      field: true,
      scope: spanOf(owner ?? parent),
      ...(inner ? { value: inner } : {}),
      ...(typeName ? { typeName } : {}),
    };
  }
  // `new Request { Model = Model }` names a member of what is made.
  if (parent.type === 'assignment_expression' && parent.parent?.type === 'initializer_expression') return undefined;
  if (parent.type === 'using_directive' || parent.type === 'qualified_name') return imported(node, parent, base);
  if (parent.type === 'lambda_expression' && parent.childForFieldName('parameters')?.id === node.id)
    return implicitParameter(node, parent, base);
  const found = tableBinding(bindings, node, text);
  // A primary constructor's parameters are in reach of the whole class.
  return found?.kind === 'parameter' && parent.parent && bindings.nodes.classes.has(parent.parent.parent?.type ?? '')
    ? { ...found, field: true }
    : found;
}

const implicitParameter = (_node: Node, fn: Node, base: Pick<Binding, 'name' | 'span'>): Binding => ({
  ...base,
  kind: 'parameter',
  scope: spanOf(fn),
  owner: spanOf(fn),
  index: 0,
});

/** `using X = A.B;` names a type; a plain `using A.B;` gives a namespace, which binds no single name. */
function imported(node: Node, parent: Node, base: Pick<Binding, 'name' | 'span'>): Binding | undefined {
  if (parent.type !== 'using_directive' || parent.childForFieldName('name')?.id !== node.id) return undefined;
  const path = parent.namedChildren.at(-1);
  return path
    ? {
        ...base,
        kind: 'import',
        scope: { start: 0, end: Number.MAX_SAFE_INTEGER },
        import: { module: path.text, name: path.text.split('.').pop()! },
      }
    : undefined;
}
