import type { CodeFile } from './code-file.ts';
import type { Project } from './project.ts';

const maxUp = 5;
const claude = /Include="(?:Anthropic(?:\.SDK)?|Claudia|[\w.]*Anthropic[\w.]*)"/i;
/** Packages by which other vendors' models are reached; Bedrock's serves Claude as well. */
const others =
  /Include="[\w.]*(?:OpenAI|Ollama|Mistral|Google|Gemini|AzureAIInference|Groq|HuggingFace|DeepSeek|LLamaSharp)[\w.]*"/i;
const bedrock = /Include="AWSSDK\.(?:BedrockRuntime|Extensions\.Bedrock[\w.]*)"/;

/** What the packages of the project around a C# file say about the model behind an injected client. */
export function dotnetProjectOf(file: CodeFile): Project | undefined {
  for (let up = 0; up <= maxUp; up++) {
    const folder = up === 0 ? '.' : Array.from({ length: up }, () => '..').join('/');
    const projects = file.world.list(folder, file.uri).filter((uri) => /\.csproj$/.test(uri));
    if (projects.length === 0) continue;
    const text = projects.map((uri) => file.world.read(uri, file.uri)?.text ?? '').join('\n');
    if (claude.test(text)) return { claude: others.test(text) ? 'one' : 'only', settings: new Map() };
    if (bedrock.test(text)) return { claude: 'one', settings: new Map() };
    return others.test(text) ? { claude: 'none', settings: new Map() } : undefined;
  }
  return undefined;
}
