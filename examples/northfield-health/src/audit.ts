import type Anthropic from '@anthropic-ai/sdk';

interface ClaudeCall {
  /** Opaque id of the acting user, never an e-mail address. */
  user: string;
  useCase: string;
  /** Name of the template or function, never its text. */
  prompt?: string;
  /** Highest level of the data after scrubbing. */
  classification?: 'internal' | 'confidential' | 'restricted';
  /** The answer, for model, id and token counts. */
  message: Anthropic.Message;
}

/** Writes one audit event for a call: who, when, why, what kind of data. Never the content. */
export function auditClaudeCall({ user, useCase, prompt, classification, message }: ClaudeCall): void {
  const event = {
    '@timestamp': new Date().toISOString(),
    'event.action': 'claude.messages.create',
    'event.outcome': 'success',
    'user.id': user,
    'prompt_privacy.use_case': useCase,
    'prompt_privacy.data.classification': classification,
    'gen_ai.prompt.name': prompt,
    'gen_ai.request.model': message.model,
    'gen_ai.response.id': message.id,
    'gen_ai.usage.input_tokens': message.usage.input_tokens,
    'gen_ai.usage.output_tokens': message.usage.output_tokens,
  };
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
