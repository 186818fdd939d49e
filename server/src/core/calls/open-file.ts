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
  // The same few files are asked for again and again, and none changes during an analysis.
  const files = new Map<string, SourceDocument | undefined>();
  const folders = new Map<string, readonly string[]>();
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
      const key = `${from} ${target}`;
      const found = files.has(key) ? files.get(key) : ports.workspace.read(target, from);
      files.set(key, found);
      note(world.trail, { kind: 'file', target, from, text: found?.text });
      return found;
    },
    list(folder, from) {
      const key = `${from} ${folder}`;
      const names = folders.get(key) ?? namesOf(ports.workspace, folder, from);
      folders.set(key, names);
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
