import type { Candidate, Recognize } from '../candidate.ts';

const name =
  "\\p{Lu}[\\p{L}'’-]+(?: (?:van|de|von|der|den|la|di|da|del))?(?: \\p{Lu}(?:[\\p{L}'’-]+|\\.))?(?: \\p{Lu}[\\p{L}'’-]+)?";
const cued = new RegExp(
  `(?:(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Mme|Sr|Sra)\\.? |(?:[Pp]atient|[Nn]ame|[Cc]lient|[Ee]mployee|[Cc]ustomer|[Mm]ember)(?: name)?(?:: ?| is | named ))(${name})`,
  'gu',
);

/** Names after a title or an unmistakable cue. */
export const recognizeNames: Recognize = ({ text }) => {
  const found: Candidate[] = [];
  for (const match of text.matchAll(cued)) {
    const end = match.index + match[0].length;
    found.push({
      type: 'PERSON_NAME',
      start: end - match[1]!.length,
      end,
      score: 0.8,
      evidence: ['name after a title or label'],
    });
  }
  return found;
};
