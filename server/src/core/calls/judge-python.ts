import type { CallShape, Sdk } from './catalogue/entry.ts';
import type { Receiver } from './client-types.ts';
import type { CallExpr } from './code.ts';
import { literalOf } from './literal.ts';
import { definitionKeys } from './request.ts';
import { isSelf, resolveName } from './resolve.ts';
import { resolveFunction } from './resolve-function.ts';
import { type Fields, fieldsOf } from './structure.ts';
import { exprOf, type Frame, type Value } from './value.ts';

/** What a class gives, and neither the class nor a function: it has a construction, or is declared with a type. */
export function isCalledObject(object: Receiver, on: Value | undefined, call: CallExpr, frame: Frame): boolean {
  if (object.kind !== 'client' || resolveFunction({ operand: call.callee, frame })) return false;
  if (object.construction) return true;
  const expr = on && exprOf(on);
  const binding = expr?.kind === 'name' ? resolveName(expr, on!.frame).binding : undefined;
  return binding?.typeName !== undefined || expr?.kind === 'member';
}

/** An agent that is made without instructions sends nothing yet. */
export function saysSomething(request: Value): boolean {
  const fields = fieldsOf(request);
  if (!fields) return false;
  return fields.spreads.length > 0 || definitionKeys.some((key) => fields.entries.has(key));
}

/**
 * LangChain's models are handed about without types: `llm.ainvoke(messages)` with a parameter or a member, in a file that
 * imports LangChain and speaks of Claude.
 */
export function isGivenModel(on: Value | undefined, { callee }: CallShape, { id }: Sdk): boolean {
  if (!on || id !== 'langchain' || !/^a?(?:invoke|stream|batch)$/.test(callee)) return false;
  const { file } = on.frame;
  if (file.language.id !== 'python' || !importsLangchain.test(file.text) || !speaksOfClaude.test(file.text))
    return false;
  const expr = exprOf(on);
  if (expr.kind === 'member') return modelName.test(expr.name) && isSelf(exprOf({ ...on, operand: expr.object }));
  if (expr.kind !== 'name' || !modelName.test(expr.name)) return false;
  const { binding, value } = resolveName(expr, on.frame);
  return binding?.kind === 'parameter' && !value && /^(?:Any|Runnable|undefined)$/.test(String(binding.typeName));
}

const importsLangchain = /^[ \t]*(?:from|import)[ \t]+langchain/m;
const speaksOfClaude = /claude|anthropic|ChatBedrock/i;
const modelName = /(?:^|_)(?:llm|model|chain)(?:_|\d*$)/i;

/** OpenAI's client for an address that serves many vendors, in a file that names models of Claude as they do. */
export function isGateway(options: Fields | undefined): boolean {
  const address = options?.entries.get('base_url');
  const file = address?.frame.file;
  if (file?.language.id !== 'python' || !/["'](?:anthropic\/)?claude-/.test(file.text)) return false;
  const url = literalOf(address);
  return url === undefined || url.by === 'environment' || gateways.test(url.text);
}

const gateways = /openrouter|litellm|portkey|helicone|aihubmix|requesty|vercel|gateway|proxy|localhost|127\.0\.0\.1/i;
