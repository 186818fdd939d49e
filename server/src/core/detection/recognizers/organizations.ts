import { before, blocker, type Candidate, type Recognize } from '../candidate.ts';
import { role } from '../roles.ts';
import { gapAfter, kind, type Tokens } from '../scan.ts';

const employment =
  /(?:works? (?:at|for)|working (?:at|for)|worked (?:at|for)|employed (?:by|at)|employer(?: name)?(?: is|:|=)?|joined|hired by|employee of|job at|position at|intern(?:ed|ship)? at|retired from|laid off (?:by|from)|fired (?:by|from))\s{1,2}(?:the )?["'“]?$/i;
const legalForm =
  /^(?:inc|llc|ltd|corp|corporation|plc|gmbh|ag|sa|sas|srl|spa|bv|nv|oy|ab|as|kg|llp|lp|co|company|limited|group|holdings|associates|partners|sons|industries|technologies|foundation|university|institute|office|international|solutions|systems|consulting|bank|trust|records|productions|studios|college|school|council|agency|association)$/;

/**
 * Names of organizations: a finding where a person works there, and everywhere a reason not to read `Jones, Mitchell and
 * Williams Ltd.` as three persons.
 */
export const recognizeOrganizations: Recognize = ({ tokens, text }) => {
  const found: Candidate[] = [];
  for (const index of tokens.known) {
    if (!(tokens.roles[index]! & role.organization) || index === 0) continue;
    const word = text.slice(tokens.start[index]!, tokens.end[index]!);
    if (!legalForm.test(word.toLowerCase())) continue;
    const isCapital = (tokens.kinds[index]! & kind.upperStart) !== 0;
    if (!isCapital && word !== 'office') continue;
    // `AB-123-CD` is a plate.
    if (word.length === 2 && text.charCodeAt(tokens.end[index]!) === 45) continue;
    const first = walkBack(tokens, index);
    if (first === index) continue;
    const start = tokens.start[first]!;
    const end = tokens.end[index]!;
    const works = employment.test(before(text, start, 40));
    found.push({
      type: works ? 'EMPLOYER' : blocker,
      start,
      end,
      score: 0.8,
      evidence: works ? ['organization after a word for work'] : [],
    });
  }
  return found;
};

/** First of the capitalized words, joined by blanks, commas, hyphens, `and` and `&`. */
function walkBack(tokens: Tokens, index: number): number {
  const { text, start, end, kinds } = tokens;
  let first = index;
  let joined = true;
  for (let at = index - 1; at >= 0 && index - at < 7; at--) {
    const gap = gapAfter(tokens, at);
    if (!/^(?: |, | & |-|, ?& |['’]|\.? )$/.test(gap) || (gap === '. ' && end[at]! - start[at]! > 2)) break;
    const word = text.slice(start[at]!, end[at]!);
    if (kinds[at]! & kind.upperStart && !/^(?:The|Our|At|In|My|Your|For|With|By)$/.test(word)) {
      // A comma binds only inside a list that `and` closes: `Lee, Shaw and Partners`.
      if (
        gap === ', ' &&
        joined &&
        first === index &&
        !/^(?:inc|llc|ltd)/i.test(text.slice(start[index]!, end[index]!))
      )
        break;
      first = at;
      joined = false;
    } else if (/^(?:and|of|for|s)$/.test(word)) joined = false;
    else break;
  }
  return first;
}
