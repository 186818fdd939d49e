import type { CodeFile } from './code-file.ts';

/** What the build and the settings of a JVM project say about the model that its clients are given. */
export interface Project {
  /** `only`: Claude and no other; `one`: one of several; `none`: other vendors' models only. */
  readonly claude: 'only' | 'one' | 'none';
  readonly settings: ReadonlyMap<string, string>;
}

const builds = ['pom.xml', 'build.gradle', 'build.gradle.kts'];
const settingsFiles = ['application', 'application-anthropic', 'application-claude'].flatMap((name) =>
  ['yml', 'yaml', 'properties'].map((ending) => `src/main/resources/${name}.${ending}`),
);
const comments = /<!--[\s\S]*?-->|^\s*(?:\/\/|#).*$/gm;
const framework = /spring-ai|langchain4j/;
const claude = /anthropic|claude/i;
/** Starters and sections of other vendors. Bedrock and Vertex serve Claude as well. */
const others =
  /(?:starter(?:-model)?|langchain4j|ai|quarkus)[-.](?:openai|open-ai|ollama|azure|mistral|mistralai|gemini|google|deepseek|groq|zhipu|minimax|huggingface|watsonx|qianfan|oci|dashscope)/i;

/** The project around a file of Spring AI or LangChain4j; undefined where its build is not there or speaks of neither. */
export function projectOf(file: CodeFile): Project | undefined {
  const at = /^(.*\/)src\/(?:main|test)\/(?:java|kotlin)\//.exec(file.uri);
  if (!at) return undefined;
  const up = '../'.repeat(file.uri.slice(at[1]!.length).split('/').length - 1);
  const read = (name: string): string => file.world.read(`${up}${name}`, file.uri)?.text ?? '';
  const build = builds.map(read).join('\n').replace(comments, '');
  if (!framework.test(build)) return undefined;
  const sections = settingsFiles.map(read);
  const text = [build, ...sections].join('\n');
  const settings = new Map(sections.flatMap(settingsIn));
  const isClaude = claude.test(text) || /bedrock|vertex/i.test(build);
  return { claude: !isClaude ? 'none' : claude.test(text) && !others.test(text) ? 'only' : 'one', settings };
}

/** Dotted keys and values of a settings file, YAML or properties. */
function settingsIn(text: string): (readonly [string, string])[] {
  const path: { indent: number; key: string }[] = [];
  return text.split('\n').flatMap((line): (readonly [string, string])[] => {
    const match = /^(\s*)([\w.-]+)\s*[:=]\s*(.*?)\s*$/.exec(line.replace(/\s#.*$/, ''));
    if (!match) return [];
    const indent = match[1]!.length;
    while (path.length > 0 && path.at(-1)!.indent >= indent) path.pop();
    path.push({ indent, key: match[2]! });
    const value = match[3]!.replace(/^(["'])(.*)\1$/, '$2');
    return value === '' ? [] : [[path.map(({ key }) => key).join('.'), value]];
  });
}
