import type { RegexEngine } from '../../detection/regex-engine.ts';
import type { Policy, PolicyProblem } from '../model.ts';
import { problem } from '../parse/problem.ts';

/** Patterns that the linear engine does not take, and examples that their own pattern misses. */
export function checkPatterns(policy: Policy, engine: RegexEngine): PolicyProblem[] {
  const entries = [
    ...policy.recognizers.map(({ pattern, examples = [] }, index) => ({
      pattern,
      examples,
      path: `recognizers[${index}]`,
      key: '.pattern',
    })),
    ...policy.allow.patterns.map((pattern, index) => ({
      pattern,
      examples: [],
      path: `allow.patterns[${index}]`,
      key: '',
    })),
  ];
  if (entries.length === 0) return [];
  const { set, errors } = engine.compile(entries.map(({ pattern }) => pattern));
  return entries.flatMap(({ path, key, examples }, index) => {
    const at = (where: string, code: 'pattern', message: string): PolicyProblem[] => {
      const place = policy.locate(where);
      const span = place?.value ?? place?.key;
      return span && !place?.uri ? [problem(code, span, message)] : [];
    };
    const error = errors.get(index);
    if (error !== undefined)
      return at(
        path + key,
        'pattern',
        `This pattern cannot be used: ${error.replace(/\.$/, '')}. Write it in RE2 syntax.`,
      );
    return examples.flatMap((example, number) => {
      const whole = set.matches(index, example).some(({ start, end }) => end > start);
      return whole
        ? []
        : at(
            `${path}.examples[${number}]`,
            'pattern',
            'The pattern does not match this example. Correct one of the two.',
          );
    });
  });
}
