// The index over a large workspace: how long it takes, how long others wait meanwhile, and what memory it leaves.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEngines } from '../../server/src/workspace/engines.ts';
import { createPromptIndex } from '../../server/src/workspace/prompt-index.ts';
import { createWorkspace } from '../../server/src/workspace/workspace.ts';

const files = 5000;

/** One file in ten calls Claude, one is a template; the others are code and notes that do neither. */
function content(index: number): readonly [name: string, text: string] {
  const filler = `export const value${index} = [${Array.from({ length: 200 }, (_, at) => at * index).join(', ')}];\n`;
  if (index % 10 === 0) {
    const call = `import Anthropic from '@anthropic-ai/sdk';
import { value${index + 1} } from './module-${index + 1}.ts';
const client = new Anthropic();
export async function ask(patient: { name: string; note: string }) {
  const prompt = \`Summarise the note of \${patient.name}: \${patient.note}\`;
  return client.messages.create({ model: 'claude-opus-4-5', max_tokens: 100, messages: [{ role: 'user', content: prompt }] });
}
`;
    return [`src/module-${index}.ts`, call + filler];
  }
  if (index % 10 === 5)
    return [`prompts/prompt-${index}.j2`, `Write to {{ customer.name }} about order ${index}.\n`.repeat(20)];
  return index % 10 < 5
    ? [`src/module-${index}.ts`, filler]
    : [`notes/note-${index}.md`, `Note ${index}.\n`.repeat(100)];
}

export async function bench(): Promise<{ name: string; value: number; unit: string }[]> {
  const root = mkdtempSync(join(tmpdir(), 'prompt-privacy-bench-'));
  for (const folder of ['src', 'prompts', 'notes']) mkdirSync(join(root, folder));
  for (let index = 0; index < files; index++) {
    const [name, text] = content(index);
    writeFileSync(join(root, name), text);
  }
  try {
    const engines = await loadEngines();
    engines.detect('Tables are built at the first use.');
    const workspace = createWorkspace({ roots: [root], engines, today: () => '2026-11-24' });
    const index = createPromptIndex(workspace, async () => ({ maxFiles: 10_000, maxCharacters: 1e9 }));
    const before = process.memoryUsage().rss;
    let longest = 0;
    let last = performance.now();
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const started = performance.now();
    const { prompts } = await index.current();
    const seconds = (performance.now() - started) / 1000;
    clearInterval(pulse);
    return [
      { name: `index of ${files} files, ${prompts.length} prompts`, value: seconds, unit: 's' },
      { name: 'longest wait of others meanwhile', value: longest, unit: 'ms' },
      { name: 'memory that the process grew by', value: (process.memoryUsage().rss - before) / 1e6, unit: 'MB' },
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
