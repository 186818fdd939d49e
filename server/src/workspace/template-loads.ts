import { posix } from 'node:path';
import type { Analysis } from '../core/analyze.ts';
import type { WorkspacePort } from '../core/ports.ts';
import type { FormatEvidence } from '../core/templates/decide.ts';
import { linksOf } from './template-links.ts';
import { normalizeUri, uriPath } from './uris.ts';

/** Which templates calls load: such a file is a prompt, whatever its folder. Grows as files are analysed. */
export interface TemplateLoads {
  evidenceFor(uri: string): FormatEvidence | undefined;
  /** Notes what the calls of a file load. */
  note(analysis: Analysis, port: WorkspacePort): void;
  /** Told of each template once, when the first call that loads it is seen. */
  onNew(listener: (uri: string) => void): void;
}

export function createTemplateLoads(): TemplateLoads {
  const loaders = new Map<string, string>();
  const listeners: ((uri: string) => void)[] = [];
  return {
    evidenceFor(uri) {
      const loadedBy = loaders.get(normalizeUri(uri));
      return loadedBy === undefined ? undefined : { loadedBy };
    },
    note(analysis, port) {
      for (const { kind, target } of linksOf(analysis, port)) {
        const key = normalizeUri(target);
        if (kind !== 'renders' || loaders.has(key)) continue;
        loaders.set(key, posix.basename(uriPath(analysis.document.uri)));
        for (const listener of listeners) listener(target);
      }
    },
    onNew: (listener) => void listeners.push(listener),
  };
}
