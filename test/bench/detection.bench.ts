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

/** Processor time rather than wall time: the machine may do other work. */
function throughput(run: () => void, characters: number): number {
  let best = 0;
  for (let round = 0; round < 4; round++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    best = Math.max(best, characters / (user + system));
  }
  return best;
}

const sum = (texts: readonly string[]): number => texts.reduce((total, { length }) => total + length, 0);

/** The whole detector, one thread, after warm-up; MB are millions of UTF-16 units. */
export async function bench(): Promise<{ name: string; value: number; unit: string }[]> {
  const engine = await loadRegexEngine('auto');
  const detect = createDetector(engine);
  const start = performance.now();
  detect('warm');
  const first = performance.now() - start;
  const code = corpus('node_modules/@anthropic-ai/sdk', /\.(?:js|ts)$/, 4_000_000);
  const documents = corpus('node_modules', /(?:README|CHANGELOG)\.md$/i, 3_000_000);
  const chats = readFileSync(join(root, 'test/fixtures/detection/generated.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text);
  const prose = Array.from({ length: 12 }, () => chats).flat();
  const runAll = (texts: readonly string[]) => () => {
    for (const text of texts) detect(text);
  };
  return [
    {
      name: `code, ${engine.name}, Node ${process.versions.node}`,
      value: throughput(runAll(code), sum(code)),
      unit: 'MB/s',
    },
    { name: 'documents (README, CHANGELOG)', value: throughput(runAll(documents), sum(documents)), unit: 'MB/s' },
    { name: 'prose, short texts full of identifiers', value: throughput(runAll(prose), sum(prose)), unit: 'MB/s' },
    { name: 'prose, one long text', value: throughput(() => detect(prose.join('\n')), sum(prose)), unit: 'MB/s' },
    { name: 'first call (lists unpacked)', value: first, unit: 'ms' },
  ];
}
