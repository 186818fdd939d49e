import type { Node, Tree } from 'web-tree-sitter';
import type { WorkspacePort } from '../ports.ts';
import { contains, type Span } from '../span.ts';
import { type Binding, type Expr, isNode, type Language, type Operand } from './code.ts';
import type { Trail } from './memo.ts';

/** A parsed file, and what has been asked of it during one analysis. Nodes must not outlive the analysis. */
export interface CodeFile {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  readonly root: Node;
  readonly language: Language;
  readonly lowered: Map<number, Expr>;
  readonly bound: Map<string, Binding[]>;
  readonly visible: Map<string, readonly Binding[]>;
  readonly world: World;
}

/** What one analysis shares between files. */
export interface World {
  /** The file an import refers to, parsed; undefined when there is none or the budget is spent. */
  open(target: string, from: CodeFile): CodeFile | undefined;
  readonly workspace: WorkspacePort;
  /** What is read while one call is evaluated. */
  trail: Trail | undefined;
  /** URI of the file that is analysed. */
  readonly main: string;
  readonly mainText: string;
}

export const codeFile = (
  document: { readonly uri: string; readonly languageId: string; readonly text: string },
  tree: Tree,
  language: Language,
  world: World,
): CodeFile => ({
  uri: document.uri,
  languageId: document.languageId,
  text: document.text,
  root: tree.rootNode,
  language,
  lowered: new Map(),
  bound: new Map(),
  visible: new Map(),
  world,
});

/** Notes that the evaluation of a call read here. */
export function touch({ uri, world: { trail, main } }: CodeFile, offset: number): void {
  if (trail && main === uri) trail.offsets.add(offset);
}

/** The neutral expression of an operand; each node is lowered once. */
export function lower(file: CodeFile, operand: Operand): Expr {
  if (!isNode(operand)) return operand;
  touch(file, operand.startIndex);
  const known = file.lowered.get(operand.id);
  if (known) return known;
  const expr = file.language.lower(operand, file.text);
  file.lowered.set(operand.id, expr);
  return expr;
}

export const operandSpan = (operand: Operand): Span =>
  isNode(operand) ? { start: operand.startIndex, end: operand.endIndex } : operand.span;

/** Names that occur more often are not looked up: they are loop counters and the like. */
const maxOccurrences = 400;

/** Offsets at which `name` stands as a whole word. */
export function occurrences(text: string, name: string): number[] {
  const found: number[] = [];
  if (name === '') return found;
  for (
    let at = text.indexOf(name);
    at >= 0 && found.length < maxOccurrences;
    at = text.indexOf(name, at + name.length)
  ) {
    if (!isWord(text.charCodeAt(at - 1)) && !isWord(text.charCodeAt(at + name.length))) found.push(at);
  }
  return found;
}

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code > 127;

/** All bindings of a name in the file, in order of position. */
export function bindingsOf(file: CodeFile, name: string): readonly Binding[] {
  file.world.trail?.names.add(name);
  const known = file.bound.get(name);
  if (known) return known;
  const found: Binding[] = [];
  file.bound.set(name, found);
  for (const at of occurrences(file.text, name)) {
    const node = file.root.descendantForIndex(at, at + name.length);
    const binding = node && file.language.binding(node, file.text);
    if (binding && binding.name === name.replace(/^[#$@]+/, '')) found.push(binding);
  }
  return found;
}

/** The bindings that a use of `name` at `position` sees: those of the innermost scope that declares it. */
export function visibleBindings(file: CodeFile, name: string, position: number): readonly Binding[] {
  const key = `${name}@${position}`;
  const known = file.visible.get(key) ?? findVisible(file, name, position);
  file.visible.set(key, known);
  file.world.trail?.names.add(name);
  return known;
}

function findVisible(file: CodeFile, name: string, position: number): readonly Binding[] {
  const all = bindingsOf(file, name).filter((binding) => !binding.field || binding.kind === 'parameter');
  const at = { start: position, end: position };
  const declared = all.filter(({ kind, scope }) => kind !== 'addition' && contains(scope, at));
  const declarations = declared.filter(({ kind }) => kind !== 'assignment');
  const pool = declarations.length > 0 ? declarations : declared;
  const scope = innermost(pool);
  if (!scope) return [];
  return all.filter((binding) =>
    binding.kind === 'assignment' || binding.kind === 'addition'
      ? contains(scope, binding.span) && !shadowed(binding, declarations, all, scope)
      : same(binding.scope, scope),
  );
}

/** An assignment inside a nested scope that declares the name anew is about that other variable. */
function shadowed(binding: Binding, declarations: readonly Binding[], all: readonly Binding[], scope: Span): boolean {
  void declarations;
  return all.some(
    (other) =>
      other.kind !== 'assignment' &&
      other.kind !== 'addition' &&
      !same(other.scope, scope) &&
      contains(scope, other.scope) &&
      contains(other.scope, binding.span),
  );
}

function innermost(bindings: readonly Binding[]): Span | undefined {
  let best: Span | undefined;
  for (const { scope } of bindings) if (!best || scope.end - scope.start < best.end - best.start) best = scope;
  return best;
}

const same = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** Members of the class around `position` with this name: fields, methods, assignments to `this.name`. */
export function fieldBindings(file: CodeFile, name: string, position: number): readonly Binding[] {
  const all = bindingsOf(file, name).filter(({ field }) => field);
  const at = { start: position, end: position };
  const around = all.filter(({ scope }) => contains(scope, at));
  return around.length > 0 ? around : all;
}
