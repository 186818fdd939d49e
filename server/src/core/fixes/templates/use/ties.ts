import type { Node } from 'web-tree-sitter';
import type { Span } from '../../../span.ts';
import { calleeOf, innermost, isArguments, lastWord, nodesBelow } from './nodes.ts';

/** Names in a source file that stand for one template: `template`, `compiled`, `loadSummary`. */
export interface Ties {
  /** True when a piece of code speaks of the template. */
  mentions(code: string): boolean;
  /** Places that name its file. */
  readonly references: readonly Span[];
}

const declarations = new Set([
  'variable_declarator',
  'property_declaration',
  'assignment',
  'assignment_expression',
  'short_var_declaration',
  'public_field_definition',
  'field_declaration',
  'let_declaration',
  'const_spec',
  'var_spec',
  'named_expression',
  'pair',
]);
const functions = /^(?:function_(?:declaration|definition|item)|method(?:_declaration|_definition)?|singleton_method)$/;

/** A call that gives a template again: compiled, parsed, read, cut. Not one that sends it. */
const makes =
  /compile|template|prompt|load|parse|read|text|string|trim|strip|decode|content|resource|from|pipe|file|open|get/i;
const sends = /create|send|message|complet|invoke|chat|generat|converse|query|render|format|replace/i;

/** What leads from the places that name a template to the variables and functions that hold it. */
export function tiesOf(root: Node, text: string, references: readonly Span[]): Ties {
  const names = new Set<string>();
  for (const reference of references) {
    const node = root.descendantForIndex(reference.start, reference.end);
    const name = node && boundTo(node, text);
    if (name) names.add(name);
  }
  const declared = [...nodesBelow(root)].filter(({ type }) => declarations.has(type));
  // A template is compiled, then held, then handed on: three steps are more than people take.
  for (let round = 0; round < 3; round += 1) {
    const before = names.size;
    for (const node of declared) {
      const value = heldBy(node);
      if (value && passesOn(value, text, mentions(names))) for (const name of nameOf(node, text)) names.add(name);
    }
    if (names.size === before) break;
  }
  return { mentions: mentions(names), references };
}

/** The variable, field, key or function that a place is written into. */
function boundTo(node: Node, text: string): string | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (declarations.has(at.type)) return nameOf(at, text)[0];
    if (functions.test(at.type)) {
      const name = at.childForFieldName('name');
      return name ? text.slice(name.startIndex, name.endIndex) : undefined;
    }
  }
  return undefined;
}

function nameOf(node: Node, text: string): string[] {
  const named =
    node.childForFieldName('name') ??
    node.childForFieldName('left') ??
    node.childForFieldName('pattern') ??
    node.childForFieldName('key') ??
    node.childForFieldName('declarator')?.childForFieldName('name') ??
    node.namedChild(0);
  if (!named) return [];
  const written = text.slice(named.startIndex, Math.min(named.endIndex, named.startIndex + 200));
  // `template, err := …` is about the first.
  const word = node.type === 'short_var_declaration' ? /\w+/.exec(written)?.[0] : lastWord(written);
  return word ? [word] : [];
}

function heldBy(node: Node): Node | undefined {
  const value =
    node.childForFieldName('value') ??
    node.childForFieldName('right') ??
    node.childForFieldName('declarator')?.childForFieldName('value');
  const last = node.namedChild(node.namedChildCount - 1) ?? undefined;
  return value ?? (node.namedChildCount > 1 ? last : undefined);
}

/** `Handlebars.compile(source)`, `source.trim()`, `await load()`: a template again, under another name. */
function passesOn(value: Node, text: string, known: (code: string) => boolean): boolean {
  const node = innermost(value);
  const code = text.slice(node.startIndex, node.endIndex);
  if (code.length > 500 || !known(code)) return false;
  // LangChain: `prompt | model` is invoked with the prompt's variables.
  if (node.type === 'binary_operator') return /\s\|\s/.test(code);
  if (![...node.namedChildren].some((child) => child && isArguments(child))) return /^[\w$.>:-]+$/.test(code);
  const callee = lastWord(calleeOf(node, text));
  return makes.test(callee) && !sends.test(callee);
}

function mentions(names: ReadonlySet<string>): (code: string) => boolean {
  const list = [...names].filter((name) => name.length > 0).map((name) => name.replace(/[^\w]/g, ''));
  if (list.length === 0) return () => false;
  const pattern = new RegExp(`(?<![\\w])(?:${list.join('|')})(?![\\w])`);
  return (code) => pattern.test(code);
}
