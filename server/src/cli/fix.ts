import { writeFile } from 'node:fs/promises';
import { createTwoFilesPatch } from 'diff';
import { analyze } from '../core/analyze.ts';
import { fixAll } from '../core/fixes/fix-all.ts';
import { maskedText } from '../core/reports/masked.ts';
import { encode } from '../workspace/text-file.ts';
import { exitCodes, type Io } from './io.ts';
import { type CommonOptions, openSession } from './session.ts';

/** `fix [PATH…]`: applies the safe fixes and says what it did; `--dry-run` prints a diff and writes nothing. */
export async function fix(
  io: Io,
  paths: readonly string[],
  options: CommonOptions & { readonly dryRun?: boolean },
): Promise<number> {
  const { workspace, shown, targets } = await openSession(io, paths, options);
  let files = 0;
  let fixes = 0;
  for (const target of targets) {
    for await (const entry of workspace.files(target)) {
      const result = entry.kind === 'file' ? await workspace.analyzeFile(entry.path) : entry;
      if (result.kind !== 'analysis' || !result.disk) continue;
      const { analysis, disk } = result;
      const fixed = fixAll(analysis, (text) =>
        analyze({ ...analysis.document, text }, analysis.options, workspace.ports),
      );
      if (fixed.applied.length === 0) continue;
      const path = shown(entry.path);
      if (disk.lossy) {
        io.err(`${path}: not fixed, it holds bytes that are not text in ${disk.encoding}. Save it as UTF-8 first.\n`);
        continue;
      }
      files++;
      fixes += fixed.applied.length;
      if (options.dryRun)
        io.out(
          createTwoFilesPatch(path, path, maskedText(analysis), maskedText(fixed.analysis), '', '', { context: 2 }),
        );
      else await writeFile(entry.path, encode(fixed.text, disk.encoding));
    }
  }
  const verb = options.dryRun ? 'would be applied' : 'applied';
  if (!options.quiet)
    io.err(`${fixes} safe fix${fixes === 1 ? '' : 'es'} ${verb} in ${files} file${files === 1 ? '' : 's'}.\n`);
  return exitCodes.clean;
}
