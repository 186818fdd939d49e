import type { DeclaredInput } from '../../prompt.ts';
import { holderOf } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';
import { impliedFilters } from '../naming.ts';

/** Text in which code replaces marks by values: no grammar, only a pattern whose first group is the name. */
const replacedBy =
  (pattern: RegExp): BodyParser =>
  (text) => {
    const builder = new BodyBuilder();
    for (const match of text.matchAll(pattern)) {
      const name = match[1] ?? match[2] ?? '';
      const start = match.index + match[0].indexOf(name);
      const at = { start, end: start + name.length };
      builder.add({
        kind: 'placeholder',
        start: match.index,
        end: match.index + match[0].length,
        expression: at,
        path: name,
        pathSpan: at,
        filters: impliedFilters(name),
      });
    }
    return builder;
  };

/** GitHub Models: gh-models replaces the literal `{{key}}`, actions/ai-inference uses `/\{\{([\w.-]+)\}\}/`: no blanks. */
export const parseGithubModels = replacedBy(/\{\{([\w.-]{1,200})\}\}/g);

/** Anthropic Console and metaprompt: `{{PATIENT_NOTE}}`, `{$NOTE}`. */
export const parseConsole = replacedBy(
  /\{\{[ \t]{0,10}([A-Z][A-Z0-9_]{0,100})[ \t]{0,10}\}\}|\{\$([A-Z][A-Z0-9_]{0,100})\}/g,
);

/** Fabric patterns: `{{input}}`, `{{name}}`; `{{plugin:…}}` runs a plugin. */
export const parseFabric = replacedBy(/\{\{([A-Za-z_#][\w-]{0,100}(?::[^{}\n]{0,200})?)\}\}/g);

/**
 * VS Code prompt files: `${input:name}`, `${input:name:placeholder}`, and the variables that its documentation lists
 * (customize chat, prompt files). `${x}` of another name is text: a shell or JavaScript example.
 */
const variable =
  /\$\{(?:(input):([\w-]{1,100})(?::([^{}\n]{0,300}))?|(selection|selectedText|file(?:Basename|Dirname|BasenameNoExtension|WorkspaceFolder)?|workspaceFolder(?:Basename)?|relativeFile|currentFile|activeEditor)(?::[^{}\n]{0,200})?)\}/g;
const fence = /^[ \t]{0,3}(```|~~~)[^\n]*\n[\s\S]*?^[ \t]{0,3}\1[ \t]*$/gm;

/** What `${input:name:placeholder}` declares, each name once; the placeholder says what is asked for. Offsets in `text`. */
export function vscodeInputs(text: string): DeclaredInput[] {
  const found = new Map<string, DeclaredInput>();
  for (const { 1: input, 2: name, 3: description, index } of text.matchAll(variable)) {
    if (!input || !name || (found.has(name) && !description)) continue;
    const start = index + '${input:'.length;
    if (found.get(name)?.description === undefined)
      found.set(name, { name, span: { start, end: start + name.length }, ...(description ? { description } : {}) });
  }
  return [...found.values()];
}

export const parseVscode: BodyParser = (text) => {
  const builder = new BodyBuilder();
  const inFence = holderOf(
    [...text.matchAll(fence)].map(({ 0: whole, index }) => ({ start: index, end: index + whole.length })),
  );
  for (const match of text.matchAll(variable)) {
    const name = match[2] ?? match[4]!;
    // In an example of code a variable is the example's own; an input is asked for wherever it stands.
    if (!match[2] && inFence({ start: match.index, end: match.index + match[0].length })) continue;
    const start = match.index + (match[2] ? '${input:'.length : 2);
    const at = { start, end: start + name.length };
    builder.add({
      kind: 'placeholder',
      start: match.index,
      end: match.index + match[0].length,
      expression: at,
      path: name,
      pathSpan: at,
      filters: impliedFilters(name),
    });
  }
  for (const match of text.matchAll(/\]\(((?!https?:|#)[^)\s]{1,300})\)|(?:^|\s)#file:([^\s)`]{1,300})/gm)) {
    const target = match[1] ?? match[2]!;
    const start = match.index + match[0].indexOf(target);
    builder.link('include', target, { start, end: start + target.length });
  }
  return builder;
};
