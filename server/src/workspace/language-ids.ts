import { basename, extname } from 'node:path';

/** Language ids as VS Code names them, by extension: what an open document brings and a file on disk does not. */
const byExtension: Readonly<Record<string, string>> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascriptreact',
  py: 'python',
  pyi: 'python',
  java: 'java',
  kt: 'kotlin',
  kts: 'kotlin',
  go: 'go',
  cs: 'csharp',
  rb: 'ruby',
  php: 'php',
  rs: 'rust',
  sh: 'shellscript',
  bash: 'shellscript',
  zsh: 'shellscript',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  jsonc: 'jsonc',
  jsonl: 'jsonl',
  ipynb: 'jupyter',
  md: 'markdown',
  mdx: 'mdx',
  txt: 'plaintext',
  st: 'plaintext',
  tmpl: 'plaintext',
  toml: 'toml',
  csv: 'csv',
  xml: 'xml',
  html: 'html',
  j2: 'jinja',
  jinja: 'jinja',
  jinja2: 'jinja',
  hbs: 'handlebars',
  handlebars: 'handlebars',
  mustache: 'mustache',
  liquid: 'liquid',
  prompt: 'prompt-template',
  prompty: 'prompty',
  baml: 'baml',
  poml: 'poml',
  promptl: 'promptl',
};

/** The language id of a file by its name; `plaintext` for a name without a known extension. */
export function languageIdOf(path: string): string {
  return byExtension[extname(path).slice(1).toLowerCase()] ?? 'plaintext';
}

/** Ending of a name for a document that has none yet, so that its language decides the format; empty for others. */
export function endingOf(languageId: string): string {
  const extension = Object.keys(byExtension).find((one) => byExtension[one] === languageId);
  return extension === undefined ? '' : `.${extension}`;
}

/** True for names that may hold a prompt or a call: what a walk over a folder opens. Others need `files.include`. */
export function isCandidate(path: string): boolean {
  const extension = extname(path).slice(1).toLowerCase();
  // Of tables only those that are called prompts: the others are data, and many.
  if (extension === 'csv') return /prompt/i.test(basename(path));
  return extension in byExtension || /^(claude|agents)$/i.test(basename(path, extname(path)));
}

/** Files that say what tables and packages hold: no prompts, but what is said of calls depends on them. */
const schemaExtensions = ['sql', 'prisma', 'mod'];

/** What a watch for changes looks at. */
export const watchedExtensions: readonly string[] = [...Object.keys(byExtension), ...schemaExtensions];
