import type { Prompt } from '../prompt.ts';
import type { CallExpr } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import { dotnetProjectOf } from './dotnet-project.ts';
import { projectOf } from './project.ts';
import { receiverOf } from './receiver.ts';
import { exprOf, type Value } from './value.ts';

const otherModel =
  /open-?ai|gpt|ollama|azure|gemini|vertex|mistral|deepseek|groq|llama|qwen|zhipu|minimax|dashscope|hugging/i;

const otherFile =
  /^(?:Jan|LMStudio|LmStudio|GPT4All|Jlama|Ollama|OpenAi|OpenAI|Azure|Gemini|VertexAi|Mistral|DeepSeek|Groq)[A-Z]/;

/** A client of Spring AI or LangChain4j whose model is given to it: by name, by its construction, by the project's settings. */
export function judgeInjected(
  file: CodeFile,
  call: CallExpr,
  construction: Value | undefined,
): Prompt['confidence'] | undefined {
  const model = construction && givenModel(construction);
  const given = model && receiverOf(model);
  if (given?.kind === 'client' && !given.client.anyModel) return 'certain';
  if (given?.kind === 'package' && otherModel.test(given.name)) return undefined;
  const names = [model && lower(model.frame.file, model.operand), lower(file, call.callee)].flatMap((expr) =>
    expr ? [file.text.slice(expr.span.start, expr.span.end).split('(')[0]!] : [],
  );
  if (names.some((name) => /claude|anthropic/i.test(name))) return 'likely';
  if (names.some((name) => otherModel.test(name))) return undefined;
  // `JanChatModelFactoryTest.java` is about another vendor's models, whatever the project has beside them.
  const own = file.uri.slice(file.uri.lastIndexOf('/') + 1);
  if (otherFile.test(own) && !/claude|anthropic/i.test(own)) return undefined;
  const registered = file.language.id === 'csharp' ? registeredModel(file) : undefined;
  if (registered) return registered;
  const project = file.language.id === 'csharp' ? dotnetProjectOf(file) : projectOf(file);
  const isCsharp = file.language.id === 'csharp';
  if (isCsharp && project?.claude === 'none' && /claude|anthropic/i.test(file.text)) return 'possible';
  if (project) return project.claude === 'none' ? undefined : project.claude === 'only' ? 'likely' : 'possible';
  return /claude|anthropic/i.test(file.text) ? 'possible' : undefined;
}

/** `builder.AddAnthropicChatCompletion(…)` in the same file; beside other vendors' it is one of several. */
function registeredModel({ text }: CodeFile): Prompt['confidence'] | undefined {
  if (!/\.(?:Add|As)(?:Anthropic|Claude)\w*\(|new Anthropic(?:Client)?\b/.test(text)) return undefined;
  return /\.Add(?:OpenAI|AzureOpenAI|Ollama|Google|Mistral)\w*\(/.test(text) ? 'possible' : 'likely';
}

/** `ChatClient.create(model)`, `ChatClient.builder(model).defaultSystem(s).build()`: the model. */
function givenModel(construction: Value): Value | undefined {
  const { frame } = construction;
  let expr = exprOf(construction);
  for (let step = 0; step < 20 && expr.kind === 'call'; step++) {
    const callee = lower(frame.file, expr.callee);
    if (callee.kind !== 'member') return undefined;
    if (/^(?:create|builder|of)$/.test(callee.name)) return expr.args[0] && { operand: expr.args[0].value, frame };
    expr = lower(frame.file, callee.object);
  }
  return undefined;
}
