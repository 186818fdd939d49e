import { inspection, inspectionText } from '../core/reports/inspect.ts';
import { exitCodes, type Io, UsageError } from './io.ts';
import { type CommonOptions, openSession } from './session.ts';

/** `inspect [PATH…]`: what the tool sees, one JSON line a file; `--format text` for people. */
export async function inspect(io: Io, paths: readonly string[], options: CommonOptions): Promise<number> {
  const format = options.format ?? 'json';
  if (format !== 'json' && format !== 'text') throw new UsageError(`--format ${format} is not one of json, text.`);
  const { workspace, shown, targets } = await openSession(io, paths, options);
  for (const target of targets) {
    for await (const entry of workspace.files(target)) {
      const result =
        entry.kind === 'file'
          ? await workspace.analyzeFile(entry.path)
          : { kind: 'skipped' as const, skip: entry.skip };
      if (result.kind === 'policy') continue;
      if (result.kind === 'skipped') {
        if (result.skip.code !== 'excluded') io.err(`${shown(entry.path)}: skipped, ${result.skip.reason}\n`);
        continue;
      }
      // A file that was named is always shown; below a folder only those that hold something.
      const seen = inspection(result.analysis, shown(entry.path));
      if (entry.path !== target && seen.prompts.length === 0 && seen.problems.length === 0) continue;
      io.out(format === 'json' ? `${JSON.stringify(seen)}\n` : inspectionText(seen));
    }
  }
  return exitCodes.clean;
}
