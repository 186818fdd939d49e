import { basename } from 'node:path';
import { uriPath } from './uris.ts';

/** Names of a policy file, the usual one first. */
export const policyFileNames: readonly string[] = ['prompt-privacy.yaml', 'prompt-privacy.yml'];

export const isPolicyPath = (path: string): boolean => policyFileNames.includes(basename(path));

export const isPolicyUri = (uri: string): boolean => isPolicyPath(uriPath(uri));
