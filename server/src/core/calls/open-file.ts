import type { Ports, SourceDocument, WorkspacePort } from '../ports.ts';
import { type CodeFile, codeFile, type World } from './code-file.ts';
import { languages } from './languages/index.ts';
import type { Read, Trail } from './memo.ts';

export type CallPorts = Pick<Ports, 'syntax' | 'workspace'>;

/** Other files that one analysis may open. */
const maxFiles = 40;

/** The names in a folder, as the port lists them; none where a host cannot list. */
export const namesOf = ({ list }: WorkspacePort, folder: string, from: string): readonly string[] =>
  list?.(folder, from) ?? [];

/** What a question that was asked before is answered now: a text, or the names in a folder. */
export const answerNow = (port: WorkspacePort, { kind, target, from }: Omit<Read, 'text'>): string | undefined =>
  kind === 'folder' ? namesOf(port, target, from).join('\n') : port.read(target, from)?.text;

/**
 * The port for one analysis, during which nothing changes: the files of a package, each of which is asked about all
 * others, are asked for once. What a `file:` URL means is the same for whoever asks.
 */
export function askedOnce(port: WorkspacePort): WorkspacePort {
  const files = new Map<string, SourceDocument | undefined>();
  const folders = new Map<string, readonly string[]>();
  return {
    read(target, from) {
      const key = target.startsWith('file:') ? target : `${from} ${target}`;
      if (!files.has(key)) files.set(key, port.read(target, from));
      return files.get(key);
    },
    list(folder, from) {
      const base = folder.startsWith('file:') ? '' : from.slice(0, from.lastIndexOf('/') + 1);
      const known = folders.get(base + folder);
      const names = known ?? namesOf(port, folder, from);
      if (!known) folders.set(base + folder, names);
      return names;
    },
  };
}

/** Notes a question and its answer, once. */
export function note(trail: Pick<Trail, 'reads' | 'asked'> | undefined, read: Read): void {
  const key = `${read.kind} ${read.from} ${read.target}`;
  if (!trail || trail.asked.has(key)) return;
  trail.asked.add(key);
  trail.reads.push(read);
}

/**
 * A file with the means to open others, for one analysis; undefined where its language has no grammar. `shown`: the
 * text that expressions are quoted from, where the parsed one is made from it.
 */
export function openFile(document: SourceDocument, ports: CallPorts, shown: string): CodeFile | undefined {
  const open = new Map<string, CodeFile | undefined>();
  const parse = (one: SourceDocument): CodeFile | undefined => {
    const language = languages[one.languageId];
    const tree = language && ports.syntax.parse(one.languageId, one.text, one.uri);
    return tree && codeFile(one, tree, language, world);
  };
  const world: World = {
    workspace: ports.workspace,
    trail: undefined,
    main: document.uri,
    mainText: shown,
    read(target, from) {
      const found = ports.workspace.read(target, from);
      note(world.trail, { kind: 'file', target, from, text: found?.text });
      return found;
    },
    list(folder, from) {
      const names = namesOf(ports.workspace, folder, from);
      note(world.trail, { kind: 'folder', target: folder, from, text: names.join('\n') });
      return names;
    },
    open(target, from) {
      const key = `${from.uri} ${target}`;
      if (open.size >= maxFiles && !open.has(key)) return undefined;
      const found = world.read(target, from.uri);
      if (open.has(key)) return open.get(key);
      const file = found?.uri === document.uri ? main : found && parse(found);
      open.set(key, file);
      return file;
    },
  };
  const main = parse(document);
  return main;
}
