import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../prompt.ts';
import type { Span } from '../span.ts';

/**
 * What the matcher and the data flow see of a program: expressions and bindings, the same for every language.
 * A language's file lowers tree-sitter nodes to it one level at a time, when asked; so a file of which nothing
 * is asked costs nothing, and no tree is ever walked whole through WASM.
 */
export type Expr =
  | TextExpr
  | NameExpr
  | MemberExpr
  | IndexExpr
  | CallExpr
  | RecordExpr
  | ListExpr
  | JoinExpr
  | ChoiceExpr
  | LambdaExpr
  | TypedExpr
  | BuiltExpr
  | OpaqueExpr;

/** A sub-expression: not lowered yet, or made by an adapter. */
export type Operand = Node | Expr;

interface At {
  readonly span: Span;
}

/** A string literal or template. */
export interface TextExpr extends At {
  readonly kind: 'text';
  readonly pieces: readonly Piece[];
}

export type Piece = TextPiece | HolePiece;

export interface TextPiece extends At {
  readonly kind: 'text';
  /** Decoded. */
  readonly text: string;
  /** As in `TextSegment.runs`; absent: verbatim. */
  readonly runs?: readonly (readonly [number, number, number])[];
}

/** An interpolation, `span` with its delimiters. */
export interface HolePiece extends At {
  readonly kind: 'hole';
  readonly value: Operand;
}

export interface NameExpr extends At {
  readonly kind: 'name';
  readonly name: string;
  /** A parameter as the caller gives it, whatever is assigned to it afterwards. Made by name resolution. */
  readonly given?: true;
  /** A value that the frame has among its parameters by this key. Made for the variables of prompt templates. */
  readonly key?: string;
  /** What it stands for where no call gives it: `it` in `notes.forEach { … }`. */
  readonly implied?: Operand;
}

export interface MemberExpr extends At {
  readonly kind: 'member';
  readonly object: Operand;
  readonly name: string;
  readonly nameSpan: Span;
}

/** `a[i]` whose key is no literal; with a literal key it is a member. Also iteration (`key` absent). */
export interface IndexExpr extends At {
  readonly kind: 'index';
  readonly object: Operand;
  readonly key?: Operand;
}

export interface CallExpr extends At {
  readonly kind: 'call';
  readonly callee: Operand;
  readonly args: readonly Argument[];
  /** `new X()`, or a type's name called. */
  readonly construct?: boolean;
  /** A template with a tag before it: JavaScript's `dedent\`…\``. */
  readonly tagged?: boolean;
  /** It sets a variable by its address (`json.Unmarshal(data, &x)`): a value of its own, whatever it is read from. */
  readonly sets?: true;
}

export interface Argument {
  readonly name?: string;
  readonly value: Operand;
  /** `...args`, `*args`: `list`; `**kwargs`: `record`. */
  readonly spread?: 'list' | 'record';
}

/** An object, dict, hash, struct literal or set of keyword arguments. */
export interface RecordExpr extends At {
  readonly kind: 'record';
  readonly entries: readonly Entry[];
  readonly typeName?: string;
}

/** `key` null: a spread (`value` is the spread expression) or a computed key. */
export interface Entry extends At {
  readonly key: string | null;
  readonly value: Operand;
  readonly spread?: boolean;
}

export interface ListExpr extends At {
  readonly kind: 'list';
  readonly items: readonly { readonly value: Operand; readonly spread?: boolean }[];
}

/** Concatenation: of texts, or of lists. */
export interface JoinExpr extends At {
  readonly kind: 'join';
  readonly operands: readonly Operand[];
}

/** One of several: a conditional, `||`, `??`, `switch`. */
export interface ChoiceExpr extends At {
  readonly kind: 'choice';
  readonly branches: readonly Operand[];
  /** `a ?? b`, `a || b`: later branches stand in where the first is missing. */
  readonly fallback?: boolean;
}

export interface LambdaExpr extends At {
  readonly kind: 'lambda';
  readonly parameters: readonly Parameter[];
  /** What it returns, each `return` apart. */
  readonly results: readonly Operand[];
  /** Each `return` of several values as a list of them; `results` has the first of each. */
  readonly tuples?: readonly Operand[];
  readonly returnType?: string;
  readonly name?: string;
  /** A function that is called on what it is about, as if it were a method of it: its `this` is a parameter. */
  readonly extension?: true;
}

