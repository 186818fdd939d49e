import type { Node, Tree } from 'web-tree-sitter';
import type { SourceDocument, WorkspacePort } from '../ports.ts';
import { contains, type Span } from '../span.ts';
import { type Chunk, chunkAt, chunksOf, reachesOut } from './chunks.ts';
import { type Binding, type Expr, isNode, type JoinExpr, type Language, type Operand } from './code.ts';
import type { Trail } from './memo.ts';

/** A parsed file, and what has been asked of it during one analysis. Nodes must not outlive the analysis. */
export interface CodeFile {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  readonly root: Node;
  readonly language: Language;
  readonly lowered: Map<number, Expr>;
  readonly bound: Map<string, readonly Binding[]>;
  readonly chunks: readonly Chunk[];
  readonly visible: Map<string, readonly Binding[]>;
  readonly world: World;
}

/** What one analysis shares between files. */
export interface World {
  /** The file an import refers to, parsed; undefined when there is none or the budget is spent. */
  open(target: string, from: CodeFile): CodeFile | undefined;
  /** Another file as it is, whatever it holds. */
  read(target: string, from: string): SourceDocument | undefined;
  /** URIs of what stands in a folder; those of folders end in `/`. */
  list(folder: string, from: string): readonly string[];
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
  chunks: chunksOf(tree.rootNode, document.text, language),
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
  const lowered = file.language.lower(operand, file.text);
  const expr = lowered.kind === 'join' ? flattened(file, lowered) : lowered;
  file.lowered.set(operand.id, expr);
  return expr;
}

/** `a + b + c` nests to the left, in generated code thousands deep: taken apart in a loop. */
function flattened({ language, text }: CodeFile, join: JoinExpr): JoinExpr {
  const parts: Operand[] = [];
  for (let operands = join.operands; ; ) {
    for (let index = operands.length - 1; index > 0; index--) parts.push(operands[index]!);
    const first = operands[0];
    if (first === undefined) break;
    const inner = isNode(first) ? language.lower(first, text) : first;
    if (inner.kind !== 'join') {
      parts.push(first);
      break;
    }
    operands = inner.operands;
  }
  return { ...join, operands: parts.reverse() };
}

export const operandSpan = (operand: Operand): Span =>
  isNode(operand) ? { start: operand.startIndex, end: operand.endIndex } : operand.span;

