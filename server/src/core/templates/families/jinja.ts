import { type Body, BodyBuilder, type BodyParser, type PlaceholderToken } from '../body.ts';
import { withUsualMarks } from '../delimiters.ts';
import { leavesOf, tagTokens } from '../expression/leaves.ts';
import { parseExpression } from '../expression/parse.ts';
import { Scope } from '../scope.ts';
import { nextTag, type Tag } from '../tags.ts';
import { macroArguments } from './jinja-macros.ts';
import { closeBlock, type JinjaState, roleOf, statement } from './jinja-statements.ts';

/** Jinja2, Nunjucks, MiniJinja (BAML), Banks, and the `{{ }}` of plain prompt files. */
export const parseJinja: BodyParser = (text, _inputs, delimiters) =>
  parseJinjaWith((delimiters && withUsualMarks(text, delimiters)) ?? text, new Scope(), delimiters?.line);

/** BAML: `names` are the file's `template_string`s, `ctx` is the runtime's, `{{ _.role("user") }}` and `{{ _.chat("user") }}` switch the role. */
export const parseBamlBody: BodyParser = (text, names) => {
  const scope = new Scope();
  for (const name of ['ctx', ...names]) scope.bindGlobally(name, { path: null, silent: true });
  return parseJinjaWith(text, scope);
};

const roleCall = /^\s{0,20}_\.(?:role|chat)\(\s{0,20}["'](\w{1,20})["']/;

function parseJinjaWith(text: string, scope: Scope, linePrefix?: string): Body {
  const builder = new BodyBuilder();
  const state: JinjaState = { text, builder, scope, blocks: [], filters: [], macros: macroArguments(text) };
  const style = { comment: true, statement: true, lastComment: text.lastIndexOf('#}') };
  const lines = linePrefix ? lineStatements(text, linePrefix) : [];
  let position = 0;
  for (;;) {
    const found = nextTag(text, position, style);
    while (lines.length > 0 && lines[0]!.start < position) lines.shift();
    const tag = lines[0] && (!found || lines[0].start < found.start) ? lines.shift() : found;
    if (!tag) break;
    position = Math.max(tag.end, tag.start + 2);
    if (tag.kind === 'comment') builder.add({ kind: 'comment', start: tag.start, end: tag.end });
    else if (tag.kind === 'print') printTag(state, tag);
    else position = statement(state, tag) ?? position;
    if (!tag.closed && tag.kind !== 'comment')
      builder.problem(tag, `This tag is not closed: write ${tag.kind === 'print' ? '}}' : '%}'}.`);
  }
  while (state.blocks.length > 0) closeBlock(state);
  return builder;
}

/** `# for n in notes` on a line of its own is `{% for n in notes %}`; a colon may end it. */
function lineStatements(text: string, prefix: string): Tag[] {
  const pattern = new RegExp(
    `^([ \\t]*)${prefix.replace(/[^\w\s]/g, '\\$&')}(?!${prefix.replace(/[^\w\s]/g, '\\$&')})[-+]?([^\\r\\n]*?):?[ \\t]*$`,
    'gm',
  );
  return [...text.matchAll(pattern)].map(({ 0: whole, 1: indent, 2: code, index }) => {
    const start = index + indent!.length;
    const from = index + whole.indexOf(code!, indent!.length + prefix.length);
    return {
      kind: 'statement',
      start,
      end: index + whole.length,
      inner: { start: from, end: from + code!.length },
      closed: true,
    };
  });
}

function printTag({ text, builder, scope, filters }: JinjaState, tag: Tag): void {
  const speaker = roleCall.exec(text.slice(tag.inner.start, tag.inner.end))?.[1];
  const role = speaker === undefined ? undefined : roleOf(speaker);
  if (role) {
    builder.add({ kind: 'role', start: tag.start, end: tag.end, role });
    return;
  }
  const { expression } = parseExpression(text, tag.inner.start, tag.inner.end);
  const found = leavesOf(expression, scope);
  const outer = [...filters].reverse();
  const tokens = tagTokens(tag, found).map((token) =>
    token.kind === 'placeholder' && outer.length > 0
      ? ({ ...token, filters: [...token.filters, ...outer] } as PlaceholderToken)
      : token,
  );
  if (tokens.length === 0) builder.add({ kind: 'skip', start: tag.start, end: tag.end });
  for (const token of tokens) builder.add(token);
}
