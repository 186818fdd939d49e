import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What a file's bytes are as text, or why they are none. Offsets everywhere count UTF-16 units of `text`. */
export type DecodedText =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly encoding: TextEncoding;
      /** Bytes that are not valid in the encoding were read as U+FFFD: writing `text` back would damage the file. */
      readonly lossy: boolean;
    }
  | { readonly kind: 'skipped'; readonly skip: Skip };

export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

/** Why a file is not analysed. Reported, never dropped in silence (invariant 7). */
export interface Skip {
  readonly code: 'too-large' | 'binary' | 'unreadable' | 'not-a-file' | 'budget' | 'excluded';
  /** One sentence for people, without the path. */
  readonly reason: string;
}

export const skip = (code: Skip['code'], reason: string): { kind: 'skipped'; skip: Skip } => ({
  kind: 'skipped',
  skip: { code, reason },
});

/** Byte size as people write it: `1 MB`, `340 kB`. */
export const size = (bytes: number): string =>
  bytes >= 1_000_000 ? `${Math.round(bytes / 100_000) / 10} MB` : `${Math.ceil(bytes / 1000)} kB`;

export const tooLarge = (bytes: number, limit: number): { kind: 'skipped'; skip: Skip } =>
  skip('too-large', `${size(bytes)} is above the limit of ${size(limit)} (files.max_size in the policy).`);

/** Reads a regular file of at most `limit` bytes. Never throws. */
export function readText(path: string, limit: number): DecodedText {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return skip('not-a-file', 'Not a regular file.');
    if (stat.size > limit) return tooLarge(stat.size, limit);
    // A file may grow between the two calls: the buffer is the bound.
    const buffer = Buffer.allocUnsafe(stat.size);
    let length = 0;
    while (length < buffer.length) {
      const read = readSync(descriptor, buffer, length, buffer.length - length, length);
      if (read === 0) break;
      length += read;
    }
    return decode(buffer.subarray(0, length));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return skip('unreadable', `Cannot be read (${code}).`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** A NUL among the first bytes is git's test for a binary file; byte order marks come first. */
export function decode(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs(bytes, 'utf-16le', 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs(bytes, 'utf-16be', 'utf-16be');
  if (bytes.subarray(0, 8000).includes(0)) return skip('binary', 'A binary file.');
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return decodeAs(bytes, 'utf-8', marked ? 'utf-8-bom' : 'utf-8');
}

function decodeAs(bytes: Uint8Array, label: string, encoding: TextEncoding): DecodedText {
  try {
    return { kind: 'text', text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding, lossy: false };
  } catch {
    return { kind: 'text', text: new TextDecoder(label).decode(bytes), encoding, lossy: true };
  }
}

/** The bytes of `text` in the encoding a file was read in. */
export function encode(text: string, encoding: TextEncoding): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-8-bom') return Buffer.from(`\uFEFF${text}`, 'utf8');
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return encoding === 'utf-16le' ? little : little.swap16();
}
