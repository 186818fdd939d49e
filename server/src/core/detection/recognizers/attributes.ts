import { beginnings, mayBegin } from '../beginnings.ts';
import type { Candidate, Recognize } from '../candidate.ts';
import { role } from '../roles.ts';

/** Attributes of a person, said outright: `religion: Catholic`, `salary of $84,000`, `is transgender`. */
interface Attribute {
  readonly type: string;
  /** Case-insensitive, tried at words with the role `attribute`. The first group is the value; without one the whole match is. */
  readonly pattern: string;
  readonly score: number;
}

const is = '(?: is| was|:| =|=|,)? ?(?:an? )?';
const amount = '(?:\\d{1,3}(?:[,.]\\d{3}){1,3}(?:\\.\\d{2})?|\\d{2,9}(?:\\.\\d{1,2})?)k?';
const money = `(?:[$€£]|USD |EUR |GBP )\\s?${amount}|${amount}\\s?(?:dollars|euros?|pounds|USD|EUR|GBP)`;

export const attributes: readonly Attribute[] = [
  {
    type: 'SALARY',
    pattern: `(?:salary|wage|compensation|base pay|gehalt|salaire|salario|earns?|earning|paid)(?: is| was| of|:|=| a| an| around| about){0,3} ?(${money})`,
    score: 0.75,
  },
  {
    type: 'INCOME',
    pattern: `(?:income|net worth|household income)(?: is| was| of|:|=){0,2} ?(${money})`,
    score: 0.75,
  },
  {
    type: 'CREDIT_SCORE',
    pattern: '(?:credit score|fico(?: score)?|schufa(?:-score)?)(?: is| was| of|:|=){0,2} ?(\\d{3})',
    score: 0.8,
  },
  {
    type: 'RELIGION',
    pattern: `(?:religion|religious (?:belief|affiliation)|faith|konfession)${is}([a-z]{4,20})`,
    score: 0.75,
  },
  {
    type: 'RELIGION',
    pattern:
      '(?:is|was|are|am|practicing|devout|converted to|raised) (?:an? )?(?:practicing |devout )?(catholic|protestant|muslim|jewish|hindu|buddhist|sikh|mormon|atheist|baptist|lutheran|methodist|islam|judaism|christian|jehovah.s witness)',
    score: 0.7,
  },
  {
    type: 'RACE_ETHNICITY',
    pattern: `(?:race(?: is| was|:| =|=) ?|(?:ethnicity|ethnic (?:origin|group))${is})([a-z]{4,20}(?:[ -][a-z]{4,20})?)`,
    score: 0.75,
  },
  { type: 'SEXUAL_ORIENTATION', pattern: `(?:sexual orientation|sexuality)${is}([a-z]{3,20})`, score: 0.8 },
  {
    type: 'SEXUAL_ORIENTATION',
    pattern:
      '(?:is|identifies as|came out as|am) (?:openly )?(gay|lesbian|bisexual|homosexual|queer|pansexual|asexual)',
    score: 0.75,
  },
  {
    type: 'POLITICAL_OPINION',
    pattern: `(?:political (?:affiliation|party|opinion|views?)|party affiliation|votes?|voted)(?: is| was|:|=| for){0,2} ?(?:the )?(democrat(?:s|ic)?|republicans?|labour|tory|tories|conservatives?|liberals?|greens?|cdu|spd|afd|socialists?|communists?)`,
    score: 0.75,
  },
  {
    type: 'TRADE_UNION',
    pattern:
      '(?:member of|joined|belongs to) (?:the |a )?((?:trade |labou?r )?union|ver\\.di|ig metall|unison|teamsters|afl-cio|seiu)',
    score: 0.75,
  },
  {
    type: 'CRIMINAL_RECORD',
    pattern:
      '(?:convicted of|arrested for|charged with|pleaded guilty to|sentenced to|imprisoned for|served time for|criminal record(?: for|:)?|felony conviction(?: for)?|incarcerated for) ?([a-z]{3,20}(?: [a-z]{3,20}){0,2})',
    score: 0.7,
  },
  { type: 'MARITAL_STATUS', pattern: `(?:marital status|civil status|familienstand)${is}([a-z]{5,12})`, score: 0.75 },
  {
    type: 'NATIONALITY',
    pattern: `(?:nationality|citizenship|citizen of|staatsangeh[oö]rigkeit|nationalit[eé])${is}([a-z]{4,20})`,
    score: 0.75,
  },
  {
    type: 'GENDER',
    pattern: `(?:gender|sex|geschlecht)(?: is|:| =|=) ?(male|female|non-?binary|transgender|m|f|x|m[aä]nnlich|weiblich|divers)`,
    score: 0.7,
  },
  {
    type: 'DISABILITY',
    pattern: '(?:disability(?: status)?(?: is|:|=)|disabled due to|is (?:legally )?(?:blind|deaf)|uses a wheelchair)',
    score: 0.6,
  },
  {
    type: 'JOB_TITLE',
    pattern: `(?:job title|occupation|profession|position|beruf)(?: is|:| =|=) ?([a-z]{4,20}(?: [a-z]{3,20}){0,3})`,
    score: 0.7,
  },
  {
    type: 'EMPLOYER',
    pattern: `(?:employer(?: name)?|company|arbeitgeber)(?: is|:| =|=) ?([A-Z][\\w&.' -]{2,40}\\w)`,
    score: 0.7,
  },
];

const compiled = attributes.map(({ type, pattern, score }) => ({
  type,
  score,
  starts: beginnings(pattern.toLowerCase()),
  expression: new RegExp(pattern, 'iy'),
}));

/** The attributes whose statement may begin with a word, and one expression that fits nothing where none of theirs does. */
const byWord = new Map<string, { readonly list: typeof compiled; readonly any: RegExp }>();
function attributesOf(
  text: string,
  start: number,
  end: number,
): { readonly list: typeof compiled; readonly any: RegExp } {
  const head = text.slice(start, Math.min(end, start + 3));
  let known = byWord.get(head);
  if (!known) {
    const folded = head.toLowerCase().normalize('NFD').slice(0, 3);
    const list = compiled.filter(({ starts }) => mayBegin(starts, folded));
    known = { list, any: new RegExp(list.map(({ expression }) => expression.source).join('|') || '$^', 'iy') };
    byWord.set(head, known);
  }
  return known;
}

export const recognizeAttributes: Recognize = ({ tokens, text, isCode }) => {
  const found: Candidate[] = [];
  for (const index of tokens.known) {
    if (!(tokens.roles[index]! & role.attribute)) continue;
    const start = tokens.start[index]!;
    const { list, any } = attributesOf(text, start, tokens.end[index]!);
    any.lastIndex = start;
    if (!any.test(text)) continue;
    for (const { type, score, expression } of list) {
      expression.lastIndex = start;
      const match = expression.exec(text);
      if (!match) continue;
      const value = match[1] ?? match[0];
      const end = start + match[0].length;
      if (
        isCode(start) ||
        /^(?:the|not|and|does|do|did|has|have|is|was|allows?|forbids?|teaches|absolute|relative|fixed|static|sticky|unknown|none|with|from|that|this|type|between|condition|name|data|field|string|value|null|undefined|number)\b/i.test(
          value,
        )
      )
        break;
      found.push({ type, start: end - value.length, end, score, evidence: ['attribute of a person after its word'] });
      break;
    }
  }
  return found;
};