export interface Parameter extends At {
  readonly name: string;
  readonly typeName?: string;
  readonly default?: Operand;
  /** `...args`, `*args`: takes what is left. */
  readonly rest?: boolean;
}

/** `value` with a type that the code states: a cast, `satisfies`. */
export interface TypedExpr extends At {
  readonly kind: 'typed';
  readonly value: Operand;
  readonly typeName: string;
}

/** A value that statements after its start add to: `x += …`, `x.push(…)`, `x.key = …`. Made by name resolution. */
export interface BuiltExpr extends At {
  readonly kind: 'built';
  readonly base: Operand;
  readonly added: readonly Addition[];
}

export interface Addition {
  /** `join`: text or list appended; `item`: one element; `entry`: a key set. */
  readonly how: 'join' | 'item' | 'entry';
  readonly key?: string;
  readonly value: Operand;
  readonly span: Span;
  /** `entry`: the value is a list, added to the one that the key holds. */
  readonly more?: true;
  /** `entry`: in a branch, so that the value before may still be there. Made by name resolution. */
  readonly sometimes?: true;
  /** Position of the variable among the arguments of the call `value`, whose function may add to it. */
  readonly passed?: number;
  /** By a method of that name, which is no member: `builder.system(s)`. */
  readonly called?: true;
}

export interface OpaqueExpr extends At {
  readonly kind: 'opaque';
  /** A number, boolean or null: carries nothing. */
  readonly constant?: boolean;
  /** Source of a literal number or boolean, for facts. */
  readonly literal?: string;
}

/** An occurrence of a name that gives it a meaning. */
export interface Binding {
  readonly kind: 'variable' | 'assignment' | 'parameter' | 'import' | 'function' | 'class' | 'addition';
  readonly name: string;
  readonly span: Span;
  /** Where the name is visible: the enclosing function, block, class or file. */
  readonly scope: Span;
  /** The block that the statement stands in: a use outside it may see an earlier value as well. */
  readonly block?: Span;
  /** What it is bound to. */
  readonly value?: Operand;
  /** Which part of `value`: keys of a destructuring; `[]` is an element (loops, array patterns). */
  readonly select?: readonly string[];
  readonly typeName?: string;
  readonly import?: { readonly module: string; readonly name: string };
  /** Parameters: the span of the function's node and the position in it. */
  readonly owner?: Span;
  readonly index?: number;
  /** Parameters: what stands in where none is given. It says which client or model is meant, not what a text holds. */
  readonly default?: Operand;
  readonly additions?: readonly Addition[];
  /** A member of a class: found through `this.x`, not by bare name. */
  readonly field?: boolean;
  /** Methods that stand apart from their type: its name. */
  readonly of?: string;
}

/** What a language's file provides. Nodes in, neutral expressions out; total. */
export interface Language {
  readonly id: string;
  /** A bare name may be a member of the class around it. */
  readonly implicitSelf?: boolean;
  /** Lowers one node. Children stay nodes. */
  lower(node: Node, text: string): Expr;
  /** What this occurrence of an identifier binds; undefined when it only uses the name. */
  binding(node: Node, text: string): Binding | undefined;
  /** Fields of a class, interface, struct or schema at this node; undefined when it is none. */
  record?(node: Node, text: string): readonly RecordField[] | undefined;
  /**
   * Under which members an instance of the class at this node keeps what its constructor is given, by position;
   * undefined for what it keeps nowhere. `count`: how many arguments are given, where there are several constructors.
   */
  construction?(node: Node, text: string, count: number): readonly (string | undefined)[] | undefined;
  /** The text that documents a class: DSPy sends it as instructions. */
  docstring?(node: Node): Node | undefined;
  readonly nodes: NodeTypes;
}

/** Names of node types, as the grammar has them. */
export interface NodeTypes {
  readonly functions: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  /** Scopes of bindings that are no function or class (blocks); empty where names are visible in the whole function. */
  readonly blocks: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
  readonly comments: ReadonlySet<string>;
  readonly returns: ReadonlySet<string>;
  readonly assignments: ReadonlySet<string>;
}

export const isNode = (operand: Operand): operand is Node => 'typeId' in operand;
export const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });
