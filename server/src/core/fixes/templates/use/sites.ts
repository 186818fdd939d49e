import type { Node } from 'web-tree-sitter';
import type { Span } from '../../../span.ts';
import {
  calleeOf,
  contentOf,
  innermost,
  isArguments,
  lastWord,
  nodesBelow,
  outermost,
  spanOf,
  stringAround,
} from './nodes.ts';
import type { Ties } from './ties.ts';

/** A place in code that hands a value to a variable of a template. */
export interface CallSite {
  /** `key`: `{ name: v }`, `name=v`, `("name", v)`; `shorthand`: `{ name }`; `mark`: `replace('{{NAME}}', v)`; `place`: by position. */
  readonly form: 'key' | 'shorthand' | 'mark' | 'place';
  /** The name as written there; for `place` empty. */
  readonly name: Span;
  readonly value: Span;
}

/** Which variable of which template is looked for. */
export interface Wanted {
  /** As the template writes it, without the names before a dot. */
  readonly name: string;
  /** Names before it: `patient` of `patient.name`. */
  readonly owners: readonly string[];
  /** BAML: functions that take it, with its position among their parameters. */
  readonly functions: readonly { readonly name: string; readonly position: number }[];
}

const most = 100;
const pairs = new Set([
  'pair',
  'keyword_argument',
  'keyed_element',
  'array_element_initializer',
  'infix_expression',
  'named_argument',
]);
const subscripts =
  /^(?:subscript|subscript_expression|index_expression|element_access_expression|element_binding_expression|element_reference|indexing_expression)$/;
const assignments = /^(?:assignment|assignment_expression)$/;
const holders =
  /^(?:object|dictionary|hash|array|list|array_creation_expression|composite_literal|literal_value|initializer_expression|object_creation_expression|collection_literal|implicit_object_creation_expression)$/;
/** A call that only puts pairs together: what it stands in decides. */
const gathers =
  /^(?:of|ofEntries|entry|Map|mapOf|hashMapOf|mutableMapOf|dict|KernelArguments|fromEntries|HashMap|LinkedHashMap|to|Dictionary|H|NewReplacer)$/;
/** Properties of a larger argument that hold the values of a template. */
const variableKeys =
  /^(?:variables?|vars|inputs?|values?|arguments|args|data|params|parameters|context|input_?values|prompt_?variables|kwargs)$/i;

/** The places of a file that fill the variable, in order of position. */
export function sitesOf(root: Node, text: string, ties: Ties, wanted: Wanted): CallSite[] {
  const name = wanted.name.replace(/[^\w]/g, '\\$&');
  const found: CallSite[] = [];
  for (const match of [...text.matchAll(new RegExp(`(?<![\\w])${name}(?![\\w])`, 'g'))].slice(0, most)) {
    const node = root.descendantForIndex(match.index, match.index + wanted.name.length);
    const site = node && siteAt(node, text, { start: match.index, end: match.index + wanted.name.length });
    if (site && isFilling(site.holder, root, text, ties, wanted)) found.push(site.site);
  }
  return [...found, ...byPosition(root, text, wanted)].sort((a, b) => a.value.start - b.value.start);
}

interface Candidate {
  readonly site: CallSite;
  /** The node whose surroundings say whether a template is filled. */
  readonly holder: Node;
}

function siteAt(node: Node, text: string, name: Span): Candidate | undefined {
  if (node.type === 'shorthand_property_identifier')
    return { site: { form: 'shorthand', name, value: name }, holder: node };
  if (node.type === 'regex_pattern') return marked(node.parent, text, node.startIndex, node.endIndex, name);
  const literal = stringAround(node);
  if (!literal) return keyed(node, name);
  const content = contentOf(literal, text);
  if (!content) return undefined;
  if (content.start === name.start && content.end === name.end)
    return keyed(literal, name) ?? beside(literal, name, 'key');
  return marked(literal, text, content.start, content.end, name);
}

/** `{{NAME}}`, `{$NAME}`, `{name}`, or a pattern for one, and nothing else. */
function marked(literal: Node | null, text: string, start: number, end: number, name: Span): Candidate | undefined {
  const around = `${text.slice(start, name.start)}_${text.slice(name.end, end)}`.replace(/[\\\s]|\[\^?|\]/g, '');
  if (
    !literal ||
    !/^(?:\{\{_\}\}|\{\$_\}|\{_\}|\$\{_\}|\$_|\[_\]|<_>|%_%|\(\?:\{\{_\}\}\))$/.test(around.replace(/s[*+]/g, ''))
  )
    return undefined;
  return keyed(literal, name, 'mark') ?? beside(literal, name, 'mark');
}

