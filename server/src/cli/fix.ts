import { writeFile } from 'node:fs/promises';
import { createTwoFilesPatch } from 'diff';
import { type Analysis, analyze } from '../core/analyze.ts';
import { applyEdits, type Edit } from '../core/fixes/fix.ts';
import { fixAll, safeFixAcross } from '../core/fixes/fix-all.ts';
import { maskedText } from '../core/reports/masked.ts';
import type { VersionedDocument } from '../workspace/sources.ts';
import { encode } from '../workspace/text-file.ts';
import { normalizeUri, toPath } from '../workspace/uris.ts';
import type { AnalyzedFile, Workspace } from '../workspace/workspace.ts';
import { exitCodes, type Io } from './io.ts';
import { type CommonOptions, openSession } from './session.ts';

/** A file with what its fixes made of it, not written yet. */
interface Changed {
  readonly path: string;
  readonly disk: NonNullable<AnalyzedFile['disk']>;
  readonly before: Analysis;
  after: Analysis;
}

/** Fixes uncover others; more rounds than this in one template mean that two fixes fight. */
const maxRounds = 50;

/** `fix [PATH…]`: applies the safe fixes and says what it did; `--dry-run` prints a diff and writes nothing. */
export async function fix(
  io: Io,
  paths: readonly string[],
  options: CommonOptions & { readonly dryRun?: boolean },
): Promise<number> {
  const drafts = new Map<string, VersionedDocument>();
  const { workspace, shown, targets } = await openSession(io, paths, options, (uri) => drafts.get(normalizeUri(uri)));
  const changes = createChanges(workspace, drafts, (path, encoding) =>
    io.err(`${shown(path)}: not fixed, it holds bytes that are not text in ${encoding}. Save it as UTF-8 first.\n`),
  );
  const templates: string[] = [];
  const loaded = new Set<string>();
  workspace.onTemplateLoaded((uri) => void loaded.add(toPath(uri) ?? uri));
  let fixes = 0;
  for (const target of targets) {
    for await (const entry of workspace.files(target)) {
      const result = entry.kind === 'file' ? await workspace.analyzeFile(entry.path) : entry;
      if (result.kind !== 'analysis') continue;
      const { prompts } = result.analysis;
      if (prompts.length === 0 || prompts.some(({ origin }) => origin === 'template')) templates.push(entry.path);
      fixes += changes.fixFile(entry.path, result);
    }
  }
  // Only now is it known which code loads a template, and fills its variables.
  for (const path of templates) {
    if (loaded.has(path)) fixes += changes.fixFile(path, await workspace.analyzeFile(path));
    for (let round = 0; round < maxRounds && (await changes.fixAcross(path)); round++) fixes += 1;
  }
  for (const { path, before, after, disk } of changes.all()) {
    if (options.dryRun)
      io.out(
        createTwoFilesPatch(shown(path), shown(path), maskedText(before), maskedText(after), '', '', { context: 2 }),
      );
    else await writeFile(path, encode(after.document.text, disk.encoding));
  }
  const files = changes.all().length;
  const verb = options.dryRun ? 'would be applied' : 'applied';
  if (!options.quiet)
    io.err(`${fixes} safe fix${fixes === 1 ? '' : 'es'} ${verb} in ${files} file${files === 1 ? '' : 's'}.\n`);
  return exitCodes.clean;
}

/** Files as the fixes have changed them; the workspace reads them in place of those on disk. */
function createChanges(
  workspace: Workspace,
  drafts: Map<string, VersionedDocument>,
  refuse: (path: string, encoding: string) => void,
) {
  const changed = new Map<string, Changed>();
  const analyzed = (text: string, { document, options }: Analysis) =>
    analyze({ ...document, text }, options, workspace.ports);
  const keep = (path: string, disk: Changed['disk'], before: Analysis, after: Analysis) => {
    const known = changed.get(path);
    if (known) known.after = after;
    else changed.set(path, { path, disk, before, after });
    const { uri, languageId, text } = after.document;
    drafts.set(normalizeUri(uri), { uri, languageId, text, version: drafts.size });
    workspace.changed(uri);
  };
  const diskOf = (path: string, result: AnalyzedFile) => changed.get(path)?.disk ?? result.disk;
  const write = async (uri: string, edits: readonly Edit[]): Promise<(() => void) | undefined> => {
    const path = toPath(uri);
    const result = path === undefined ? undefined : await workspace.analyzeFile(path);
    if (path === undefined || result?.kind !== 'analysis') return undefined;
    const disk = diskOf(path, result);
    if (!disk || disk.lossy) return undefined;
    const after = analyzed(applyEdits(result.analysis.document.text, edits), result.analysis);
    return () => keep(path, disk, result.analysis, after);
  };
  return {
    all: () => [...changed.values()],
    /** Safe fixes of one file; their number. */
    fixFile(path: string, result: Awaited<ReturnType<Workspace['analyzeFile']>>): number {
      if (result.kind !== 'analysis') return 0;
      const disk = diskOf(path, result);
      if (!disk) return 0;
      const fixed = fixAll(result.analysis, (text) => analyzed(text, result.analysis));
      if (fixed.applied.length === 0) return 0;
      if (disk.lossy) {
        refuse(path, disk.encoding);
        return 0;
      }
      keep(path, disk, result.analysis, fixed.analysis);
      return fixed.applied.length;
    },
    /** The next safe fix of a template that changes other files too; true when there was one, and all could be changed. */
    async fixAcross(path: string): Promise<boolean> {
      const result = await workspace.analyzeFile(path);
      const found = result.kind === 'analysis' ? safeFixAcross(result.analysis) : undefined;
      if (!found || result.kind !== 'analysis') return false;
      const own = result.analysis.document.uri;
      const uris = new Set(found.fix.edits.map(({ uri }) => uri ?? own));
      const writes = await Promise.all(
        [...uris].map((uri) =>
          write(
            uri,
            found.fix.edits.filter((edit) => (edit.uri ?? own) === uri),
          ),
        ),
      );
      if (writes.some((one) => one === undefined)) return false;
      for (const one of writes) one!();
      const next = await workspace.analyzeFile(path);
      return next.kind === 'analysis' && next.analysis.findings.length <= result.analysis.findings.length;
    },
  };
}
