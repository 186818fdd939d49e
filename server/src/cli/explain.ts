import { nearest } from '../core/policy/parse/nearest.ts';
import { rules } from '../core/rules/index.ts';
import { exitCodes, type Io, readNamedFile, UsageError } from './io.ts';
import { packageFile } from './package-file.ts';

/** `explain RULE`: the rule's page. */
export async function explain(io: Io, id: string): Promise<number> {
  const known = rules.map((rule) => rule.meta.id);
  if (!known.includes(id)) {
    const guess = nearest(id, known);
    throw new UsageError(
      `There is no rule ${id}.${guess ? ` Did you mean ${guess}?` : ''}\nRules: ${known.join(', ')}`,
    );
  }
  io.out(await readNamedFile(packageFile(`docs/rules/${id}.md`), 'The page'));
  return exitCodes.clean;
}
