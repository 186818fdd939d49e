import { type Spelling, spellings } from './anthropic.ts';
import type { CallShape } from './entry.ts';

const methods: readonly Pick<CallShape, 'callee' | 'api' | 'request' | 'streamed'>[] = [
  { callee: 'converse', api: 'aws.converse', request: 'converse' },
  { callee: 'converse_stream', api: 'aws.converse-stream', request: 'converse', streamed: true },
  { callee: 'invoke_model', api: 'aws.invoke-model', request: 'invoke-model' },
  {
    callee: 'invoke_model_with_response_stream',
    api: 'aws.invoke-model-stream',
    request: 'invoke-model',
    streamed: true,
  },
];

/** The Bedrock runtime's calls: https://docs.aws.amazon.com/bedrock/latest/APIReference/, in the spelling of a language's SDK. */
export const bedrockCalls = (
  style: Spelling,
  suffix = '',
  more: Pick<CallShape, 'argument' | 'strict' | 'command'> = {},
): CallShape[] =>
  methods.map((method) => ({ ...method, ...more, callee: spellings[style](method.callee) + suffix, anyModel: true }));
