/**
 * npm run evaluate:calls -- LABELS… --mirrors DIR [--half 1|2] [--sample N] [--repo owner/name] [--show misses,alarms,arguments,values,extras]
 *
 * How well calls to Claude are found in real code. LABELS are JSON Lines files (or a folder of them), named by language,
 * with one line a file of a public repository; their shape is `LabelledFile` in `lib/call-labels.mts`. DIR holds the
 * repositories as bare mirrors, `owner+name`. Each file is analysed at its commit, with the rest of the repository there
 * to follow imports into, exactly as the product reads it, and with no policy.
 *
 * How labels and findings are matched:
 * - **Calls.** A finding is a labelled call when the label's line lies within the call expression, one line of tolerance
 *   at both ends; one to one, nearest beginnings first. Recall counts labelled calls, those whose model is only known at
 *   run time among them. Every other finding in a labelled file is an alarm, in whichever confidence: precision. Calls
 *   labelled `optional` count for neither.
 * - **Arguments.** Of the calls that were found, the share whose set of argument paths equals the labelled set. Indexes
 *   are left out: `messages[0].content` is `messages[].content`. Tools' descriptions, schemas and stop sequences are compared
 *   as one path each (`tools`), and only where a label names them. `paths` is the same by path: right ones among labelled and found.
 * - **Values.** Of the labelled values of all calls (missed calls too), the share that is a placeholder of that call:
 *   the same expression or the same source path, after `?.`, `!`, `await`, blanks, indexes and the functions around a
 *   value are left out. Placeholders that no label names are only listed (`--show extras`).
 *
 * Intervals are Wilson's, 95 %.
 */
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { callLanguages, parseCalls } from '../server/src/core/calls/index.ts';
import { lineIndex } from '../server/src/core/lines.ts';
import { loadEngines } from '../server/src/workspace/engines.ts';
import { createPorts } from '../server/src/workspace/ports.ts';
import {
  compareArguments,
  compareValues,
  type FoundCall,
  halfOf,
  type LabelledFile,
  matchCalls,
  readLabels,
} from './lib/call-labels.mts';
import { type MirrorFiles, openMirror } from './lib/mirror-files.mts';

const usage =
  'Usage: npm run evaluate:calls -- LABELS… --mirrors DIR [--half 1|2] [--sample N] [--repo owner/name] [--show misses,alarms,arguments,values,extras]';
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mirrors: { type: 'string' },
    half: { type: 'string', default: 'all' },
    sample: { type: 'string' },
    repo: { type: 'string' },
    show: { type: 'string', default: '' },
  },
});
const mirrors = options.mirrors ?? '';
if (positionals.length === 0 || mirrors === '') {
  console.error(usage);
  process.exit(2);
}
const shown = new Set(options.show.split(','));
const show = (what: string, line: () => string): void => {
  if (shown.has(what)) console.log(`${what === 'misses' ? 'miss' : what.replace(/s$/, '')} ${line()}`);
};

const engines = await loadEngines({ engine: 'portable' });
await engines.load(callLanguages);

const newTally = () => ({
  files: 0,
  repos: new Set<string>(),
  calls: 0,
  found: 0,
  alarms: 0,
  exact: 0,
  paths: 0,
  rightPaths: 0,
  values: 0,
  rightValues: 0,
});
type Tally = ReturnType<typeof newTally>;

/** One mirror at a time is kept open: labels come in order of repository. */
let mirror: { readonly key: string; readonly files: MirrorFiles } | undefined;

const tallies: [string, Tally][] = labelFiles(positionals).map((file) => {
  const tally = newTally();
  for (const label of inOrder(readLabels(file))) evaluate(label, tally);
  return [basename(file, '.jsonl'), tally];
});
printTable(tallies);

function labelFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => name.endsWith('.jsonl'))
          .map((name) => join(path, name))
      : [path],
  );
}

