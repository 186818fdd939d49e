import type { Analysis } from '../core/analyze.ts';
import { callLanguages } from '../core/calls/index.ts';
import type { SourceDocument, WorkspacePort } from '../core/ports.ts';
import type { PromptLink } from '../core/prompt.ts';
import type { Span } from '../core/span.ts';

/** A place in one file that leads to another: an include, or a template that code with Claude calls reads. */
export interface FileLink {
  readonly kind: 'include' | 'renders' | 'data';
  /** URI of the file; it exists. */
  readonly target: string;
  readonly span: Span;
}

/** Where the prompts of a file lead to, in order of position. */
export function linksOf({ document, prompts }: Analysis, { read }: WorkspacePort): FileLink[] {
  const callsClaude = prompts.some(({ origin }) => origin === 'call');
  const written = [
    ...prompts.flatMap(({ links = [] }) => links),
    ...(callsClaude
      ? namedTemplates(document.text)
      : callLanguages.has(document.languageId)
        ? promptNames(document.text)
        : []),
  ];
  const found = written.flatMap(({ kind, target, span }): FileLink[] => {
    const uri = kind === 'command' ? undefined : read(target, document.uri)?.uri;
    return uri === undefined || uri === document.uri || kind === 'command' ? [] : [{ kind, target: uri, span }];
  });
  const seen = new Set<string>();
  return found
    .filter(({ target, span }) => !seen.has(`${target} ${span.start}`) && seen.add(`${target} ${span.start}`))
    .sort((a, b) => a.span.start - b.span.start);
}

/** Code that calls the client that BAML generates. */
export const usesBaml = ({ languageId, text }: SourceDocument): boolean =>
  callLanguages.has(languageId) && /\bbaml_client\b/.test(text);

/** A string literal that names a file of a kind that prompts are kept in: `readFileSync('prompts/summary.txt')`. */
const templateName =
  /(["'`])(?:classpath:\/?)?([\w@~./-][\w@~./ -]{0,200}\.(?:txt|md|j2|jinja2?|hbs|handlebars|mustache|liquid|prompt|prompty|promptl|poml|st|tmpl|prompt\.(?:ya?ml|json)))\1/g;

/** In code that calls no model only what is a prompt by its name: a module that fills templates for others. */
const promptNames = (text: string): PromptLink[] =>
  /prompt/i.test(text) ? namedTemplates(text).filter(({ target }) => /prompt/i.test(target)) : [];

/** Names that say nothing, in a call that does: `load_prompt("summary.json")`. */
const promptLoad = /\b(?:load_?prompt|from_?file)\w{0,20}\(\s*(["'])([\w@~./-][\w@~./ -]{0,200}\.(?:json|ya?ml))\1/gi;

/** `//go:embed prompts/summary.tmpl`: https://pkg.go.dev/embed */
const goEmbed =
  /^\/\/go:embed[ \t]+(?:[\w./-]{1,200}[ \t]+){0,10}([\w./-]{1,200}\.(?:txt|md|tmpl|prompt|mustache|hbs))[ \t]*$/gm;

/** Template files that source code names, whichever loader reads them (`get_template`, `fromFile`, `Path(…).read_text`). */
function namedTemplates(text: string): PromptLink[] {
  return [...text.matchAll(templateName), ...text.matchAll(promptLoad)]
    .slice(0, 100)
    .map(({ 0: whole, 2: target, index }) => link(target!, index + whole.length - 1))
    .concat(
      [...text.matchAll(goEmbed)].map(({ 0: line, 1: target, index }) => link(target!, index + line.trimEnd().length)),
    );
}

const link = (target: string, end: number): PromptLink => ({
  kind: 'renders',
  target,
  span: { start: end - target.length, end },
});
