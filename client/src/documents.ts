import { workspace } from 'vscode';

/** A filter that both VS Code and LSP understand. */
type Filter = { scheme: string; language: string } | { scheme: string; pattern: string };

/** Where documents of people come from; output, diff and preview documents are none of our business. */
export const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];

/** Languages that hold prompts or calls. What a file really is, the server decides. */
const languageIds = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
  'java',
  'kotlin',
  'go',
  'csharp',
  'ruby',
  'php',
  'rust',
  'shellscript',
  'yaml',
  'json',
  'markdown',
  'plaintext',
  'jinja',
  'handlebars',
  'mustache',
  'liquid',
  'prompt-template',
  'prompty',
  'baml',
  'poml',
  'promptl',
];

/** Prompt files whatever language an editor takes them for: VS Code and other extensions have ids of their own. */
const patterns = [
  '**/*.{prompt,prompty,poml,baml,promptl,st}',
  '**/*.{j2,jinja,jinja2,hbs,handlebars,mustache,liquid}',
  '**/*.{prompt,instructions,chatmode,agent}.md',
  '**/prompt-privacy.{yaml,yml}',
];

/** `include`: globs from the settings, for prompts with names of their own. */
export function documentSelector(include: readonly string[]): Filter[] {
  return schemes.flatMap((scheme) => [
    ...languageIds.map((language) => ({ scheme, language })),
    ...[...patterns, ...include].map((pattern) => ({ scheme, pattern })),
  ]);
}

export const configuredSelector = (): Filter[] =>
  documentSelector(workspace.getConfiguration('promptPrivacy').get<string[]>('files.include', []));
