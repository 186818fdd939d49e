import type { Ports, SourceDocument, WorkspacePort } from '../ports.ts';
import { type CodeFile, codeFile, type World } from './code-file.ts';
import { languages } from './languages/index.ts';
import type { Read } from './memo.ts';

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
      world.trail?.reads.push({ kind: 'file', target, from, text: found?.text });
      return found;
    },
    list(folder, from) {
      const names = namesOf(ports.workspace, folder, from);
      world.trail?.reads.push({ kind: 'folder', target: folder, from, text: names.join('\n') });
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
