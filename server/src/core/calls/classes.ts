import type { Node } from 'web-tree-sitter';
import { contains, type Span } from '../span.ts';
import { isNode, type NameExpr } from './code.ts';
import { bindingsOf, type CodeFile, fieldBindings, operandSpan, visibleBindings } from './code-file.ts';
import { headsIn, implementersIn } from './implementers.ts';
import { inPackage } from './packages.ts';
import { combine, isSelf, resolveName } from './resolve.ts';
import { itemOf } from './rust-modules.ts';
import { supertypesOf } from './supertypes.ts';
import { deeper, exprOf, type Frame, type Resolution, type Value } from './value.ts';

/** How many classes above or below one are asked for a member. */
const maxGenerations = 4;

/** A member of the class that a name stands for, in this file or another of the package. */
export function memberOfClass(object: NameExpr, name: string, frame: Frame): Resolution | undefined {
  const own = visibleBindings(frame.file, object.name, object.span.start);
  const binding = own.find(({ kind, value }) => kind === 'class' && value !== undefined);
  if (binding) return memberIn({ operand: binding.value!, frame }, name);
  const item = itemOf({ operand: object, frame });
  if (item && isType(item)) return memberIn(item, name);
  const shared = own.length === 0 ? inPackage(object.name, frame) : undefined;
  return shared?.binding.kind === 'class'
    ? memberIn({ operand: shared.binding.value!, frame: shared.frame }, name)
    : undefined;
}

const memberIn = (owner: Value, name: string): Resolution =>
  methodApart(owner, name) ?? resolveMember(operandSpan(owner.operand), name, owner.frame);

/** A method that stands apart from its type, as Go and Rust write them, in the file of the type. */
export function methodApart({ operand, frame }: Value, name: string): Resolution | undefined {
  const type =
    /^(?:go|rust)$/.test(frame.file.language.id) && isNode(operand) ? operand.childForFieldName('name') : null;
  const method = type && bindingsOf(frame.file, name).find(({ kind, of }) => kind === 'function' && of === type.text);
  return method ? combine([method], Number.MAX_SAFE_INTEGER, frame) : undefined;
}

/** What a member of the surrounding class means; its own, else one that it inherits. */
export function resolveField(name: string, position: number, frame: Frame): Resolution {
  const all = fieldBindings(frame.file, name, position);
  const type = all.length > 1 && all.some(({ of }) => of) ? classAround(frame.file, position) : undefined;
  const named = type?.childForFieldName('type')?.text.replace(/<[\s\S]*$/, '');
  // Rust writes the methods of several types into one file.
  const mine = all.filter(({ of }) => of !== undefined && of === named);
  const own = mine.length > 0 ? mine : all;
  if (own.length > 0) return combine(own, Number.MAX_SAFE_INTEGER, frame);
  const around = classAround(frame.file, position);
  return (around && inherited({ operand: around, frame }, name, 0)) ?? { frame };
}

function classAround(file: CodeFile, position: number) {
  let node = file.root.descendantForIndex(position);
  while (node && !file.language.nodes.classes.has(node.type)) node = node.parent;
  return node;
}

/** A class's member, seen from outside it. */
function resolveMember(classSpan: Span, name: string, frame: Frame): Resolution {
  const members = bindingsOf(frame.file, name).filter(({ field, scope }) => field && contains(classSpan, scope));
  return combine(members, Number.MAX_SAFE_INTEGER, frame);
}

/** A method of the class that an object is made from or declared with: `const llm = new Llm()`, `llm: Llm`. */
export function methodOf(object: Value, name: string): Resolution | undefined {
  const owner = classOf(object);
  // Go writes methods beside the type, Rust and Kotlin may do so: then there is none in it.
  return owner && (ownMember(owner, name) ?? inherited(owner, name, 0) ?? implemented(owner, name));
}

/** A member with a body: an interface and an abstract class only say that there is one. */
function ownMember({ operand, frame }: Value, name: string): Resolution | undefined {
  const member = methodApart({ operand, frame }, name) ?? resolveMember(operandSpan(operand), name, frame);
  const declared = member.value?.operand;
  return member.value && !(declared && isNode(declared) && isAbstract(declared)) ? member : undefined;
}

