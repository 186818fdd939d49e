import { posix } from 'node:path';
import type { Analysis } from '../core/analyze.ts';
import { functionAround } from '../core/calls/index.ts';
import type { Ports, WorkspacePort } from '../core/ports.ts';
import type { FormatEvidence } from '../core/templates/decide.ts';
import { type Delimiters, delimitersIn } from '../core/templates/delimiters.ts';
import type { TemplateUse } from '../core/templates/uses.ts';
import type { Sources } from './sources.ts';
import { linksOf, usesBaml } from './template-links.ts';
import { normalizeUri, toPath, uriPath } from './uris.ts';

/** Which templates calls load: such a file is a prompt, whatever its folder. Grows as files are analysed. */
export interface TemplateLoads {
  evidenceFor(uri: string): FormatEvidence | undefined;
  /** The files that load a template, as they are now, with the places that name it. */
  usesOf(uri: string): TemplateUse[];
  /** Notes what the calls of a file load. */
  note(analysis: Analysis, port: WorkspacePort): void;
  /** Told of each template once, when the first call that loads it is seen. */
  onNew(listener: (uri: string) => void): void;
}

/** What one file loads: its text when it was read, and its links by template. */
interface Loader {
  readonly uri: string;
  readonly baml: boolean;
  readonly delimiters?: Delimiters;
  readonly targets: ReadonlyMap<string, readonly { readonly start: number; readonly end: number }[]>;
}

export function createTemplateLoads(ports: Ports, sources: Sources): TemplateLoads {
  const loaders = new Map<string, string>();
  const files = new Map<string, Loader>();
  const listeners: ((uri: string) => void)[] = [];

  const useOf = (loader: Loader, key: string): TemplateUse[] => {
    const path = toPath(loader.uri);
    const document = path === undefined ? sources.open(loader.uri) : sources.read(path);
    if (!document) return [];
    const names = [...(loader.targets.get(key) ?? [])];
    return [
      {
        document,
        references: names.filter(({ end }) => end <= document.text.length),
        parse: (text) => ports.syntax.parse(document.languageId, text, `${document.uri}#fix`),
        functionAround: (offset) => functionAround(document, ports, offset),
      },
    ];
  };
  return {
    evidenceFor(uri) {
      const key = normalizeUri(uri);
      const loadedBy = loaders.get(key);
      const delimiters = [...files.values()].find((loader) => loader.delimiters && loader.targets.has(key))?.delimiters;
      return loadedBy === undefined && !delimiters
        ? undefined
        : { ...(loadedBy === undefined ? {} : { loadedBy }), ...(delimiters ? { delimiters } : {}) };
    },
    usesOf(uri) {
      const key = normalizeUri(uri);
      const baml = uri.endsWith('.baml');
      return [...files.values()]
        .filter((loader) => (baml ? loader.baml : loader.targets.has(key)))
        .flatMap((loader) => useOf(loader, key));
    },
    note(analysis, port) {
      const { document, prompts } = analysis;
      const callsClaude = prompts.some(({ origin }) => origin === 'call');
      const before = files.get(normalizeUri(document.uri))?.delimiters;
      const targets = new Map<string, { start: number; end: number }[]>();
      for (const { kind, target, span } of linksOf(analysis, port)) {
        const key = normalizeUri(target);
        if (kind !== 'renders') continue;
        targets.set(key, [...(targets.get(key) ?? []), span]);
        if (loaders.has(key) || !callsClaude) continue;
        loaders.set(key, posix.basename(uriPath(document.uri)));
        for (const listener of listeners) listener(target);
      }
      const baml = usesBaml(document);
      const delimiters = targets.size > 0 ? delimitersIn(document.text) : undefined;
      if (targets.size > 0 || baml)
        files.set(normalizeUri(document.uri), { uri: document.uri, baml, targets, delimiters });
      else files.delete(normalizeUri(document.uri));
      // An analysis that did not know the marks read another text.
      if (delimiters && !before)
        for (const target of targets.keys()) for (const listener of listeners) listener(target);
    },
    onNew: (listener) => void listeners.push(listener),
  };
}
