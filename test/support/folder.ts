import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder on disk that lasts as long as a test: paths with `/` to text or bytes. */
export function withFolder(
  test: { after(callback: () => void): void },
  files: Readonly<Record<string, string | Uint8Array>>,
): { root: string; path: (name: string) => string; write: (name: string, content: string | Uint8Array) => void } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'prompt-privacy-')));
  test.after(() => rmSync(root, { recursive: true, force: true }));
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return { root, path: (name) => join(root, name), write };
}