/** Those asked for, repository by repository, so that one mirror is open at a time. */
function inOrder(labels: readonly LabelledFile[]): LabelledFile[] {
  return labels
    .filter(({ repo }) => options.half === 'all' || String(halfOf(repo)) === options.half)
    .filter(({ sample }) => options.sample === undefined || String(sample ?? 1) === options.sample)
    .filter(({ repo }) => options.repo === undefined || repo === options.repo)
    .sort((a, b) => `${a.repo} ${a.commit}`.localeCompare(`${b.repo} ${b.commit}`));
}

function evaluate(label: LabelledFile, tally: Tally): void {
  const { pairs, missed, alarms } = matchCalls(label.calls, findCalls(label));
  const at = (line: number) => `${label.repo} ${label.path}:${line}`;
  tally.files++;
  tally.repos.add(label.repo);
  tally.calls += pairs.length + missed.length;
  tally.found += pairs.length;
  tally.alarms += alarms.length;
  for (const call of missed) {
    show('misses', () => `${at(call.line)} ${call.api}`);
    tally.values += call.values.length;
  }
  for (const { line, prompt } of alarms) show('alarms', () => `${at(line)} ${prompt.api} (${prompt.confidence})`);
  for (const { label: call, found } of pairs) {
    const paths = compareArguments(call, found);
    const right = new Set(call.arguments).size - paths.missing.length;
    tally.rightPaths += right;
    tally.paths += right + paths.missing.length + paths.extra.length;
    if (paths.missing.length + paths.extra.length === 0) tally.exact++;
    else
      show('arguments', () => `${at(call.line)} missing [${paths.missing.join(' ')}] extra [${paths.extra.join(' ')}]`);
    const values = compareValues(call, found);
    tally.values += call.values.length;
    tally.rightValues += call.values.length - values.missing.length;
    for (const value of values.missing) show('values', () => `${at(call.line)} ${value}`);
    for (const value of values.extra) show('extras', () => `${at(call.line)} ${value.replace(/\s+/g, ' ')}`);
  }
}

function findCalls({ repo, commit, path }: LabelledFile): FoundCall[] {
  const key = `${repo} ${commit}`;
  if (mirror?.key !== key) mirror = { key, files: openMirror(mirrors, repo, commit) };
  const { root, sources } = mirror.files;
  const document = sources.read(`${root}/${path}`);
  if (!document) throw new Error(`${repo} has no ${path} at ${commit}.`);
  const { ports } = createPorts(engines, sources, () => [root]);
  const place = lineIndex(document.text);
  const { prompts, problems } = parseCalls(document, ports, []);
  for (const { message } of problems) console.error(`${repo} ${path}: ${message}`);
  // Labels are of calls to Claude. Templates in strings stand beside the calls that they are filled for, calls of the
  // program's own functions that call Claude are found as well.
  const calls = prompts.filter(({ origin, through }) => origin === 'call' && !through);
  return calls.map((prompt) => ({
    prompt,
    line: place(prompt.span.start).line,
    endLine: place(prompt.span.end).line,
  }));
}

/** Wilson's 95 % interval. */
function share(right: number, all: number): string {
  if (all === 0) return '-';
  const z = 1.96;
  const p = right / all;
  const middle = (p + (z * z) / (2 * all)) / (1 + (z * z) / all);
  const half = (z * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all))) / (1 + (z * z) / all);
  const two = (value: number) => Math.max(0, Math.min(1, value)).toFixed(2);
  return `${p.toFixed(3)} (${two(middle - half)} to ${two(middle + half)})`;
}

function printTable(rows: readonly [string, Tally][]): void {
  const head = ['language', 'projects', 'files', 'calls', 'recall', 'precision', 'arguments exact', 'paths', 'values'];
  const cells = rows.map(([language, t]) => [
    language,
    String(t.repos.size),
    String(t.files),
    String(t.calls),
    share(t.found, t.calls),
    share(t.found, t.found + t.alarms),
    share(t.exact, t.found),
    share(t.rightPaths, t.paths),
    share(t.rightValues, t.values),
  ]);
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  for (const row of [head, head.map(() => '---'), ...cells]) console.log(line(row));
}
