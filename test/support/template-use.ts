import { functionAround } from '../../server/src/core/calls/index.ts';
import type { Ports, SourceDocument } from '../../server/src/core/ports.ts';
import type { TemplateUse } from '../../server/src/core/templates/uses.ts';
import type { testEngines } from './engines.ts';

/** A source file that names a template, as the workspace hands it to fixes. */
export function useOf(
  engines: Awaited<ReturnType<typeof testEngines>>,
  document: SourceDocument,
  template: string,
): TemplateUse {
  const name = /[^/]+\/[^/]+$/.exec(template)![0];
  const start = document.text.indexOf(name);
  const ports = { ...engines, workspace: { read: () => undefined } } as unknown as Ports;
  return {
    document,
    references: start < 0 ? [] : [{ start, end: start + name.length }],
    parse: (code) => engines.syntax.parse(document.languageId, code, `${document.uri}#fix`),
    functionAround: (offset) => functionAround(document, ports, offset),
  };
}
