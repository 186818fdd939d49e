import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { baselineOf, parseBaseline, withoutBaseline } from '../core/reports/baseline.ts';
import { githubReport, jsonReport, junitReport } from '../core/reports/json.ts';
import { atLeast, type FileReport, policyReport, type ReportedSeverity } from '../core/reports/report.ts';
import { sarifReport } from '../core/reports/sarif.ts';
import { textReport } from '../core/reports/text.ts';
import { rules } from '../core/rules/index.ts';
import { exitCodes, type Io, painter, readNamedFile, UsageError } from './io.ts';
import { createProgress } from './progress.ts';
import { type CommonOptions, checkFiles, openSession, type Session } from './session.ts';
import { version } from './version.ts';

export interface CheckOptions extends CommonOptions {
  readonly failOn?: string;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly changed?: string;
}

const severities: readonly string[] = ['error', 'warning', 'information', 'hint', 'never'];

/** `check [PATH…]`: findings of every prompt below the paths. Exit 1 when one is at or above `--fail-on`, 2 for a broken policy. */
export async function check(io: Io, paths: readonly string[], options: CheckOptions): Promise<number> {
  const failOn = options.failOn ?? 'error';
  if (!severities.includes(failOn)) throw new UsageError(`--fail-on ${failOn} is not one of ${severities.join(', ')}.`);
  const render = renderer(io, options.format ?? 'text');
  const session = await openSession(io, paths, options);
  const only = options.changed === undefined ? undefined : await changedFiles(io.cwd, options.changed);
  const files = await collect(io, session, only, options);
  if (options.updateBaseline) {
    if (!options.baseline) throw new UsageError('--update-baseline needs --baseline FILE: where to write it.');
    await writeFile(resolve(io.cwd, options.baseline), `${JSON.stringify(baselineOf(files), null, 1)}\n`);
  }
  const reported = options.baseline ? withoutBaseline(files, await readBaseline(io, options.baseline)) : files;
  io.out(render(options.quiet ? reported.map(quiet) : reported));
  if (reported.some((file) => file.problems.some((problem) => problem.severity === 'error'))) return exitCodes.usage;
  const failing = (severity: ReportedSeverity) => failOn !== 'never' && atLeast(severity, failOn as ReportedSeverity);
  return reported.some((file) => file.findings.some((one) => failing(one.severity)))
    ? exitCodes.findings
    : exitCodes.clean;
}

async function collect(
  io: Io,
  session: Session,
  only: ReadonlySet<string> | undefined,
  options: CheckOptions,
): Promise<FileReport[]> {
  const progress = createProgress(io, options.quiet);
  const files: FileReport[] = [];
  const policies = new Set<string>();
  for await (const { report, analyzed } of checkFiles(session, { only })) {
    files.push(report);
    progress.tick(report.path, report.findings.length);
    const policy = analyzed?.policy;
    // A policy outside the checked paths (further up, or named by --policy) still has to be sound.
    if (policy?.path && !policies.has(policy.path)) {
      policies.add(policy.path);
      const shown = session.shown(policy.path);
      if (!files.some((file) => file.path === shown) && policy.problems.length)
        files.unshift(policyReport(shown, policy.text, policy.problems));
    }
  }
  progress.done();
  const unique = new Map(files.map((file) => [file.path, file]));
  return [...unique.values()];
}

function renderer(io: Io, format: string): (files: readonly FileReport[]) => string {
  switch (format) {
    case 'text':
      return (files) => textReport(files, painter(io));
    case 'json':
      return jsonReport;
    case 'sarif':
      return (files) => sarifReport(files, rules, version);
    case 'github':
      return githubReport;
    case 'junit':
      return junitReport;
    default:
      throw new UsageError(`--format ${format} is not one of text, json, sarif, github, junit.`);
  }
}

/** `--quiet`: errors only. */
const quiet = (file: FileReport): FileReport => ({
  ...file,
  findings: file.findings.filter((one) => one.severity === 'error'),
});

async function readBaseline(io: Io, path: string) {
  const baseline = parseBaseline(await readNamedFile(resolve(io.cwd, path), '--baseline'));
  if (!baseline) throw new UsageError(`--baseline ${path} is not a baseline. Write one with --update-baseline.`);
  return baseline;
}

/** Absolute paths of the files that differ from `revision`, untracked ones included. */
async function changedFiles(cwd: string, revision: string): Promise<Set<string>> {
  if (revision.startsWith('-')) throw new UsageError(`--changed ${revision} is not a revision.`);
  // A repository may name programs in its configuration; none of them is to run (invariant 8).
  const git = (...args: string[]) =>
    promisify(execFile)('git', ['-c', 'core.fsmonitor=false', ...args], { cwd, maxBuffer: 64_000_000 });
  try {
    const { stdout: top } = await git('rev-parse', '--show-toplevel');
    const { stdout: tracked } = await git(
      'diff',
      '--no-ext-diff',
      '--name-only',
      '--diff-filter=d',
      '-z',
      revision,
      '--',
    );
    const { stdout: untracked } = await git(
      'ls-files',
      '--others',
      '--exclude-standard',
      '--full-name',
      '-z',
      '--',
      ':/',
    );
    return new Set(
      [...tracked.split('\0'), ...untracked.split('\0')].filter(Boolean).map((path) => resolve(top.trim(), path)),
    );
  } catch (error) {
    throw new UsageError(
      `--changed ${revision}: git does not know it here (${(error as Error).message.split('\n')[0]}).`,
    );
  }
}
