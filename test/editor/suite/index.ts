// Entry that VS Code's extension host loads: runs the bundled suite with Mocha, writes the counts, fails when a test failed.
import { writeFileSync } from 'node:fs';
import { format } from 'node:util';
import { onStage, say } from './stage.ts';

export async function run(): Promise<void> {
  // Mocha is an ES module: required from a CommonJS bundle it comes in another shape on each Node.
  const { default: Mocha } = await import('mocha');
  const grep = process.env['PROMPT_PRIVACY_GREP'];
  const mocha = new Mocha({ ...(grep && { grep }), ui: 'tdd', color: false, timeout: 60_000, reporter: 'spec' });
  // In the browser the console belongs to the workbench and its own messages: the report goes past it.
  if (onStage) Mocha.reporters.Base.consoleLog = (...line: unknown[]) => void say(format(...line));
  mocha.suite.emit('pre-require', globalThis, 'suite', mocha);
  await import('./activation.test.ts');
  await import('./editing.test.ts');
  await import('./every-fix.test.ts');
  await import('./pictures.test.ts');
  mocha.suite.emit('require', {}, 'suite', mocha);
  mocha.suite.emit('post-require', globalThis, 'suite', mocha);
  const stats = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats!));
  });
  await say('');
  const counts = process.env['PROMPT_PRIVACY_COUNTS'];
  if (counts)
    writeFileSync(counts, JSON.stringify({ passed: stats.passes, failed: stats.failures, skipped: stats.pending }));
  if (stats.failures > 0) throw new Error(`${stats.failures} of ${stats.tests} editor tests failed`);
}
