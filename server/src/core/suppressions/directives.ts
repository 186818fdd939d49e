import { ruleIds } from '../policy/schema/vocabulary.ts';
import type { Prompt } from '../prompt.ts';
import { holderOf, type Span } from '../span.ts';

/**
 * Directive comments:
 *
 *     prompt-privacy-disable-line [rule, rule] -- reason
 *     prompt-privacy-disable-next-line … / -disable … / -enable … / -disable-file …
 *
 * in any comment style, outside the text that is sent. Formats without comments say it in front matter:
 * `prompt-privacy-disable: "rule, rule -- reason"`, which stands for the whole file.
 * A reason that begins with `false positive:` says that the finding is wrong; any other accepts a risk.
 */
export interface Directive {
  readonly kind: DirectiveKind;
  /** From the keyword to the end of the reason. */
  readonly span: Span;
  /** Empty: every rule. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly falsePositive: boolean;
  /** Why it can have no effect: it stands in text that is sent, or names no rule that exists. */
  readonly fault?: string;
}

export type DirectiveKind = 'disable-line' | 'disable-next-line' | 'disable' | 'enable' | 'disable-file';

/** More in one file are not read. */
const MAX_DIRECTIVES = 1000;

const keyword =
  /prompt-privacy-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])([^\r\n]{0,1000})/g;

/** What opens a comment, in the languages and template formats that are read. */
const opener = /\/\/|\/\*|#|<!--|\{\{-?[!/]|\{#|<%#|\{%-?\s*comment|@\*|--|^\s*[*;%]/;

/** What closes one; cut off the end of a reason. */
const closer = /\s*(?:\*\/\}?|\{%-?\s*endcomment.*|-{0,2}-?\}\}|-?#\}|-?%\}|--!?>|\*@|%>|["']\s*,?)\s*$/;

/** The directives of a file, in order. */
export function findDirectives(text: string, prompts: readonly Prompt[]): Directive[] {
  if (!text.includes('prompt-privacy-')) return [];
  const inComments = holderOf(prompts.flatMap((prompt) => prompt.comments ?? []));
  const inSent = holderOf(
    prompts.flatMap((prompt) => prompt.parts.flatMap((part) => part.segments.map(({ span }) => span))),
  );
  const found: Directive[] = [];
  for (const match of text.matchAll(keyword)) {
    if (found.length === MAX_DIRECTIVES) break;
    const start = match.index;
    const at = { start, end: start + 1 };
    const near = text.slice(Math.max(0, start - 300), start);
    const before = near.slice(Math.max(near.lastIndexOf('\n'), near.lastIndexOf('\r')) + 1);
    const inComment = inComments(at);
    if (!inComment && inSent(at)) {
      if (opener.test(before))
        found.push({ ...read(match, start), fault: 'it stands in text that is sent to the model' });
      continue;
    }
    const frontMatter = match[1] === 'disable' && /^\s*["']?$/.test(before) && /^["']?\s*:/.test(match[2]!);
    if (frontMatter) found.push({ ...read(match, start), kind: 'disable-file' });
    else if (inComment || opensComment(before)) found.push(read(match, start));
  }
  return found;
}

/** A comment begins on the line, and not inside a string. */
function opensComment(before: string): boolean {
  const match = opener.exec(before);
  if (!match) return false;
  const code = before.slice(0, match.index);
  return ['"', "'", '`'].every((quote) => code.split(quote).length % 2 === 1);
}

function read(match: RegExpMatchArray, start: number): Directive {
  let rest = match[2]!;
  // A comment may close twice: `--` of the format and the host's own.
  for (let round = 0; round < 2; round++) rest = rest.replace(closer, '');
  const dashes = rest.search(/--/);
  const listed = dashes < 0 ? rest : rest.slice(0, dashes);
  const said =
    dashes < 0
      ? ''
      : rest
          .slice(dashes)
          .replace(/^-+\s*/, '')
          .trim();
  const rules = listed.split(/[\s,:[\]"']+/).filter((word) => word !== '');
  const unknown = rules.find((rule) => !(ruleIds as readonly string[]).includes(rule));
  const falsePositive = /^false[ -]positive\b/i.test(said);
  return {
    kind: match[1] as DirectiveKind,
    span: { start, end: start + match[0].length - (match[2]!.length - rest.trimEnd().length) },
    rules,
    reason: falsePositive ? said.replace(/^false[ -]positive\s*:?\s*/i, '') : said,
    falsePositive,
    ...(unknown === undefined ? {} : { fault: `'${unknown.slice(0, 60)}' is not a rule` }),
  };
}
