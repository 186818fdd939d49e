import type { Prompt } from '../prompt.ts';
import type { Span } from '../span.ts';

/** `prompt-privacy: use-case=clinical-note-summary` in a comment. Ids are those of the policy: letters, digits, `-_.`. */
const useCase = /prompt-privacy:[ \t]{0,20}use[-_]case[ \t]{0,20}=[ \t]{0,20}["']?([\w.-]+)/;
const directive = /prompt-privacy(?:-[\w-]{1,40})?[: ]/;
const htmlComment = /<!--[^\n]{0,20}prompt-privacy/;

export const hasDirective = (text: string): boolean => useCase.test(text);

/** Use case named in one of the comments. */
export function useCaseInComments(text: string, comments: readonly Span[]): Prompt['useCase'] {
  for (const comment of comments) {
    const match = useCase.exec(text.slice(comment.start, comment.end));
    if (!match) continue;
    const end = comment.start + match.index + match[0].length;
    return { id: match[1]!, span: { start: end - match[1]!.length, end }, by: 'file-comment' };
  }
  return undefined;
}

/**
 * HTML comments of a Markdown prompt that hold a directive. Other HTML comments are text: the model reads them.
 * Offsets count in `text`.
 */
export function directiveComments(text: string): Span[] {
  const found: Span[] = [];
  if (!htmlComment.test(text)) return found;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', start + 4)) {
    const close = text.indexOf('-->', start);
    if (close < 0) break;
    if (directive.test(text.slice(start, close))) found.push({ start, end: close + 3 });
    start = close - 1;
  }
  return found;
}
