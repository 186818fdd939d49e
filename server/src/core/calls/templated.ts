import { calleeText } from './callee.ts';
import type { NameExpr, TextExpr } from './code.ts';
import { operandSpan } from './code-file.ts';
import { fill } from './format.ts';
import { lastName } from './functions.ts';
import { heldBy } from './held.ts';
import { resolveName } from './resolve.ts';
import { canonical, type Fields, fieldsOf } from './structure.ts';
import { deeper, exprOf, type Value } from './value.ts';

/** A template of Spring AI or LangChain4j with the values that fill it. */
interface Templated {
  readonly text: Value;
  readonly variables?: Fields;
  readonly style: 'brace' | 'mustache';
}

/**
 * The text of a template with its values in their places: `u -> u.text("… {name}").param("name", n)`,
 * `new PromptTemplate(t).create(Map.of("name", n))`, `PromptTemplate.from(t).apply(map).text()`. Undefined for others.
 */
export function templated(value: Value): Value | undefined {
  if (!/^(?:java|kotlin)$/.test(value.frame.file.language.id)) return undefined;
  const found = templateIn(value);
  return found && filled(found);
}

function templateIn(value: Value): Templated | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const here = { operand: value.operand, frame };
  const expr = exprOf(here);
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, frame);
    return bound && exprOf(bound).kind === 'call' ? templateIn(bound) : undefined;
  }
  if (expr.kind === 'lambda') {
    const entries = fieldsOf(here)?.entries;
    const text = entries?.get('text');
    return text && { text, style: 'brace', ...variablesIn(entries!.get('variables')) };
  }
  const callee = expr.kind === 'call' ? exprOf({ operand: expr.callee, frame }) : undefined;
  if (expr.kind !== 'call' || callee?.kind !== 'member') return undefined;
  const object = { operand: callee.object, frame };
  if (readings.test(callee.name) && expr.args.length === 0) {
    const inner = templateIn(object);
    if (inner) return inner;
  }
  if (!fillers.test(callee.name)) return undefined;
  const template = templateMade(object);
  const given = expr.args[0] && { operand: expr.args[0].value, frame };
  return template && { ...template, ...(given ? variablesIn(given) : {}) };
}

const readings = /^(?:text|toUserMessage|toSystemMessage|toAiMessage|getContents|getInstructions)$/;
const fillers = /^(?:create|createMessage|render|apply)$/;

const variablesIn = (value: Value | undefined): Pick<Templated, 'variables'> => {
  const variables = value && fieldsOf(value);
  return variables ? { variables } : {};
};

/** `new PromptTemplate(t)`, `PromptTemplate.from(t)`, `PromptTemplate.builder().template(t).variables(m).build()`, through names. */
function templateMade(value: Value): Templated | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const here = { operand: value.operand, frame };
  const expr = exprOf(here);
  if (expr.kind === 'name' || expr.kind === 'member') {
    const bound = expr.kind === 'name' ? resolveName(expr, frame).value : heldBy(here);
    return bound && templateMade(bound);
  }
  if (expr.kind !== 'call') return undefined;
  const callee = calleeText(frame.file, expr.callee);
  if (!/(?:^|\.)\w*PromptTemplate\b/.test(callee)) return undefined;
  const first = expr.args[0] && { operand: expr.args[0].value, frame };
  const name = lastName(callee);
  if (name === 'from') return first && { text: first, style: 'mustache' };
  if (expr.construct) return first && { text: first, style: 'brace', ...variablesIn(secondOf(expr.args, frame)) };
  const entries = fieldsOf(here)?.entries;
  const text = entries?.get('template') ?? entries?.get('resource');
  return text && { text, style: 'brace', ...variablesIn(entries!.get('variables')) };
}

const secondOf = (args: readonly { readonly value: Value['operand'] }[], frame: Value['frame']): Value | undefined =>
  args[1] && { operand: args[1].value, frame };

/** The text with its values; of one that is read from a file they stand behind it. */
function filled({ text, variables, style }: Templated): Value {
  if (!variables) return text;
  const literal = literalIn(text);
  const values = [...variables.entries.values(), ...variables.spreads];
  if (!literal) {
    const sameFile = values.filter(({ frame }) => frame.file === text.frame.file);
    const operands = [text.operand, ...sameFile.map(({ operand }) => operand)];
    return { operand: { kind: 'join', span: operandSpan(text.operand), operands }, frame: text.frame };
  }
  const { frame } = literal;
  const parameters = new Map(frame.parameters);
  const named = (name: string | undefined): NameExpr | undefined => {
    const found = name === undefined || name === '' ? undefined : variables.entries.get(canonical(name));
    if (!found) return undefined;
    const key = `{${name}}${operandSpan(text.operand).start}`;
    parameters.set(key, found);
    const span = found.frame.file === frame.file ? operandSpan(found.operand) : literal.text.span;
    return { kind: 'name', span, name: name!, key };
  };
  const operand = fill(literal.text, named, literal.text.span, style);
  return { operand, frame: { ...frame, parameters, textual: new Map() } };
}

function literalIn(value: Value): { readonly text: TextExpr; readonly frame: Value['frame'] } | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const here = { operand: value.operand, frame };
  const expr = exprOf(here);
  if (expr.kind === 'text') return { text: expr, frame };
  if (expr.kind === 'join') {
    const [first] = expr.operands;
    const pieces = expr.operands.flatMap((operand) => {
      const one = exprOf({ operand, frame });
      return one.kind === 'text' ? one.pieces : [{ kind: 'hole' as const, span: operandSpan(operand), value: operand }];
    });
    return first && exprOf({ operand: first, frame }).kind === 'text'
      ? { text: { kind: 'text', span: expr.span, pieces }, frame }
      : undefined;
  }
  const bound =
    expr.kind === 'name' ? resolveName(expr, frame).value : expr.kind === 'member' ? heldBy(here) : undefined;
  return bound && literalIn(bound);
}
