/** The policy: parsed, checked, and applied to prompts. */
export { satisfies } from './forms.ts';
export { type LoadPolicy, type ParsedPolicy, type ParseOptions, parsePolicy } from './parse/parse.ts';
export { resolvePrompt } from './resolve/prompt.ts';
export { isBuiltIn, starterPolicy } from './starters/index.ts';
