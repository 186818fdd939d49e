import { inDictionary, role } from '../../roles.ts';
import { gapAfter, kind, type Tokens } from '../../scan.ts';
import { openings, wordClasses } from '../../word-sets.ts';

/** Companies, works and characters whose names are names of persons. */
const phrases =
  `goldman sachs|jp morgan|j p morgan|jpmorgan chase|morgan stanley|wells fargo|charles schwab|merrill lynch|lehman brothers|edward jones|ernst young|price waterhouse|booz allen|baker mckenzie|kirkland ellis|marsh mclennan
|john deere|john hancock|eli lilly|johnson johnson|procter gamble|estee lauder|mary kay|elizabeth arden|max factor|helena rubinstein|colgate palmolive|bristol myers squibb|dun bradstreet|standard poor|sherwin williams|black decker|smith wesson|harley davidson|rolls royce|aston martin|alfa romeo|mercedes benz
|ralph lauren|calvin klein|tommy hilfiger|hugo boss|louis vuitton|yves saint laurent|christian dior|jimmy choo|michael kors|kate spade|vera wang|marc jacobs|tory burch|donna karan|ted baker|paul smith|stella mccartney|levi strauss|eddie bauer|dolce gabbana|abercrombie fitch|marks spencer|barnes noble|crate barrel|bath body|brooks brothers|john lewis|neiman marcus|trader joe|dick smith|brown forman
|jack daniels|jim beam|johnnie walker|johnny walker|captain morgan|jose cuervo|samuel adams|ben jerry|baskin robbins|betty crocker|aunt jemima|uncle ben|jimmy john|papa john|little debbie|sara lee|oscar mayer|duncan hines|marie callender|dr pepper|mrs fields|wendy s|carl s jr|tim hortons|jack in the box
|romeo juliet|tristan isolde|hansel gretel|antony cleopatra|samson delilah|orpheus eurydice|adam eve|cain abel|bonnie clyde|thelma louise|jekyll hyde|tom jerry|laurel hardy|sherlock holmes|harry potter|jane eyre|anna karenina|anna karenin|emma bovary|oliver twist|david copperfield|tom sawyer|huckleberry finn|dorian gray|robinson crusoe|don quixote|peter pan|mary poppins|james bond|indiana jones|forrest gump|luke skywalker|darth vader|homer simpson|bart simpson|mickey mouse|donald duck|santa claus|easter bunny|brothers karamazov|ivan ilyich|jean valjean|captain ahab|captain america|iron man|clark kent|peter parker|bruce wayne|frodo baggins|bilbo baggins|ebenezer scrooge|jay gatsby|atticus finch|holden caulfield
|monte carlo|carnegie mellon|johns hopkins|rand mcnally|william hill|freddie mac|fannie mae|sallie mae|ginnie mae|ronald mcdonald|lorem ipsum|la nina|el nino|murphy s law|joe biden airport|susan g komen|mary jane|uncle sam|john doe corporation|pyramus thisbe|abbott laboratories|perkin elmer|becton dickinson|thermo fisher|cushman wakefield|jones lang lasalle|ann taylor|ann summers|laura ashley|steve madden|kenneth cole|perry ellis|fred meyer|jenny craig|henry schein|houghton mifflin|simon schuster|mcgraw hill|wolters kluwer|taylor francis|allen unwin|harper collins|merriam webster`
    .replace(/\n/g, '')
    .split('|')
    .map((phrase) => phrase.split(' '));

const byFirst = new Map<string, string[][]>();
for (const phrase of phrases) byFirst.set(phrase[0]!, [...(byFirst.get(phrase[0]!) ?? []), phrase.slice(1)]);

const classes = wordClasses({
  phrase: [...byFirst.keys()].join(' '),
  /** Names of persons that stand for companies, tools and languages as often. */
  brand: `ford tesla mercedes jenkins travis gerrit merck deloitte mckinsey pascal julia ada haskell ruby perl scala java kotlin kafka cassandra lucene maven gradle
   hudson bamboo gitea debian ubuntu fedora siri alexa watson claude gemini llama mistral cohere falcon bard dell cisco intel nvidia oracle ibm sap siemens bosch honda toyota
   nissan ferrari porsche chrysler dodge lincoln cadillac bentley chevrolet renault peugeot fiat pfizer bayer roche novartis moderna lilly abbott gilead nestle kellogg heinz
   cadbury hershey mars nike adidas puma gucci prada chanel dior versace armani hermes burberry zara macys kohls nordstrom sears walmart target costco tesco aldi lidl
   abercrombie nordic rolex cartier tiffany boeing lockheed raytheon grumman halliburton schlumberger bechtel bloomberg reuters gallup nielsen gartner forrester kubernetes
   docker terraform ansible puppet chef salt vagrant consul vault grafana prometheus redis postgres mongo django flask rails laravel symfony spring react angular vue svelte ember`,
  joint: 'and s the of',
});

const opensPhrase = openings(byFirst.keys());

/** Last token of a name of a thing that begins at `index`, or undefined. */
export function namedThing(tokens: Tokens, index: number): number | undefined {
  if (!opensPhrase(tokens.text, tokens.start[index]!) || !(classes.at(tokens, index) & classes.bit.phrase))
    return undefined;
  const { text, start, end } = tokens;
  const word = (at: number) => text.slice(start[at]!, end[at]!).toLowerCase();
  for (const rest of byFirst.get(word(index)) ?? []) {
    let at = index;
    let matched = 0;
    while (
      matched < rest.length &&
      at + 1 < tokens.count &&
      /^(?: |-| & |['’]|\. | ?& ?)$/.test(gapAfter(tokens, at))
    ) {
      at++;
      if (word(at) === rest[matched]) matched++;
      else if (!(classes.at(tokens, at) & classes.bit.joint)) break;
    }
    if (matched === rest.length) return at;
  }
  return undefined;
}

/** A brand in the company of another, or of a word that is no name in any text: `Jenkins, Travis or Gerrit`. */
export function isBrand(tokens: Tokens, index: number): boolean {
  if (!(classes.at(tokens, index) & classes.bit.brand)) return false;
  for (let at = index - 4; at <= index + 4; at++) {
    if (at === index || at < 0 || at >= tokens.count || !(tokens.kinds[at]! & kind.upperStart)) continue;
    if (classes.at(tokens, at) & classes.bit.brand) return true;
    if (tokens.roles[at]! & role.noName && !(tokens.roles[at]! & inDictionary)) return true;
  }
  return false;
}

/** `("Tenant")`, `(the “Buyer”)`: a term that a contract defines. */
export const isDefinedTerm = ({ text, start, end, roles }: Tokens, index: number): boolean =>
  (roles[index]! & role.personNoun) !== 0 &&
  '"“'.includes(text[start[index]! - 1] ?? ' ') &&
  '"”'.includes(text[end[index]!] ?? ' ');
