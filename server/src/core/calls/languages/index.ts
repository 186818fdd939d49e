import type { Language } from '../code.ts';
import { csharp } from './csharp.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { kotlin } from './kotlin.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { script } from './script.ts';
import { shell } from './shell.ts';

/** Language id of an editor to the file that reads it. */
export const languages: Readonly<Record<string, Language>> = {
  typescript: script,
  typescriptreact: script,
  javascript: script,
  javascriptreact: script,
  python,
  jupyter: python,
  java,
  kotlin,
  go,
  csharp,
  ruby,
  php,
  rust,
  shellscript: shell,
};
