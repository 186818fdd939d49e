import type { CustomCall } from '../policy/model.ts';
import type { SourceDocument, WorkspacePort } from '../ports.ts';
import { contains } from '../span.ts';
import { type CodeFile, lower, operandSpan } from './code-file.ts';
import { type Candidate, callsNamed, type Found, findCall, namesIn, sdksFor } from './find.ts';
import { seenThrough } from './handed.ts';
import { implementersOf } from './implementers.ts';
import { importsOf, namesFor } from './imports.ts';
import type { Read } from './memo.ts';
import { isMockedType, unmockedIn } from './mocks.ts';
import { answerNow, type CallPorts, namesOf, note } from './open-file.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { type Frame, frameOf } from './value.ts';
import type { Wrapper } from './wrappers.ts';

/** How many functions may hand a prompt on, one to the next, through other files. */
export const maxHops = 2;
const maxCandidates = 200;

/** What finding calls through functions needs beside the file: the functions that a file can call. */
export interface Reach {
  readonly custom: readonly CustomCall[];
  /** Its own and those that it imports. */
  wrappersFor(file: CodeFile): readonly Wrapper[];
}

/** Calls of the functions, by the names under which the file knows them. Calls inside them are theirs. */
export function candidatesThrough(file: CodeFile, wrappers: readonly Wrapper[]): Candidate[] {
  const names = wrappers.flatMap(({ name, uri, returned }) => {
    const known = [...namesFor(name, file.text), ...(uri === file.uri ? [] : defaultImports(file.text))];
    return returned ? known.flatMap((one) => madeWith(one, file.text)) : known;
  });
  return callsNamed(file, new Set(names)).slice(0, maxCandidates);
}

/** Variables that hold what a function returned. */
function madeWith(name: string, text: string): string[] {
  const made = new RegExp(
    `([\\w$]+)\\s*(?::[^=\\n]{1,80})?=\\s*(?:await\\s+)?${name.replaceAll('$', '\\$')}\\s*\\(`,
    'g',
  );
  return [...text.matchAll(made)].slice(0, 8).map(([, variable]) => variable!);
}

/** A default import has whatever name the file gives it. */
const defaultImports = (text: string): string[] =>
  [...text.matchAll(/\bimport\s+([A-Za-z_$][\w$]*)\s*(?:,[^'"\n]*)?\bfrom\b/g)].slice(0, 40).map(([, name]) => name!);

/**
 * The call to Claude that a call of one of the functions makes, with the arguments of the latter in place of the
 * function's parameters; undefined where the callee is something else.
 */
export function findThrough(
  file: CodeFile,
  candidate: Candidate,
  wrappers: readonly Wrapper[],
  reach: Reach,
  frame: Frame = frameOf(file),
  hops = 0,
): Found | undefined {
  const call = lower(file, candidate.node);
  const target = call.kind === 'call' ? resolveFunction({ operand: call.callee, frame }) : undefined;
  if (call.kind !== 'call' || !target || hops > maxHops) return undefined;
  const at = target.frame.file;
  const { start, end } = target.lambda.span;
  for (const wrapper of wrappers) {
    if (wrapper.uri !== at.uri || !contains(wrapper.span, { start, end })) continue;
    // A function that calls itself hands on what it was given from outside.
    if (at.uri === file.uri && contains(wrapper.span, call.span)) continue;
    const inside = enter(target.lambda, target.frame, call.args, frame);
    const made = inside && madeBy(at, wrapper, reach, inside, hops);
    if (!made) continue;
    const calleeEnd = Math.max(call.span.start, operandSpan(call.callee).end);
    return {
      ...made,
      call,
      confidence: target.chosen ? 'possible' : made.confidence,
      calleeSpan: { start: call.span.start, end: calleeEnd },
      through: { name: wrapper.name, span: wrapper.span, ...(at.uri === file.world.main ? {} : { uri: at.uri }) },
      made: made.made ?? { call: made.call, frame: inside },
    };
  }
  return undefined;
}

/** The call in a function's body, seen from where the function was called. */
function madeBy(file: CodeFile, { call }: Wrapper, reach: Reach, frame: Frame, hops: number): Found | undefined {
  let node = file.root.descendantForIndex(call.start, call.end);
  while (node && !(node.endIndex >= call.end && file.language.nodes.calls.has(node.type))) node = node.parent;
  const expr = node && lower(file, node);
  if (!node || expr?.kind !== 'call') return undefined;
  const callee = lower(file, expr.callee);
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  const sdks = sdksFor(file, reach.custom);
  const handed = seenThrough(file, node, namesIn(sdks));
  const direct =
    findCall(file, { node, name }, sdks, frame) ?? (handed ? findCall(file, handed, sdks, frame) : undefined);
  return direct ?? findThrough(file, { node, name }, reach.wrappersFor(file), reach, frame, hops + 1);
}

interface Known {
  readonly text: string;
  readonly wrappers: readonly Wrapper[];
  readonly reads: readonly Read[];
}

/** A workspace imports a few of its modules everywhere; each is read at most once a hop while this many are known. */
const maxKnown = 4_000;
const memory = new WeakMap<CallPorts['syntax'], Map<string, Known>>();

/** Finds the functions of one module; `ports` tell what it reads on the way. */
export type ReadWrappers = (document: SourceDocument, ports: CallPorts) => readonly Wrapper[];

/** The functions of the modules that a file imports; what a test replaces sends nothing. */
export function importedWrappers(
  document: SourceDocument,
  ports: CallPorts,
  key: string,
  read: ReadWrappers,
): Wrapper[] {
  const unmocked = unmockedIn(document, ports.workspace);
  const modules = importsOf(document, ports.workspace).flatMap((target) => {
    const module = ports.workspace.read(target, document.uri);
    return !module || module.uri === document.uri || isMockedType(document, module) ? [] : [module];
  });
  const all = new Map(
    [...modules, ...implementersOf(modules, document.text, ports.workspace)].map((one) => [one.uri, one]),
  );
  all.delete(document.uri);
  return [...all.values()].flatMap((module) => unmocked(module, wrappersOf(module, ports, key, read)));
}

/** The functions of a module: read once, and again when its text or that of a file that it reads has changed. */
export function wrappersOf(
  module: SourceDocument,
  ports: CallPorts,
  key: string,
  read: ReadWrappers,
): readonly Wrapper[] {
  const all = memory.get(ports.syntax) ?? new Map<string, Known>();
  memory.set(ports.syntax, all);
  const id = `${module.uri} ${key}`;
  const before = all.get(id);
  const same = (one: Read) => answerNow(ports.workspace, one) === one.text;
  if (before?.text === module.text && before.reads.every(same)) return before.wrappers;
  const asked = { reads: [], asked: new Set<string>() };
  const wrappers = read(module, { syntax: ports.syntax, workspace: noting(ports.workspace, asked) });
  all.delete(id);
  all.set(id, { text: module.text, wrappers, reads: asked.reads });
  for (const oldest of all.keys()) if (all.size > maxKnown) all.delete(oldest);
  return wrappers;
}

/** The port, with every question and its answer noted. */
const noting = (port: WorkspacePort, asked: Parameters<typeof note>[0]): WorkspacePort => ({
  read(target, from) {
    const found = port.read(target, from);
    note(asked, { kind: 'file', target, from, text: found?.text });
    return found;
  },
  list(folder, from) {
    const names = namesOf(port, folder, from);
    note(asked, { kind: 'folder', target: folder, from, text: names.join('\n') });
    return names;
  },
});
