import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDetector } from '../../server/src/core/detection/index.ts';
import { loadRegexEngine } from '../../server/src/workspace/regex-engines.ts';

const root = join(import.meta.dirname, '../..');

/** Files below a folder of the installed packages, as texts: real sources and documents, and no network. */
function corpus(folder: string, extension: RegExp, limit: number): string[] {
  const texts: string[] = [];
  let size = 0;
  for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!extension.test(file) || size > limit) continue;
    const text = readFileSync(join(root, folder, file), 'utf8');
    texts.push(text);
    size += text.length;
  }
  return texts;
}

/** Running text of documents: paragraphs of at least two lines' length that are no code, table, list or heading. */
function paragraphs(documents: readonly string[]): string[] {
  return documents.flatMap((text) => {
    const found = text
      .replace(/^(?:```|~~~)[\s\S]*?^(?:```|~~~)/gm, '')
      .split(/\n\s*\n/)
      .filter((one) => one.length > 160 && /^[A-Z]/.test(one) && !/^[#|<>*-]|^\s{4}|\n[|*-]/.test(one));
    return found.length > 0 ? [found.join('\n\n')] : [];
  });
}

/** What a note says beside who it is about: two thirds of a clinical text have no identifier. */
const narrative = [
  'The patient was seen on the ward this morning and reports that the pain has improved since yesterday.',
  'Vital signs have been stable overnight, with no fever and a normal heart rate.',
  'On examination the abdomen is soft, there is no tenderness, and bowel sounds are present.',
  'Breath sounds are clear on both sides, and the wound is clean and dry without signs of infection.',
  'Blood tests show a slight increase of the creatinine, which will be checked again before discharge.',
  'We discussed the results of the scan and the options for treatment, and questions were answered.',
  'The medication was well tolerated, and the dose will be reduced over the next two weeks.',
  'There is a history of high blood pressure and of asthma in childhood; nobody smokes in the household.',
  'Physiotherapy continues twice a day, and walking with a frame is possible without help.',
  'The plan is to go home with oral antibiotics and to come back if symptoms return or get worse.',
  'No allergies are known, and the diet was changed after advice from the dietician.',
  'If the swelling does not go down within three days, an ultrasound of the left leg should be done.',
];

/** Notes as they are written: a passage with identifiers, and twelve sentences around it. */
const notes = (passages: readonly string[]): string[] =>
  passages.map((passage, index) => {
    const sentences = narrative.map((_, at) => narrative[(at * 5 + index) % narrative.length]!);
    return `${sentences.slice(0, 4).join(' ')}\n${passage}\n${sentences.slice(4).join(' ')}`;
  });

const seconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/**
 * MB (millions of UTF-16 units) a second of processor time, since the machine may do other work: warm for a second and
 * a half, then the best pass of two seconds.
 */
function throughput(run: () => void, texts: readonly string[]): number {
  const size = texts.reduce((total, { length }) => total + length, 0) / 1e6;
  for (const start = seconds(); seconds() - start < 1.5; ) run();
  let best = 0;
  for (const start = seconds(); seconds() - start < 2; ) {
    const before = seconds();
    run();
    best = Math.max(best, size / (seconds() - before));
  }
  return best;
}

/** The whole detector on one thread. */
export async function bench(): Promise<{ name: string; value: number; unit: string }[]> {
  const engine = await loadRegexEngine('auto');
  const detect = createDetector(engine);
  const start = performance.now();
  detect('warm');
  const first = performance.now() - start;
  const passages = readFileSync(join(root, 'test/fixtures/detection/generated.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text);
  const documents = corpus('node_modules', /(?:README|CHANGELOG)\.md$/i, 3_000_000);
  const dense = Array.from({ length: 12 }, () => passages).flat();
  const sets: readonly (readonly [string, readonly string[]])[] = [
    ['code', corpus('node_modules/@anthropic-ai/sdk', /\.(?:js|ts)$/, 4_000_000)],
    ['documents, whole: README, CHANGELOG', documents],
    ['prose, paragraphs of those documents', paragraphs(documents)],
    ['prose, clinical notes', notes(passages)],
    ['prose, short texts full of identifiers', dense],
    ['prose, the same as one text', [dense.join('\n')]],
  ];
  return [
    ...sets.map(([name, texts]) => ({
      name: `${name} (an entity every ${spacing(detect, texts)} characters)`,
      value: throughput(() => {
        for (const text of texts) detect(text);
      }, texts),
      unit: 'MB/s',
    })),
    { name: `first call: lists unpacked; ${engine.name}, Node ${process.versions.node}`, value: first, unit: 'ms' },
  ];
}

function spacing(detect: ReturnType<typeof createDetector>, texts: readonly string[]): number {
  let size = 0;
  let found = 0;
  for (const text of texts) {
    size += text.length;
    found += detect(text).length;
  }
  return Math.round(size / Math.max(1, found));
}
