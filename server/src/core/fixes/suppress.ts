import { addDays } from '../policy/dates.ts';
import type { Finding, RuleContext } from '../rules/rule.ts';
import { dialects } from '../templates/dialects.ts';
import { formats } from '../templates/formats.ts';
import type { Edit, Fix } from './fix.ts';
import { addException } from './policy/index.ts';
import { eolOf, indentOf, lineStartOf } from './source-text.ts';

/**
 * Ways to say that a finding may stay: a comment with a reason to fill in, or an exception in the policy. They come
 * last and are never preferred. A comment is only offered where it cannot reach the model: in a format that strips its
 * comments, and in code outside string literals.
 */
export function suppressionFixes(finding: Finding, context: RuleContext): Fix[] {
  const { document, resolved } = context;
  const said = `${finding.rule} -- ${placeholder}`;
  const edits =
    resolved.prompt.origin === 'template' && !resolved.prompt.embedded
      ? inTemplate(finding, context, said)
      : inCode(finding, context, said);
  const fix = (title: string, edit: Edit | undefined): Fix[] =>
    edit
      ? [{ title, safe: false, suppresses: true, edits: [edit], annotation: 'Replace the reason by your own.' }]
      : [];
  return [
    ...fix(`Disable ${finding.rule} on this line`, edits.line),
    ...fix(`Disable ${finding.rule} in ${document.uri.replace(/^.*\//, '')}`, edits.file),
    ...exception(finding, context),
  ];
}

const placeholder = 'state the reason';

interface Places {
  readonly line?: Edit;
  readonly file?: Edit;
}

const at = (offset: number, newText: string): Edit => ({ span: { start: offset, end: offset }, newText });

/** At the end of the line, so that no line of the prompt is added; front matter for formats without comments. */
function inTemplate(
  { span }: Finding,
  { document: { text }, resolved: { prompt } }: RuleContext,
  said: string,
): Places {
  const comment = dialects[dialectOf(prompt)]?.comment;
  const matter = /^\uFEFF?---[ \t]*\r?\n/.exec(text);
  const file = matter ? at(matter[0].length, `prompt-privacy-disable: "${said}"${eolOf(text)}`) : undefined;
  if (!comment || isIn(prompt.comments ?? [], span.end)) return { file };
  const [open, close] = comment;
  const end = lineEndOf(text, span.end);
  const line =
    matter && span.end < bodyStart(text) ? undefined : at(end, `${open} prompt-privacy-disable-line ${said} ${close}`);
  return { line, file: file ?? at(bodyStart(text), `${open} prompt-privacy-disable-file ${said} ${close}`) };
}

/** The template language: that of any placeholder, else of the format. */
const dialectOf = (prompt: RuleContext['resolved']['prompt']): string => {
  const segment = prompt.parts.flatMap(({ segments }) => segments).find((one) => one.kind === 'placeholder');
  return segment?.kind === 'placeholder'
    ? segment.syntax
    : (formats.find(({ id }) => id === prompt.format)?.dialect ?? prompt.format);
};

const bodyStart = (text: string): number =>
  /^\uFEFF?---[ \t]*\r?\n[\s\S]*?\n---[ \t]*\r?\n/.exec(text)?.[0].length ?? (text.startsWith('\uFEFF') ? 1 : 0);

/** Above the line, unless the line begins inside a string: there a comment would be sent. */
function inCode({ span }: Finding, { document, siblings }: RuleContext, said: string): Places {
  const { text } = document;
  const comment = lineComments[document.languageId];
  if (!comment) return {};
  const start = lineStartOf(text, span.start);
  const sent = siblings.flatMap(({ prompt }) =>
    prompt.parts.flatMap((part) => part.segments.map((segment) => segment.span)),
  );
  const indent = indentOf(text, start + /^[ \t]*/.exec(text.slice(start))![0].length);
  const line = isIn(sent, start)
    ? undefined
    : at(start, `${indent}${comment} prompt-privacy-disable-next-line ${said}${eolOf(text)}`);
  return { line, file: at(firstLine(text), `${comment} prompt-privacy-disable-file ${said}${eolOf(text)}`) };
}

/** After a byte-order mark, a `#!` line, an encoding line and PHP's opening tag. */
const firstLine = (text: string): number =>
  /^\uFEFF?(?:#![^\n]*\n)?(?:#.*coding[:=][^\n]*\n)?(?:<\?php[^\n]*\n)?/.exec(text)![0].length;

const lineComments: Readonly<Record<string, string>> = {
  typescript: '//',
  typescriptreact: '//',
  javascript: '//',
  javascriptreact: '//',
  java: '//',
  kotlin: '//',
  go: '//',
  csharp: '//',
  php: '//',
  rust: '//',
  swift: '//',
  python: '#',
  ruby: '#',
  shellscript: '#',
};

const isIn = (spans: readonly { start: number; end: number }[], offset: number): boolean =>
  spans.some(({ start, end }) => start < offset && offset <= end);

function lineEndOf(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** An exception that ends: three months, for somebody to approve. */
function exception(finding: Finding, context: RuleContext): Fix[] {
  const { resolved, path, today } = context;
  const useCase = resolved.useCase?.id;
  const edits = addException(context, {
    rule: finding.rule,
    ...(useCase ? { useCase } : {}),
    ...(finding.category ? { category: finding.category } : {}),
    ...(path ? { paths: [path] } : {}),
    reason: placeholder,
    expires: addDays(today, 90),
  });
  const note = 'Give the reason and who approves it.';
  return edits.length > 0
    ? [
        {
          title: `Add an exception for ${finding.rule} to the policy`,
          safe: false,
          suppresses: true,
          edits,
          annotation: note,
        },
      ]
    : [];
}
