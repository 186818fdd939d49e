import { basename } from 'node:path/posix';
import type { TextDocumentContentParams } from 'vscode-languageserver';
import type { AnalyzedFile } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { linesOf } from './convert.ts';
import { handler } from './handle.ts';
import { previewSides } from './preview-text.ts';
import {
  type ContentParams,
  type ContentResult,
  contentRequest,
  type PreviewParams,
  type PreviewResult,
  previewRequest,
  previewScheme,
} from './protocol.ts';

/** A virtual document: which side of which prompt. Everything is in its URI, so nothing is kept between requests. */
interface Preview {
  readonly side: 'before' | 'after';
  readonly uri: string;
  readonly prompt: number;
}

/** Open previews that are told of edits. A client does not say when it closes one: the oldest is forgotten. */
const maxFollowed = 16;

export function registerPreview(server: Server): void {
  const { connection, documents, log } = server;
  const followed = new Map<string, Preview>();
  const text = async (uri: string): Promise<ContentResult> => {
    const preview = parsePreviewUri(uri);
    if (!preview) return { text: '' };
    followed.delete(uri);
    followed.set(uri, preview);
    for (const oldest of followed.keys()) if (followed.size > maxFollowed) followed.delete(oldest);
    return { text: await render(server, preview) };
  };
  const content = handler(log, 'preview', { text: '' }, ({ uri }: ContentParams | TextDocumentContentParams) =>
    text(uri),
  );
  connection.onRequest(contentRequest, content);
  if (server.client.textDocumentContent) connection.workspace.textDocumentContent.on(content);
  connection.onRequest(
    previewRequest,
    handler(log, 'preview request', null, (params: PreviewParams) => describe(server, params)),
  );

  const due = new Set<string>();
  const follow = (concerns: (preview: Preview) => boolean) => {
    if (!server.client.textDocumentContent) return;
    for (const [uri, preview] of followed) if (concerns(preview)) due.add(uri);
    server.timers.later('previews', 150, () => {
      for (const uri of due) connection.workspace.textDocumentContent.refresh(uri).catch(() => followed.delete(uri));
      due.clear();
    });
  };
  documents.onDidChangeContent(({ document }) => follow(({ uri }) => uri === document.uri));
  server.onRefresh(() => follow(() => true));
}

/** The prompt asked for by index or position, else the one nearest above the position, else the first. */
async function describe(server: Server, { uri, prompt, position }: PreviewParams): Promise<PreviewResult | null> {
  const file = await server.analysis(uri);
  if (!file || file.analysis.prompts.length === 0) return null;
  const { prompts, document } = file.analysis;
  const offset = position ? linesOf(document).offset(position) : 0;
  const containing = prompts.findLastIndex(({ span }) => span.start <= offset && offset <= span.end);
  const above = prompts.findLastIndex(({ span }) => span.start <= offset);
  const index = prompt ?? (containing >= 0 ? containing : Math.max(0, above));
  if (!prompts[index]) return null;
  const name = basename(file.path);
  const title = prompts.length > 1 ? `${name} (prompt ${index + 1})` : name;
  return {
    title: `${title}: as written ↔ as Claude receives it`,
    before: previewUri({ side: 'before', uri, prompt: index }, name),
    after: previewUri({ side: 'after', uri, prompt: index }, name),
  };
}

async function render(server: Server, { side, uri, prompt }: Preview): Promise<string> {
  const file = (await server.analysis(uri)) ?? (await fromDisk(server, uri));
  const resolved = file?.analysis.resolved[prompt];
  if (!file || !resolved) return 'There is no prompt here any more.\n';
  const { ports } = await server.workspace;
  const values = file.policy.policy.samples;
  const sides = previewSides(file.analysis.document.text, resolved, {
    values,
    detect: ports.detect,
    today: file.analysis.options.today,
  });
  // An empty text would look like a preview that has failed.
  return sides[side] || 'The prompt is empty.\n';
}

/** A document that was closed while its preview is open. */
async function fromDisk(server: Server, uri: string): Promise<AnalyzedFile | undefined> {
  const result = await server.closedResult(uri);
  return result?.kind === 'analysis' ? result : undefined;
}

function previewUri({ side, uri, prompt }: Preview, name: string): string {
  const query = encodeURIComponent(JSON.stringify({ uri, prompt }));
  return `${previewScheme}:/${side}/${encodeURIComponent(`${name}.prompt`)}?${query}`;
}

export function parsePreviewUri(uri: string): Preview | undefined {
  const match = /^prompt-privacy:\/(before|after)\/[^?]*\?(.*)$/.exec(uri);
  if (!match) return undefined;
  try {
    const { uri: source, prompt } = JSON.parse(decodeURIComponent(match[2]!)) as Partial<Preview>;
    if (typeof source !== 'string' || typeof prompt !== 'number') return undefined;
    return { side: match[1] as Preview['side'], uri: source, prompt };
  } catch {
    return undefined;
  }
}
