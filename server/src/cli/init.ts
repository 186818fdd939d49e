import { stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { initialPolicy } from '../core/policy/init.ts';
import type { ResolvedPrompt } from '../core/policy/resolve-model.ts';
import { exitCodes, type Io, UsageError } from './io.ts';
import { type CommonOptions, checkFiles, openSession } from './session.ts';

/** `init`: writes a commented policy from what the workspace contains. Never overwrites one. */
export async function init(
  io: Io,
  folder = '.',
  options: CommonOptions & { readonly stdout?: boolean },
): Promise<number> {
  const path = join(resolve(io.cwd, folder), 'prompt-privacy.yaml');
  if (!options.stdout && (await stat(path).catch(() => undefined))) {
    throw new UsageError(`${path} exists already. Use --stdout to see what init would write.`);
  }
  const below = (shown: string) => relative(dirname(path), resolve(io.cwd, shown)).split(sep).join('/');
  const session = await openSession(io, [folder], options);
  const prompts: { path: string; resolved: ResolvedPrompt }[] = [];
  for await (const { report, analyzed } of checkFiles(session)) {
    for (const resolved of analyzed?.analysis.resolved ?? []) prompts.push({ path: below(report.path), resolved });
  }
  const text = initialPolicy(prompts, { today: options.today ?? io.today });
  if (options.stdout) io.out(text);
  else {
    await writeFile(path, text, { flag: 'wx' });
    io.err(
      `${session.shown(path)} written from ${prompts.length} prompt${prompts.length === 1 ? '' : 's'}. Read it, then run \`prompt-privacy check\`.\n`,
    );
  }
  return exitCodes.clean;
}
