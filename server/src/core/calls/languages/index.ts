import type { Language } from '../code.ts';
import { python } from './python.ts';
import { script } from './script.ts';

/** Language id of an editor to the file that reads it. */
export const languages: Readonly<Record<string, Language>> = {
  typescript: script,
  typescriptreact: script,
  javascript: script,
  javascriptreact: script,
  python,
  jupyter: python,
};