/** Without a body, or with one that only says that another class has it. */
const isAbstract = ({ type, namedChildren, text }: Node): boolean =>
  /method|function/.test(type) &&
  (/_signature$/.test(type) ||
    !namedChildren.some((child) => /body|block|arrow|compound_statement|statements/.test(child.type)) ||
    /(?:\braise NotImplementedError\b[^\n]*|:\s+(?:pass|\.\.\.))\s*$|\bthrow new \w*Error\([^()]*implement[^()]*\);?\s*\}$/i.test(
      text.slice(-200),
    ));

function inherited({ operand, frame }: Value, name: string, generation: number): Resolution | undefined {
  const { start, end } = operandSpan(operand);
  if (generation >= maxGenerations) return undefined;
  for (const { name: above } of supertypesOf(frame.file.text.slice(start, end), frame.file.language.id)) {
    const next = deeper(frame);
    const owner = next && classNamed({ kind: 'name', name: above, span: { start, end: start } }, next);
    if (!owner || (owner.frame.file.uri === frame.file.uri && operandSpan(owner.operand).start === start)) continue;
    const found = ownMember(owner, name) ?? inherited(owner, name, generation + 1);
    if (found) return found;
  }
  return undefined;
}

/** The member of the one class that implements an interface, or of the one among several that is about Claude. */
function implemented({ operand, frame }: Value, name: string): Resolution | undefined {
  const next = deeper(frame);
  const type = next && typeName(operandSpan(operand), frame.file);
  if (!type) return undefined;
  const { file } = frame;
  const others = implementersIn(file.uri, new Set([type]), file.world).filter(({ uri }) => uri !== file.uri);
  const found = [file, ...others].flatMap(({ uri }) => {
    const other = uri === file.uri ? file : file.world.open(uri, file);
    return other ? classesBelow(type, other, { ...next, file: other, parameters: new Map(), textual: new Map() }) : [];
  });
  const members = found.flatMap((owner) => ownMember(owner, name) ?? []);
  const about = members.filter(({ frame: at }) => /anthropic|claude|bedrock/i.test(at.file.text));
  if (members.length === 1) return members[0];
  return about.length === 1 ? { ...about[0]!, chosen: true } : undefined;
}

function classesBelow(type: string, file: CodeFile, frame: Frame): Value[] {
  return headsIn(file).flatMap(({ name, above }) => {
    const binding = above.has(type) ? bindingsOf(file, name).find(({ kind }) => kind === 'class') : undefined;
    return binding?.value === undefined ? [] : [{ operand: binding.value, frame }];
  });
}

const typeName = ({ start, end }: Span, { text }: CodeFile): string | undefined =>
  /\b(?:interface|trait|class)\s+(\w+)/.exec(text.slice(start, Math.min(end, start + 400)))?.[1];

/** The class of an object, as its declaration in this file or another. */
function classOf(object: Value): Value | undefined {
  const frame = deeper(object.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: object.operand, frame });
  if (expr.kind === 'call') {
    const callee = exprOf({ operand: expr.callee, frame });
    return callee.kind === 'name' ? classNamed(callee, frame) : undefined;
  }
  if (expr.kind === 'typed') return classOf({ operand: expr.value, frame });
  const field = expr.kind === 'member' && isSelf(exprOf({ operand: expr.object, frame }));
  const found =
    expr.kind === 'name'
      ? resolveName(expr, frame)
      : field
        ? resolveField(expr.name, expr.span.start, frame)
        : undefined;
  if (!found) return undefined;
  const { binding, value } = found;
  const declared =
    binding?.typeName && classNamed({ kind: 'name', name: binding.typeName, span: binding.span }, found.frame);
  return declared || (value && classOf({ ...value, frame: { ...value.frame, depth: frame.depth } }));
}

/** What declares a type: a class or an interface. */
function classNamed(name: NameExpr, frame: Frame): Value | undefined {
  const { binding, value } = resolveName(name, frame);
  if (binding?.kind === 'class' && binding.value) return { operand: binding.value, frame };
  if (binding?.import && value) return isType(value) ? value : undefined;
  const shared = inPackage(name.name, frame);
  return shared?.binding.kind === 'class' ? { operand: shared.binding.value!, frame: shared.frame } : undefined;
}

const isType = ({ operand, frame }: Value): boolean =>
  isNode(operand) &&
  (frame.file.language.nodes.classes.has(operand.type) ||
    /^(?:interface_declaration|struct_item|enum_item|type_spec)$/.test(operand.type));
