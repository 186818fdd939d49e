import type { RegexEngine } from '../../detection/regex-engine.ts';
import { checkPolicy } from '../checks/index.ts';
import type { Policy, PolicyProblem } from '../model.ts';
import { policyShape } from '../schema/definition.ts';
import { builtInPolicy } from '../starters/index.ts';
import { buildPolicy, type Raw } from './build.ts';
import { readYaml } from './document.ts';
import { type Merged, mergeFiles } from './merge.ts';
import { pathOf, pathParts } from './path.ts';
import { problem, quote } from './problem.ts';
import { type Reading, readShape } from './read.ts';
import { revisionOf } from './revision.ts';

/** Gives the text of a file that `extends:` names, relative to the file that names it; undefined when there is none. */
export type LoadPolicy = (target: string, from: string) => { readonly uri: string; readonly text: string } | undefined;

export interface ParseOptions {
  /** `YYYY-MM-DD`. With it, reviews that are due and agreements and exceptions that have expired are problems too. */
  readonly today?: string;
  /** With it, the patterns of `recognizers` and `allow` are checked against the common dialect. */
  readonly engine?: RegexEngine;
}

export interface ParsedPolicy {
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
}

/** Most files that one policy may extend, one after the other. */
const MAX_EXTENDS = 10;

interface PolicyFile {
  readonly uri: string;
  readonly text: string;
  readonly reading: Reading;
}

/**
 * Parses a policy file. Total: a broken file gives what could be read and a problem at each mistake.
 * `load` gives the text of a file named by `extends:`, relative to `uri`; undefined when there is none.
 */
export function parsePolicy(text: string, uri: string, load: LoadPolicy, options: ParseOptions = {}): ParsedPolicy {
  const yaml = readYaml(text, uri);
  const own: PolicyFile = { uri, text, reading: readShape(yaml, policyShape) };
  const { files, problems } = ancestors(own, load);
  const merged = mergeFiles(files.map(({ reading }) => (reading.data ?? {}) as Raw));
  const policy = buildPolicy(merged.data, {
    uri,
    revision: revisionOf(files.map((file) => file.text)),
    locate: locator(files, merged),
  });
  const references = own.reading.references;
  const found = [
    ...yaml.problems,
    ...own.reading.problems,
    ...problems,
    ...checkPolicy(policy, { ...options, references, text }),
  ];
  return { policy, problems: firstOf(found.sort((a, b) => a.span.start - b.span.start)) };
}

/** Problems that are listed; a file with more is not mended one by one. */
const MAX_PROBLEMS = 500;

function firstOf(problems: PolicyProblem[]): PolicyProblem[] {
  const last = problems[MAX_PROBLEMS];
  if (!last) return problems;
  const more = problems.length - MAX_PROBLEMS;
  const message = `${more} more ${more === 1 ? 'mistake is' : 'mistakes are'} not listed. Mend those above first.`;
  return [...problems.slice(0, MAX_PROBLEMS), problem('too-large', last.span, message)];
}

/** The file and those it extends, nearest first. A cycle or a missing file ends the chain with a problem at `extends`. */
function ancestors(own: PolicyFile, load: LoadPolicy): { files: PolicyFile[]; problems: PolicyProblem[] } {
  const files = [own];
  const span = own.reading.locate('extends')?.value ?? { start: 0, end: 0 };
  const fail = (message: string) => ({ files, problems: [problem('extends', span, message)] });
  for (;;) {
    const last = files.at(-1)!;
    const target = (last.reading.data as Raw | undefined)?.extends;
    if (typeof target !== 'string') return { files, problems: [] };
    const builtIn = builtInPolicy(target);
    if (builtIn) {
      files.push({
        uri: `builtin:${target}`,
        text: target,
        reading: { data: builtIn, problems: [], locate: () => undefined, references: [] },
      });
      continue;
    }
    const loaded = load(target, last.uri);
    if (!loaded) return fail(`The policy ${quote(target)} that is extended here cannot be read. Correct the path.`);
    if (files.some((file) => file.uri === loaded.uri)) {
      return fail(`${quote(target)} extends this file in turn: the two go round in a circle. Remove one \`extends\`.`);
    }
    if (files.length > MAX_EXTENDS)
      return fail(`More than ${MAX_EXTENDS} policies extend one another; at most that many are read.`);
    const yaml = readYaml(loaded.text, loaded.uri);
    const reading = readShape(yaml, policyShape);
    const broken = [...yaml.problems, ...reading.problems].filter((one) => one.severity === 'error').length;
    files.push({ ...loaded, reading });
    if (broken > 0)
      return fail(`${quote(target)} has ${broken === 1 ? 'a mistake' : `${broken} mistakes`}. Open it and mend it.`);
  }
}

/** Finds a path of the merged policy in the file where it was written. */
function locator(files: readonly PolicyFile[], { origins }: Merged): Policy['locate'] {
  return (path) => {
    const [section, index, ...rest] = pathParts(path);
    const origin = typeof index === 'number' && typeof section === 'string' ? origins[section]?.[index] : undefined;
    if (origin) {
      const file = files[origin.file]!;
      const spans = file.reading.locate(pathOf([section!, origin.index, ...rest]));
      return spans && (origin.file === 0 ? spans : { ...spans, uri: file.uri });
    }
    for (const [number, file] of files.entries()) {
      const spans = file.reading.locate(path);
      if (spans) return number === 0 ? spans : { ...spans, uri: file.uri };
    }
    return undefined;
  };
}
