/**
 * Recall and precision of the variables that the template parsers find, over a folder of real files, judged by each
 * format's own parser where it has one:
 *
 *     node --import tsx scripts/measure-templates.mts FOLDER [--verbose]
 *
 * Nothing of the folder is executed; Jinja2 parses in python3 and renders nothing.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SourceDocument } from '../server/src/core/ports.ts';
import type { PlaceholderSegment } from '../server/src/core/prompt.ts';
import { parseAs } from '../server/src/core/templates/index.ts';
import { type Family, families } from './lib/template-judges.mts';

const [folder, ...flags] = process.argv.slice(2);
if (!folder) {
  console.error('usage: measure-templates.mts FOLDER [--verbose]');
  process.exit(2);
}
const verbose = flags.includes('--verbose');
const largest = 500_000;

function* files(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.name === '.git' || entry.name === 'node_modules' || entry.isSymbolicLink()) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (statSync(path).size <= largest) yield path;
  }
}

interface Tally {
  files: number;
  refused: number;
  expected: number;
  found: number;
  right: number;
  characters: number;
  milliseconds: number;
}

const tallies = new Map<string, Tally>();
const all = [...files(folder)];

for (const family of families) {
  const mine = all.filter(
    (path) => family.path.test(path) && (family.content?.test(readFileSync(path, 'utf8')) ?? true),
  );
  const texts = mine.map((path) => readFileSync(path, 'utf8'));
  const judged = await family.judge(texts);
  const tally: Tally = { files: 0, refused: 0, expected: 0, found: 0, right: 0, characters: 0, milliseconds: 0 };
  for (const [index, text] of texts.entries()) {
    const expected = judged[index];
    if (!expected) {
      tally.refused += 1;
      continue;
    }
    count(tally, family, text, expected, relative(folder, mine[index]!));
  }
  tallies.set(family.title, tally);
}

function count(tally: Tally, family: Family, text: string, expected: ReadonlySet<string>, path: string): void {
  const document: SourceDocument = { uri: `file:///${path}`, languageId: 'plaintext', text };
  const start = performance.now();
  const { prompts } = parseAs(document, family.format);
  tally.milliseconds += performance.now() - start;
  const segments = prompts.flatMap((prompt) => prompt.parts.flatMap((part) => part.segments));
  const placeholders = segments.filter((segment): segment is PlaceholderSegment => segment.kind === 'placeholder');
  const found = new Set(placeholders.flatMap((segment) => family.name(segment, text) ?? []));
  const right = [...found].filter((name) => expected.has(name));
  tally.files += 1;
  tally.characters += text.length;
  tally.expected += expected.size;
  tally.found += found.size;
  tally.right += right.length;
  if (!verbose) return;
  const missed = [...expected].filter((name) => !found.has(name));
  const extra = [...found].filter((name) => !expected.has(name));
  if (missed.length + extra.length > 0)
    console.log(`${family.title} ${path}: missed ${missed.join(' ') || '-'}; extra ${extra.join(' ') || '-'}`);
}

const ratio = (part: number, whole: number) => (whole === 0 ? '-' : (part / whole).toFixed(3));
console.log('| family | judge | files | refused by the judge | variables | recall | precision | MB/s |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const family of families) {
  const { files: read, refused, expected, found, right, characters, milliseconds } = tallies.get(family.title)!;
  const speed = milliseconds === 0 ? '-' : (characters / 1000 / milliseconds).toFixed(1);
  console.log(
    `| ${family.title} | ${family.by} | ${read} | ${refused} | ${expected} | ${ratio(right, expected)} | ${ratio(right, found)} | ${speed} |`,
  );
}
