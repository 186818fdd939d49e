import type { NodeTypes } from '../code.ts';

export const goNodes: NodeTypes = {
  functions: new Set(['function_declaration', 'method_declaration', 'func_literal']),
  classes: new Set(['type_declaration']),
  blocks: new Set([
    'block',
    'for_statement',
    'if_statement',
    'expression_case',
    'default_case',
    'type_case',
    'type_switch_statement',
    'communication_case',
  ]),
  calls: new Set(['call_expression']),
  comments: new Set(['comment']),
  returns: new Set(['return_statement']),
  assignments: new Set(['assignment_statement']),
};
