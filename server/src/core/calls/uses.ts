import type { Node } from 'web-tree-sitter';
import type { CarriedContent, ContentUse, Prompt } from '../prompt.ts';
import { contains, overlaps, type Span } from '../span.ts';
import { calleeText } from './callee.ts';
import { type CallExpr, type Operand, spanOf } from './code.ts';
import { type CodeFile, lower, operandSpan } from './code-file.ts';
import { lastName, resultMembers, serializers, transforms } from './functions.ts';
import { resolveName } from './resolve.ts';
import { answerMetadata, isLog } from './sinks.ts';
import { deeper, exprOf, frameOf, type Value } from './value.ts';

const maxUses = 200;
const maxNodes = 600;

/** What the function around the call does with the prompt, the answer and the vault. */
export function usesOf(
  file: CodeFile,
  call: CallExpr,
  prompt: Pick<Prompt, 'parts'>,
  within: Span | undefined,
): ContentUse[] {
  const root = within ? file.root.descendantForIndex(within.start, within.end) : file.root;
  if (!root || (!within && file.text.length > 60_000)) return [];
  const content: Content = {
    file,
    call: call.span,
    callee: calleeText(file, call.callee),
    prompts: promptSpans(file, prompt, call),
    end: Math.max(call.span.end, (within?.end ?? file.text.length) - 1),
    holding: new Map(),
  };
  const { calls, returns, assignments } = file.language.nodes;
  const uses: ContentUse[] = [];
  for (const node of root.descendantsOfType([...calls, ...returns, ...assignments]).slice(0, maxNodes)) {
    if (uses.length >= maxUses) break;
    const span = spanOf(node);
    // The Claude call itself, what is inside it, and what it stands in.
    if (contains(call.span, span)) continue;
    if (returns.has(node.type)) {
      const carries = carried(
        node.namedChildren.map((child) => child),
        content,
      );
      if (carries.length > 0)
        uses.push({
          kind: 'return',
          callee: '',
          span,
          calleeSpan: span,
          before: span.end <= call.span.start,
          carries,
        });
    } else if (assignments.has(node.type)) addStore(node, content, uses);
    else addCall(node, content, uses);
  }
  return uses.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

interface Content {
  readonly file: CodeFile;
  readonly call: Span;
  readonly callee: string;
  /** Declarations of the variables that the prompt was built in. */
  readonly prompts: readonly Span[];
  /** End of the function: what a name holds there, it may hold anywhere in it. */
  readonly end: number;
  readonly holding: Map<string, boolean>;
}

/** Whether any name in an expression can hold content: most hold none, and are looked up once. */
function mayHold(operand: Operand, content: Content): boolean {
  const { start, end } = operandSpan(operand);
  if (start <= content.call.start && content.call.end <= end) return true;
  for (const [name] of content.file.text.slice(start, end).matchAll(/[$@]?[A-Za-z_][\w$]*/g)) {
    let known = content.holding.get(name);
    if (known === undefined) {
      const span = { start: content.end, end: content.end };
      const frame = { ...frameOf(content.file), budget: { left: 300, spent: false } };
      known =
        contentOf({ operand: { kind: 'name', span, name: name.replace(/^[$@]/, '') }, frame }, content).length > 0;
      content.holding.set(name, known);
    }
    if (known) return true;
  }
  return false;
}

/** Where the names are bound that hold prompt text or messages. */
function promptSpans(file: CodeFile, { parts }: Pick<Prompt, 'parts'>, call: CallExpr): Span[] {
  const spans: Span[] = [];
  const byName = (span: Span) => {
    const name = file.text.slice(span.start, span.end);
    if (!/^[$@]?[\w$]{1,60}$/.test(name)) return;
    const { binding } = resolveName({ kind: 'name', span, name }, frameOf(file));
    if (binding && binding.kind !== 'import') spans.push(binding.span);
  };
  for (const argument of call.args) byName(operandSpan(argument.value));
  for (const part of parts) {
    if (part.kind === 'metadata' || part.kind === 'schema') continue;
    if (part.segments.some(({ kind }) => kind === 'placeholder')) byName(part.span);
    for (const segment of part.segments) {
      if (segment.kind !== 'placeholder') continue;
      for (const step of segment.flow ?? []) {
        if (step.kind === 'string' && step.label.startsWith("put into '") && step.uri === undefined)
          spans.push(step.span);
      }
    }
  }
  return spans;
}

function addCall(node: Node, content: Content, uses: ContentUse[]): undefined {
  const { file } = content;
  const expr = lower(file, node);
  if (expr.kind !== 'call') return;
  const callee = calleeText(file, expr.callee);
  const span = spanOf(node);
  // `(await client.messages.create(…)).content.map(…)` uses the answer, but is no call that it is handed to.
  if (contains(operandSpan(expr.callee), content.call)) return;
  const carries = carried(
    expr.args
      .flatMap(({ value }) => fieldsOf(value, file))
      .filter((value) => !overlaps(operandSpan(value), content.call)),
    content,
  );
  const keys = keysOf(expr, file);
  uses.push({
    kind: isLog(callee.replace(/\(\)/g, '')) ? 'log' : 'call',
    callee: callee.replace(/\(\)/g, ''),
    span,
    calleeSpan: { start: span.start, end: Math.max(span.start, operandSpan(expr.callee).end) },
    before: span.end <= content.call.start,
    carries,
    ...(keys ? { keys } : {}),
  });
}

/** An object literal stands for its fields, so that each has a place of its own. */
function fieldsOf(value: Operand, file: CodeFile): Operand[] {
  const expr = lower(file, value);
  return expr.kind === 'record' ? expr.entries.map((entry) => entry.value) : [value];
}

/** Keys of the object or keyword arguments that a call is given. */
function keysOf(call: CallExpr, file: CodeFile): string[] | undefined {
  const named = call.args.flatMap(({ name, spread }) => (spread === 'record' ? ['...'] : (name ?? [])));
  const record = call.args.map(({ value }) => lower(file, value)).find(({ kind }) => kind === 'record');
  const keys = record?.kind === 'record' ? record.entries.map(({ key }) => key ?? '...') : [];
  return named.length + keys.length > 0 ? [...named, ...keys] : undefined;
}

function addStore(node: Node, content: Content, uses: ContentUse[]): undefined {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (!left || !right || contains(spanOf(right), content.call)) return;
  const target = lower(content.file, left);
  if (target.kind !== 'member' && target.kind !== 'index') return;
  const carries = carried([right], content);
  if (carries.length === 0) return;
  const span = spanOf(node);
  uses.push({
    kind: 'store',
    callee: '',
    span,
    calleeSpan: spanOf(left),
    before: span.end <= content.call.start,
    carries,
  });
}

function carried(operands: readonly Operand[], content: Content): CarriedContent[] {
  const found: CarriedContent[] = [];
  for (const operand of operands) {
    if (!mayHold(operand, content)) continue;
    const frame = { ...frameOf(content.file), budget: { left: 300, spent: false } };
    for (const one of contentOf({ operand, frame }, content)) {
      if (found.some((other) => other.content === one.content && other.through.join() === one.through.join())) continue;
      found.push({ ...one, span: operandSpan(operand) });
    }
  }
  return found;
}

type Held = Pick<CarriedContent, 'content' | 'through'>;

/** What a value holds of the prompt, the answer or the vault; functions on the way innermost first. */
function contentOf(value: Value, content: Content): Held[] {
  const frame = deeper(value.frame);
  if (!frame || frame.file !== content.file) return [];
  const expr = exprOf({ operand: value.operand, frame });
  const of = (operand: Operand): Held[] => contentOf({ operand, frame }, content);
  switch (expr.kind) {
    case 'name': {
      // The error of Go's `message, err := …` comes from the same call and holds no answer.
      if (/^err(?:or)?$/.test(expr.name)) return [];
      const { binding, value: bound } = resolveName(expr, frame);
      if (binding && content.prompts.some((span) => span.start === binding.span.start))
        return [{ content: 'prompt', through: [] }];
      if (/vault$/i.test(expr.name)) return [{ content: 'vault', through: [] }];
      return bound ? contentOf(bound, content) : [];
    }
    case 'member':
      return answerMetadata.has(expr.name)
        ? of(expr.object).filter((one) => one.content === 'prompt')
        : of(expr.object);
    case 'index':
      return of(expr.object);
    case 'call': {
      if (expr.span.start === content.call.start && expr.span.end === content.call.end)
        return [{ content: 'answer', through: [] }];
      return throughCall(expr, value, content);
    }
    case 'text':
      return expr.pieces.flatMap((piece) => (piece.kind === 'hole' ? of(piece.value) : []));
    case 'join':
      return expr.operands.flatMap(of);
    case 'choice':
      return expr.branches.flatMap(of);
    case 'record':
      return expr.entries.flatMap((entry) => of(entry.value));
    case 'list':
      return expr.items.flatMap((item) => of(item.value));
    case 'typed':
      return of(expr.value);
    case 'built':
      return [...of(expr.base), ...expr.added.flatMap((one) => of(one.value))];
    default:
      return [];
  }
}

function throughCall(expr: CallExpr, value: Value, content: Content): Held[] {
  const { frame } = value;
  const written = calleeText(frame.file, expr.callee);
  // What another call to Claude in the same function answers is that call's affair.
  if (written === content.callee) return [];
  const callee = written.replace(/\(\)/g, '');
  if (/vault$/i.test(lastName(callee)) && /create|new|Vault$/.test(callee)) return [{ content: 'vault', through: [] }];
  const target = lower(frame.file, expr.callee);
  const operands = [
    ...(target.kind === 'member' ? [target.object] : []),
    ...expr.args.map((argument) => argument.value),
  ];
  const keepsVault =
    serializers.has(lastName(callee)) || transforms.has(lastName(callee)) || resultMembers.has(lastName(callee));
  return operands
    .flatMap((operand) => contentOf({ operand, frame }, content))
    .filter((one) => one.content !== 'vault' || keepsVault)
    .map((one) => ({ ...one, through: [...one.through, callee] }));
}
