import { isAbsolute, relative, sep } from 'node:path';
import { URI } from 'vscode-uri';

/** `file:` URI of an absolute path, written as VS Code writes it, so that both ends compare equal. */
export const toUri = (path: string): string => URI.file(path).toString();

/** Absolute path of a `file:` URI; undefined for any other scheme (`untitled:`, `vscode-vfs:`). */
export function toPath(uri: string): string | undefined {
  try {
    const parsed = URI.parse(uri);
    return parsed.scheme === 'file' ? parsed.fsPath : undefined;
  } catch {
    return undefined;
  }
}

/** One spelling for a URI that several clients encode differently: the key of caches. */
export function normalizeUri(uri: string): string {
  try {
    return URI.parse(uri).toString();
  } catch {
    return uri;
  }
}

/** The path part of any URI with `/`, for globs and names where there is no disk. */
export function uriPath(uri: string): string {
  try {
    return URI.parse(uri).path;
  } catch {
    return uri;
  }
}

/** `path` relative to `base` with `/`, as globs in the policy match it; the whole path when it lies outside. */
export function relativePath(base: string, path: string): string {
  const relation = relative(base, path);
  if (relation === '' || relation.startsWith('..') || isAbsolute(relation)) return path.split(sep).join('/');
  return relation.split(sep).join('/');
}

/** True when `path` is `directory` or lies below it. */
export function isInside(directory: string, path: string): boolean {
  const relation = relative(directory, path);
  return relation === '' || (!relation.startsWith(`..${sep}`) && relation !== '..' && !isAbsolute(relation));
}