/** The key of a pair, a keyword, or an index that is assigned to. */
function keyed(node: Node, name: Span, form: 'key' | 'mark' = 'key'): Candidate | undefined {
  const key = outermost(node);
  const parent = key.parent;
  if (!parent) return undefined;
  if (subscripts.test(parent.type)) {
    const assigned = parent.parent;
    const value = assigned && assignments.test(assigned.type) ? assigned.childForFieldName('right') : null;
    const left = assigned?.childForFieldName('left');
    return value && left?.id === parent.id
      ? { site: { form, name, value: spanOf(innermost(value)) }, holder: assigned! }
      : undefined;
  }
  const isPair =
    pairs.has(parent.type) ||
    ((parent.type === 'argument' || parent.type === 'value_argument') && parent.namedChildCount === 2);
  if (!isPair || parent.namedChild(0)?.id !== key.id || parent.namedChildCount < 2) return undefined;
  const value = parent.namedChild(parent.namedChildCount - 1)!;
  return { site: { form, name, value: spanOf(innermost(value)) }, holder: parent };
}

/** `("name", value)`: the next argument. */
function beside(literal: Node, name: Span, form: 'key' | 'mark'): Candidate | undefined {
  const own = outermost(literal);
  const value = own.nextNamedSibling;
  if (!value || !own.parent || !(isArguments(own.parent) || own.parent.type === 'initializer_expression'))
    return undefined;
  return { site: { form, name, value: spanOf(innermost(value)) }, holder: own };
}

/** Climbs from a pair to the call that takes it, and asks whether that call is about the template. */
function isFilling(holder: Node, root: Node, text: string, ties: Ties, wanted: Wanted): boolean {
  const handedOn = (target: Node | null) => {
    const variable = target && /^[$\s(]*(\w+)/.exec(text.slice(target.startIndex, target.endIndex))?.[1];
    return Boolean(variable) && isHandedOn(variable!, root, text, ties, wanted);
  };
  const left = assignments.test(holder.type) ? holder.childForFieldName('left') : null;
  if (left && left.type !== 'element_binding_expression') return handedOn(left);
  let from = holder;
  for (let at = holder; at.parent; ) {
    const parent: Node = at.parent;
    if (isArguments(parent)) {
      const call = parent.parent;
      if (!call) return false;
      if (!gathers.test(lastWord(calleeOf(call, text).replace(/<[^<>]*>/g, ''))))
        return isAbout(call, from, text, ties, wanted);
      from = call;
      at = call;
      continue;
    }
    if (pairs.has(parent.type)) {
      const key = parent.namedChild(0)!;
      const word = lastWord(text.slice(key.startIndex, key.endIndex));
      if (!variableKeys.test(word) && !wanted.owners.includes(word)) return false;
      from = parent;
    } else if (declares.test(parent.type)) return handedOn(targetOf(parent));
    else if (bounds.test(parent.type) && !holders.test(parent.type)) return false;
    at = parent;
  }
  return false;
}

const declares = /^assignment|declarator$|^(?:property|short_var|let|local_variable)_declaration$/;
const bounds = /statement|block|body|function|lambda|method|class/;

const targetOf = (node: Node): Node | null =>
  node.childForFieldName('name') ??
  node.childForFieldName('left') ??
  node.childForFieldName('pattern') ??
  node.namedChild(0);

/** A call speaks of the template in what it is made on or in its other arguments. */
function isAbout(call: Node, part: Node, text: string, { mentions, references }: Ties, { functions }: Wanted): boolean {
  const callee = calleeOf(call, text);
  if (functions.some(({ name }) => name === lastWord(callee))) return true;
  const rest = text.slice(call.startIndex, part.startIndex) + text.slice(part.endIndex, call.endIndex);
  if (mentions(rest)) return true;
  return references.some(({ start, end }) => call.startIndex <= start && end <= call.endIndex);
}

/** `vars = { name }`, then `template.render(vars)`. */
function isHandedOn(variable: string, root: Node, text: string, ties: Ties, wanted: Wanted): boolean {
  const named = new RegExp(`(?<![\\w])${variable}(?![\\w])`);
  for (const node of nodesBelow(root)) {
    if (!isArguments(node) || !node.parent) continue;
    const holds = node.namedChildren.some(
      (child) => child && named.test(text.slice(child.startIndex, Math.min(child.endIndex, child.startIndex + 200))),
    );
    if (holds && isAbout(node.parent, node.parent.namedChild(0)!, text, ties, wanted)) return true;
    if (holds && ties.mentions(calleeOf(node.parent, text))) return true;
  }
  return false;
}

/** BAML: `b.ExtractResume(resume)`. */
function byPosition(root: Node, text: string, { functions }: Wanted): CallSite[] {
  if (functions.length === 0) return [];
  const found: CallSite[] = [];
  for (const node of nodesBelow(root)) {
    if (!isArguments(node) || !node.parent) continue;
    const callee = lastWord(calleeOf(node.parent, text));
    const called = functions.find(({ name }) => name === callee);
    const argument = called && node.namedChildren.filter((child) => child && child.type !== 'comment')[called.position];
    if (!argument || pairs.has(argument.type)) continue;
    const value = spanOf(innermost(argument));
    found.push({ form: 'place', name: { start: value.start, end: value.start }, value });
  }
  return found;
}
