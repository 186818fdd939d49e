import { parseCalls } from '../../server/src/core/calls/index.ts';
import type { Ports, SourceDocument } from '../../server/src/core/ports.ts';
import { testPorts } from '../support/ports.ts';

/** A source file of about `lines` lines: services with helpers, each with one call to Claude. */
export function longFile(lines: number): string {
  const header = "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n";
  const blocks: string[] = [];
  for (let index = 0; (index + 1) * 40 < lines; index++) {
    const filler = Array.from(
      { length: 18 },
      (_, at) => `  const value${at} = compute(record.field${at}, ${at}) ?? record.other${at};`,
    );
    blocks.push(`
interface Record${index} { name: string; email: string; notes: { text: string }[] }

function describe${index}(record: Record${index}): string {
  const lines = record.notes.map((note) => \`- \${note.text.trim()}\`).join('\\n');
  return \`Name: \${record.name}\\n\${lines}\`;
}

export async function summarise${index}(record: Record${index}, question: string) {
${filler.join('\n')}
  let prompt = describe${index}(record);
  prompt += \`\\nQuestion: \${question}\`;
  const message = await client.messages.create({
    model: 'claude-opus-5-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: prompt }],
  });
  logger.info('answered', { id: message.id });
  return message.content;
}
`);
  }
  return header + blocks.join('');
}

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;

/** Milliseconds as somebody waits for them: true on an idle machine only. */
function time(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** First analysis and re-analysis after a one-character edit of a 2,000-line file; memory after many files. */
export async function bench(): Promise<{ name: string; value: number; unit: string }[]> {
  const ports = await testPorts();
  const text = longFile(2_000);
  const at = (uri: string, content: string): SourceDocument => ({ uri, languageId: 'typescript', text: content });
  for (let warm = 0; warm < 4; warm++) parseCalls(at(`file:///warm${warm}.ts`, text), ports, []);
  const first = Array.from({ length: 8 }, (_, run) =>
    time(() => parseCalls(at(`file:///first${run}.ts`, text), ports, [])),
  );
  const uri = 'file:///edited.ts';
  parseCalls(at(uri, text), ports, []);
  const edits: number[] = [];
  let edited = text;
  for (let step = 0; step < 200; step++) {
    // One character more, in the prompt of one function after the other.
    const position = edited.indexOf('Question: ', Math.floor((edited.length / 200) * step) % (edited.length - 4_000));
    edited = `${edited.slice(0, position)}x${edited.slice(position)}`;
    edits.push(time(() => parseCalls(at(uri, edited), ports, [])));
  }
  const before = process.memoryUsage().rss;
  manyFiles(ports, 5_000);
  const grown = (process.memoryUsage().rss - before) / 1e6;
  return [
    { name: 'calls: first analysis of 2,000 lines, median', value: percentile(first, 0.5), unit: 'ms' },
    { name: 'calls: re-analysis after one character, median', value: percentile(edits, 0.5), unit: 'ms' },
    { name: 'calls: re-analysis after one character, p95', value: percentile(edits, 0.95), unit: 'ms' },
    { name: 'calls: memory grown by analysing 5,000 files', value: grown, unit: 'MB' },
  ];
}

function manyFiles(ports: Ports, count: number): void {
  const text = longFile(120);
  for (let index = 0; index < count; index++) {
    parseCalls({ uri: `file:///many/${index}.ts`, languageId: 'typescript', text: `${text}// ${index}\n` }, ports, []);
  }
}
