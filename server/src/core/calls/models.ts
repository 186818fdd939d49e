import { calleeText } from './callee.ts';
import { literalOf } from './literal.ts';
import { resolveName } from './resolve.ts';
import { fieldsOf } from './structure.ts';
import { deeper, exprOf, type Value } from './value.ts';

export type ModelKind = 'claude' | 'other' | 'unknown';

const claude = /claude|anthropic/i;

/** Whose model a `model` value names: an id, a provider's function (`anthropic('claude-…')`), a client's class. */
export function modelKind(value: Value | undefined): ModelKind {
  const frame = value && deeper(value.frame);
  if (!value || !frame) return 'unknown';
  const here: Value = { operand: value.operand, frame };
  const literal = literalOf(here);
  if (literal && literal.by !== 'environment') {
    if (claude.test(literal.text)) return 'claude';
    if (!literal.text.includes('${…}') && /[a-z]/i.test(literal.text))
      return /^arn:|inference-profile|application/.test(literal.text) ? 'unknown' : 'other';
  }
  const expr = exprOf(here);
  switch (expr.kind) {
    case 'call': {
      const callee = calleeText(frame.file, expr.callee);
      if (claude.test(callee)) return 'claude';
      const inner = expr.args.slice(0, 3).map((argument) => modelKind({ operand: argument.value, frame }));
      if (inner.includes('claude')) return 'claude';
      if (
        /openai|gemini|google|mistral|groq|cohere|ollama|azure|deepseek|xai|perplexity|fireworks|together/i.test(callee)
      )
        return 'other';
      return inner.includes('other') && expr.args.length === 1 ? 'other' : 'unknown';
    }
    case 'member':
      return claude.test(calleeText(frame.file, value.operand)) ? 'claude' : 'unknown';
    case 'name': {
      const { value: bound, binding } = resolveName(expr, frame);
      if (binding?.typeName && claude.test(binding.typeName)) return 'claude';
      if (binding?.import && claude.test(`${binding.import.module} ${binding.import.name}`)) return 'claude';
      if (bound) return modelKind(bound);
      return claude.test(expr.name) ? 'claude' : 'unknown';
    }
    case 'choice': {
      const kinds = expr.branches.map((operand) => modelKind({ operand, frame }));
      return kinds.includes('claude') ? 'claude' : kinds.every((kind) => kind === 'other') ? 'other' : 'unknown';
    }
    case 'record': {
      const fields = fieldsOf(here);
      return modelKind(fields?.entries.get('model') ?? fields?.entries.get('model_id'));
    }
    default:
      return 'unknown';
  }
}
