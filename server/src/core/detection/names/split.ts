import { abbreviations, compoundWords } from './vocabulary.ts';

/** One step of an access path: `notes[]` of `patient.notes[].text`, as lower-case words. */
export interface PathStep {
  readonly words: readonly string[];
  /** `getFirstName()`, `isFemale`: the verb before the words. */
  readonly verb?: string;
}

const stepSeparator = /\[[^\]]*\]|[.:/>\s]*[./:>]+[.:/>\s]*|\?\.|::|->/;

/** A path to its steps. `Patient.homeAddress[0].zip_code` gives patient | home address | zip code. */
export function splitPath(path: string): PathStep[] {
  return (
    path
      .slice(0, 300)
      // Salesforce marks what a customer added.
      .replace(/__(?:c|r|pc)(?![\p{L}\d])/giu, '')
      .split(stepSeparator)
      .map((step) => toStep(splitWords(step)))
      .filter((step) => step.words.length > 0)
  );
}

const verbs = new Set(
  'get set fetch load read find is has can should are do does did was will add remove delete create update change generate show hide validate check send enable disable allow use require render parse handle with build make compute reset verify confirm save edit select init initialize print toggle clear ask try convert map filter sort export import'.split(
    ' ',
  ),
);

function toStep(words: string[]): PathStep {
  const kept = words.filter((word) => word !== 'm' && word !== 'the' && word !== 'my');
  const first = kept[0];
  if (first && kept.length > 1 && verbs.has(first)) return { words: kept.slice(1), verb: first };
  return { words: kept };
}

/** camelCase, snake_case, kebab-case, SCREAMING_CASE and closed compounds (`phonenumber`) to lower-case words. */
export function splitWords(name: string): string[] {
  const parts = name
    .replace(/['’]s\b/g, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .split(/[^\p{L}\p{N}]+/u);
  const words: string[] = [];
  for (const part of parts) {
    const bare = fold(part).replace(/\d+$/, '');
    if (bare === '') continue;
    for (const word of splitCompound(bare)) words.push(...(abbreviations.get(word)?.split(' ') ?? [singular(word)]));
  }
  return words;
}

/** Lower case without diacritics: `Prénom` gives `prenom`, `Straße` gives `strasse`. */
const fold = (word: string): string => word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');

function singular(word: string): string {
  if (word.length < 4 || compoundWords.has(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  return /[^siu]s$/.test(word) ? word.slice(0, -1) : word;
}

/** Splits `mothermaidenname` when the whole of it is made of known words; otherwise it stays one word. */
function splitCompound(word: string): string[] {
  if (word.length < 6 || word.length > 40 || compoundWords.has(word) || abbreviations.has(word)) return [word];
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    for (let start = Math.max(0, end - 16); start < end; start++) {
      const before = best[start];
      const piece = word.slice(start, end);
      if (!before || !(compoundWords.has(piece) || compoundWords.has(singularPlain(piece)))) continue;
      const current = best[end];
      if (!current || before.length + 1 < current.length) best[end] = [...before, piece];
    }
  }
  const pieces = best[word.length];
  return pieces && pieces.length > 1 && pieces.length < 5 ? pieces : [word];
}

const singularPlain = (word: string): string => (word.length > 4 && word.endsWith('s') ? word.slice(0, -1) : word);
