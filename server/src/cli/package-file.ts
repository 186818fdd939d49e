import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of a file that comes with the package (`docs/rules/…`), from the bundle or from source. */
export function packageFile(path: string): string {
  const bundled = typeof __dirname === 'string';
  const root = bundled ? join(__dirname, '../..') : join(dirname(fileURLToPath(import.meta.url)), '../../..');
  return join(root, path);
}
