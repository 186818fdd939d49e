import type { Fact } from '../prompt.ts';
import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import { operandSpan } from './code-file.ts';
import { heldBy } from './held.ts';
import { defaultOf, resolveName } from './resolve.ts';
import { deeper, exprOf, type Value } from './value.ts';

export interface Literal {
  readonly text: string;
  readonly span: Span;
  readonly by: Fact<string>['by'];
  readonly value: Value;
}

const environment = /^(?:process\.env\.(\w+)|import\.meta\.env\.(\w+)|ENV\.(\w+)|os\.environ\.(\w+))$/;
const getters = /(?:^|\.)(?:getenv|Getenv|environ\.get|GetEnvironmentVariable|env::var|fetch|env|get|GetString)$/;

/** What a setting says: a literal, a constant, or the name of the environment variable it is read from. */
export function literalOf(value: Value | undefined): Literal | undefined {
  const frame = value && deeper(value.frame);
  if (!value || !frame) return undefined;
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  const span = operandSpan(value.operand);
  switch (expr.kind) {
    case 'text': {
      const [only, ...others] = expr.pieces;
      if (!only) return { text: '', span, by: 'literal', value: here };
      const quoted = only.kind === 'hole' && others.length === 0 && literalOf({ operand: only.value, frame });
      if (quoted) return quoted;
      const text = expr.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '${…}')).join('');
      return { text, span, by: 'literal', value: here };
    }
    case 'opaque':
      return expr.literal === undefined ? undefined : { text: expr.literal, span, by: 'literal', value: here };
    case 'typed':
      return literalOf({ operand: expr.value, frame });
    case 'choice': {
      // `process.env.X ?? 'default'`: what the environment says wins.
      const all = expr.branches.map((operand) => literalOf({ operand, frame }));
      return all[0] ?? all.find((one) => one !== undefined);
    }
    case 'name': {
      const resolved = resolveName(expr, frame);
      const found = literalOf(resolved.value ?? defaultOf(resolved));
      return found && { ...found, by: found.by === 'literal' ? 'constant' : found.by };
    }
    case 'member': {
      const text = calleeText(frame.file, value.operand);
      const variable = environment.exec(text)?.slice(1).find(Boolean);
      if (variable !== undefined) return { text: variable, span, by: 'environment', value: here };
      const found = literalOf(heldBy(here));
      if (found) return { ...found, by: found.by === 'literal' ? 'constant' : found.by };
      // Enumerations of models and regions: `Model.CLAUDE_SONNET_5`, `anthropic.ModelClaudeSonnet4_5`, `Region.US_EAST_1`.
      return /(?:^|\.)(?:Model|Models|Region|AnthropicModels|Claude\w*|RegionEndpoint|anthropic|Role)\.\w+$/.test(text)
        ? { text: text.slice(text.lastIndexOf('.') + 1), span, by: 'literal', value: here }
        : undefined;
    }
    case 'call': {
      const callee = calleeText(frame.file, expr.callee);
      if (!getters.test(callee)) return undefined;
      const first = literalOf(expr.args[0] && { operand: expr.args[0].value, frame });
      return first && /^[A-Z][A-Z0-9_]+$/.test(first.text)
        ? { text: first.text, span, by: 'environment', value: here }
        : undefined;
    }
    default:
      return undefined;
  }
}
