import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { callLanguages } from '../core/calls/index.ts';
import { type FileReport, fileReport, policyReport } from '../core/reports/report.ts';
import { loadEngines } from '../workspace/engines.ts';
import { toPath } from '../workspace/uris.ts';
import { type AnalyzedFile, createWorkspace, type Workspace, type WorkspaceOptions } from '../workspace/workspace.ts';
import { type Io, UsageError } from './io.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly policy?: string;
  readonly format?: string;
  readonly quiet?: boolean;
  readonly today?: string;
  readonly engine?: string;
}

/** A workspace for the paths of a command line. */
export interface Session {
  readonly workspace: Workspace;
  /** As shown: relative to where the command runs, with `/`. */
  readonly shown: (path: string) => string;
  readonly targets: readonly string[];
}

/** `open`: texts that stand for those on disk, as an editor's do: what a fix has changed and not written yet. */
export async function openSession(
  io: Io,
  paths: readonly string[],
  options: CommonOptions,
  open?: WorkspaceOptions['open'],
): Promise<Session> {
  const targets = (paths.length ? paths : ['.']).map((path) => resolve(io.cwd, path));
  for (const target of targets) {
    if (!(await stat(target).catch(() => undefined)))
      throw new UsageError(`${target} does not exist. Name a file or a folder.`);
  }
  const today = options.today ?? io.today;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today))) {
    throw new UsageError(`--today ${today} is not a date. Write it as YYYY-MM-DD.`);
  }
  const workspace = createWorkspace({
    roots: [resolve(io.cwd)],
    engines: await loadEngines({ engine: engineOf(options.engine) }),
    today: () => today,
    policy: options.policy && (await policyPath(io, options.policy)),
    open,
  });
  const shown = (path: string) => relative(io.cwd, path).split(sep).join('/') || '.';
  return { workspace, shown, targets };
}

function engineOf(engine = 'auto'): 'auto' | 're2' | 'portable' {
  if (engine === 'auto' || engine === 're2' || engine === 'portable') return engine;
  throw new UsageError(`--engine ${engine} is not one of auto, re2, portable.`);
}

async function policyPath(io: Io, path: string): Promise<string> {
  const absolute = resolve(io.cwd, path);
  if (!(await stat(absolute).catch(() => undefined))?.isFile()) {
    throw new UsageError(
      `--policy ${path} is not a file. Name a prompt-privacy.yaml, or run \`prompt-privacy init\` to write one.`,
    );
  }
  return absolute;
}

/** What became of a file below the targets, with its report. */
export interface Checked {
  readonly report: FileReport;
  readonly analyzed?: AnalyzedFile;
}

/** Reads every file below the targets, in order of name. `watch` is told of each, for progress. */
export async function* checkFiles(
  session: Session,
  options: { readonly only?: ReadonlySet<string>; readonly signal?: AbortSignal } = {},
): AsyncGenerator<Checked> {
  const { workspace, shown } = session;
  const seen = new Set<string>();
  const pathOf = (uri: string) => shown(toPath(uri) ?? uri);
  const checked = (result: AnalyzedFile, path: string): Checked => ({
    report: fileReport(result.analysis, shown(path), pathOf),
    analyzed: result,
  });
  // A text that no folder or name shows to be a prompt may be loaded by a call that is read later.
  const undecided: { readonly path: string; readonly result: AnalyzedFile }[] = [];
  const loaded = new Set<string | undefined>();
  workspace.onTemplateLoaded((uri) => loaded.add(toPath(uri)));
  for (const target of session.targets) {
    for await (const entry of workspace.files(target, { signal: options.signal })) {
      if (seen.has(entry.path)) continue;
      seen.add(entry.path);
      if (entry.kind === 'skipped') {
        yield { report: skippedReport(shown(entry.path), entry.skip.reason) };
        continue;
      }
      if (options.only && !options.only.has(entry.path)) continue;
      const result = await workspace.analyzeFile(entry.path);
      if (result.kind === 'skipped') {
        if (result.skip.code !== 'excluded') yield { report: skippedReport(shown(entry.path), result.skip.reason) };
      } else if (result.kind === 'policy') {
        yield { report: policyReport(shown(entry.path), result.document.text, result.policy.problems) };
      } else if (result.analysis.prompts.length === 0 && !callLanguages.has(result.analysis.document.languageId)) {
        undecided.push({ path: entry.path, result });
      } else {
        yield checked(result, entry.path);
      }
    }
  }
  for (const { path, result } of undecided) {
    const again = loaded.has(path) ? await workspace.analyzeFile(path) : result;
    yield checked(again.kind === 'analysis' ? again : result, path);
  }
}

const skippedReport = (path: string, reason: string): FileReport => ({
  path,
  findings: [],
  suppressed: [],
  problems: [],
  prompts: 0,
  skipped: reason,
});
