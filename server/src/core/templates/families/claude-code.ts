import type { Span } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';

/**
 * Claude Code commands, skills, agents and memory: `$ARGUMENTS`, `$ARGUMENTS[0]`, `$1`, `$name`, `${CLAUDE_…}`;
 * `` !`command` `` and ```` ```! ```` blocks insert what a command prints, `@path` inserts a file.
 * Source: code.claude.com/docs, pages skills, slash-commands and memory.
 */
const marks =
  /(\\)?\$(?:ARGUMENTS(?:\[\d{1,2}\])?|\{(CLAUDE_[A-Z_]{1,60})\}|\d{1,3}(?!\d)|([a-z][\w-]{0,60}))|!`([^`\n]{1,2000})`|^```!([^\n]*\n[\s\S]{0,20000}?)^```|(?<=^|[\s(])@((?:~\/|\.{0,2}\/)?[\w./-]{1,300}[\w/])/gm;

export const parseClaudeCode: BodyParser = (text, names) => {
  const builder = new BodyBuilder();
  const code = codeSpans(text);
  let next = 0;
  for (const match of text.matchAll(marks)) {
    const start = match.index;
    const span = { start, end: start + match[0].length };
    while (next < code.length && code[next]!.end <= start) next += 1;
    const inCode = next < code.length && code[next]!.start <= start;
    if (match[1] !== undefined) builder.add({ kind: 'text', start, end: start + 1, text: '' });
    else if (match[6] !== undefined) {
      const target = { start: span.end - match[6].length, end: span.end };
      // `@` in code is code; a bare word is a person or a package.
      if (!inCode && /[/.]/.test(match[6]))
        inserted(builder, { start: target.start - 1, end: span.end }, target, 'data', match[6]);
    } else if (match[4] !== undefined || match[5] !== undefined) {
      const command = (match[4] ?? match[5])!;
      const from = start + match[0].indexOf(command);
      inserted(builder, span, { start: from, end: from + command.length }, 'command', command);
    } else if (match[3] === undefined || names.includes(match[3])) argument(builder, text, span);
  }
  return builder;
};

function argument(builder: BodyBuilder, text: string, span: Span): void {
  const written = text.slice(span.start + 1, span.end).replace(/^\{|\}$/g, '');
  const from = text.indexOf(written, span.start);
  const at = { start: from, end: from + written.length };
  builder.add({
    kind: 'placeholder',
    ...span,
    expression: at,
    path: argumentPath(written),
    pathSpan: at,
    filters: [],
  });
}

/** Output of a command or content of a file. A pipe through `prompt-privacy scrub` counts as a filter. */
function inserted(builder: BodyBuilder, span: Span, at: Span, kind: 'data' | 'command', target: string): void {
  const filters = /(?:^|\|)\s*(?:npx\s+)?prompt-privacy\s+(?:scrub|tokenize)\b/.test(target) ? ['scrub'] : [];
  const inner = kind === 'command' ? [...target.matchAll(/\$(ARGUMENTS(?:\[\d{1,2}\])?|\d{1,3}(?!\d))/g)] : [];
  const first = inner[0] ? at.start + inner[0].index : span.end;
  builder.add({
    kind: 'placeholder',
    start: span.start,
    end: first,
    expression: at,
    path: null,
    pathSpan: at,
    filters,
  });
  // Arguments go to the shell, not to the model.
  for (const match of inner) {
    const start = at.start + match.index;
    const name = { start: start + 1, end: start + match[0].length };
    builder.add({
      kind: 'placeholder',
      start,
      end: name.end,
      expression: name,
      path: argumentPath(match[1]!),
      pathSpan: name,
      filters: [],
      unprinted: true,
    });
  }
  if (inner.length > 0) builder.add({ kind: 'skip', start: at.end, end: span.end });
  builder.link(kind, target, at);
}

const argumentPath = (written: string) => (/^\d/.test(written) ? `ARGUMENTS[${written}]` : written);

/** Code spans and fenced blocks. */
function codeSpans(text: string): Span[] {
  return [...text.matchAll(/^(?:```|~~~)[\s\S]*?(?:^(?:```|~~~)|$(?![\s\S]))|(?<!!)`[^`\n]+`/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