/** Of names that occur more often only what adds to them is looked up: they are loop counters and the like, or built at length. */
const maxOccurrences = 400;
const maxAdditions = 6_000;
const adds = /^\s*(?:[+.]=|<<|(?:\.|->)(?:push|append|add|extend|concat|Append|WriteString|push_str)\w*\()/;

/** Offsets at which `name` stands as a whole word. */
export function occurrences(text: string, name: string, most = maxOccurrences): number[] {
  const found: number[] = [];
  if (name === '') return found;
  for (let at = text.indexOf(name); at >= 0 && found.length < maxAdditions; at = text.indexOf(name, at + name.length)) {
    if (isWord(text.charCodeAt(at - 1)) || isWord(text.charCodeAt(at + name.length))) continue;
    const end = at + name.length;
    if (found.length < most || adds.test(text.slice(end, end + 40))) found.push(at);
  }
  return found;
}

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code > 127;

/**
 * The bindings of a name that the chunk around `position` sees: its own, and those of other chunks that reach beyond
 * them. In order of position.
 */
export function bindingsOf(file: CodeFile, name: string, position = 0): readonly Binding[] {
  file.world.trail?.names.add(name);
  const own = chunkAt(file.chunks, position);
  const known = file.bound.get(`${name}@${own}`);
  if (known) return known;
  const { start, end } = file.chunks[own]!;
  const outer = outerBindings(file, name);
  const inner = occurrences(file.text.slice(start, end), name).flatMap((at) => bindingAt(file, name, start + at));
  const others = outer.filter(({ span }) => span.start < start || span.start >= end);
  const found = [...others, ...inner].sort((a, b) => a.span.start - b.span.start);
  file.bound.set(`${name}@${own}`, found);
  return found;
}

/** Bindings that are seen beyond the chunk in which they stand. */
function outerBindings(file: CodeFile, name: string): readonly Binding[] {
  const known = file.bound.get(name);
  if (known) return known;
  const bare = file.language.implicitSelf === true;
  const found: Binding[] = [];
  let count = 0;
  for (const chunk of file.chunks) {
    const hidden = chunk.hidden.get(name);
    const left = maxOccurrences - count;
    if (left <= 0) break;
    if (hidden !== undefined) {
      count += hidden;
      continue;
    }
    const places = occurrences(chunk.text, name, left);
    const bindings = places.flatMap((at) =>
      reachesOut(file.text, chunk, chunk.start + at, name.length, bare) ? bindingAt(file, name, chunk.start + at) : [],
    );
    count += places.length;
    if (places.length < left && bindings.every((one) => isLocal(one, chunk))) chunk.hidden.set(name, places.length);
    else found.push(...bindings);
  }
  file.bound.set(name, found);
  return found;
}

/** Parameters and variables whose scope ends with the chunk. */
const isLocal = ({ kind, field, scope }: Binding, chunk: Chunk): boolean =>
  (kind === 'parameter' || kind === 'variable') && !field && contains(chunk, scope);

/** `x.y` only reads `x`; these set or add to it. Builders of the other languages add by any method. */
const setsMember =
  /^\s*\.\s*(?:\w+\s*(?:=[^=>]|(?:\+|\?\?|\|\|)=)|(?:\w+\s*\.\s*)?(?:push|unshift|splice|append|extend|insert|update|add|add_\w+_message|concat)\b)/;
const readsMember = /^\s*\??\.\s*[\w#]/;

function bindingAt(file: CodeFile, name: string, at: number): Binding[] {
  const after = file.text.slice(at + name.length, at + name.length + 80);
  const isPlain = file.language.id === 'script' || file.language.id === 'python';
  if (
    isPlain &&
    readsMember.test(after) &&
    !setsMember.test(after) &&
    !/\bimport\s*$/.test(file.text.slice(Math.max(0, at - 10), at))
  )
    return [];
  const node = file.root.descendantForIndex(at, at + name.length);
  const binding = node && file.language.binding(node, file.text);
  return binding && binding.name === name.replace(/^[#$@]+/, '') ? [binding] : [];
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
  const all = bindingsOf(file, name, position).filter((binding) => !binding.field || binding.kind === 'parameter');
  const at = { start: position, end: position };
  const declared = all.filter(({ kind, scope }) => kind !== 'addition' && contains(scope, at));
  const declarations = declared.filter(({ kind }) => kind !== 'assignment');
  // In Go and Rust a name means what it did before until its new declaration ends: `let note = note.trim();`.
  const begun = inOrder.test(file.language.id) ? declarations.filter((one) => hasBegun(one, position)) : declarations;
  const pool = begun.length > 0 ? begun : declarations.length > 0 ? declarations : declared;
  const scope = innermost(pool);
  if (!scope) return [];
  return all.filter((binding) =>
    binding.kind === 'assignment' || binding.kind === 'addition'
      ? contains(scope, binding.span) && !shadowed(binding, all, scope)
      : same(binding.scope, scope),
  );
}

const inOrder = /^(?:go|rust)$/;

function hasBegun({ kind, span, scope, value }: Binding, position: number): boolean {
  if (kind !== 'variable' || scope.start === 0) return true;
  const { start, end } = value === undefined ? span : operandSpan(value);
  return span.start <= position && !(start <= position && position < end);
}

/** An assignment inside a nested scope that declares the name anew is about that other variable. */
function shadowed(binding: Binding, all: readonly Binding[], scope: Span): boolean {
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
  const every = bindingsOf(file, name, position);
  const all = every.filter(({ field }) => field);
  const at = { start: position, end: position };
  const around = all.filter(({ scope }) => contains(scope, at));
  const found = around.length > 0 ? around : all;
  const owner = file.language.implicitSelf ? found.find(isDeclared)?.scope : undefined;
  const unqualified = owner ? every.filter((one) => contains(owner, one.span) && isUnqualified(file, one)) : [];
  return unqualified.length > 0 ? [...found, ...unqualified].sort((a, b) => a.span.start - b.span.start) : found;
}

const isDeclared = ({ kind, field }: Binding): boolean =>
  field === true && (kind === 'variable' || kind === 'parameter');

/** `total = x;`, `parts.Add(x);` without `this.`, where no variable of that name is in reach: it is about the field. */
const isUnqualified = (file: CodeFile, { field, kind, name, span, value }: Binding): boolean =>
  !field &&
  (kind === 'addition' || (kind === 'assignment' && !isEmptied(value))) &&
  !bindingsOf(file, name, span.start).some(
    (other) => !other.field && (other.kind === 'variable' || other.kind === 'parameter') && contains(other.scope, span),
  );

/** What is emptied again held something in between. */
const isEmptied = (value: Operand | undefined): boolean =>
  value !== undefined && isNode(value) && /^(?:""|null!?|default!?|[sS]tring\.Empty)$/.test(value.text);
