import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMarkers } from './markers.ts';

/**
 * `test/fixtures/templates/<format>/{ng,ok,real}/<path in a workspace>`. Each file says with markers where its
 * variables stand. `ng` shows data as it is, `ok` is no prompt or shows none, `real` has the shape of a file in use.
 */
const root = fileURLToPath(new URL('../fixtures/templates', import.meta.url));

export const fixtures = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => {
    const [format, kind, ...path] = relative(root, join(entry.parentPath, entry.name)).split(sep);
    return {
      format: format!,
      kind: kind!,
      path: path.join('/'),
      source: readFileSync(join(entry.parentPath, entry.name), 'utf8'),
    };
  });

/** The files as they would lie in a workspace, without markers. */
export const plainFixtures = fixtures.map(({ source, ...rest }) => ({ ...rest, text: readMarkers(source).text }));
