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

/** VS Code prompt files: `${input:name}`, `${input:name:placeholder}`, `${selection}`, `${file}`. */
const variable = /\$\{(?:(input):([\w-]{1,100})(?::([^{}\n]{0,300}))?|([A-Za-z]\w{0,100})(?::[^{}\n]{0,200})?)\}/g;

export const parseVscode: BodyParser = (text) => {
  const builder = new BodyBuilder();
  for (const match of text.matchAll(variable)) {
    const name = match[2] ?? match[4]!;
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
