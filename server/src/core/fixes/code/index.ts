import type { Writer } from '../writer.ts';
import { go } from './go.ts';
import { javascript } from './javascript.ts';
import { java, kotlin } from './jvm.ts';
import type { CodeLanguage } from './language.ts';
import { csharp, php, ruby, rust } from './other-languages.ts';
import { python } from './python.ts';
import { codeWriter } from './writer.ts';

const languages: readonly CodeLanguage[] = [javascript, python, java, kotlin, go, csharp, ruby, php, rust];

const byId: ReadonlyMap<string, CodeLanguage> = new Map(
  languages.flatMap((language) => language.ids.map((id) => [id, language] as const)),
);

/** How a language writes what the fixes need. */
export const codeLanguageOf = (languageId: string): CodeLanguage | undefined => byId.get(languageId);

/** Who writes changes into source code of this language; undefined where its way is not known. */
export function codeWriterFor(languageId: string): Writer | undefined {
  const language = byId.get(languageId);
  return language && codeWriter(language);
}
