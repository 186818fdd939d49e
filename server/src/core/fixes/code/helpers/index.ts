import { helperDefinition } from './definition.ts';
import { goHelper } from './go.ts';
import { javaHelper } from './java.ts';
import { pythonHelper } from './python.ts';

/** A self-contained module that the fixes of a language call, to be written into the workspace. */
export interface HelperModule {
  /** Beside the file that uses it. */
  readonly fileName: string;
  readonly text: string;
}

type Make = (source: string) => HelperModule;

const makers: Readonly<Record<string, Make>> = {
  python: () => ({ fileName: 'prompt_privacy.py', text: pythonHelper(helperDefinition()) }),
  java: (source) => ({ fileName: 'PromptPrivacy.java', text: javaHelper(helperDefinition(), packageOf(source)) }),
  // Kotlin calls the Java class; both languages are compiled together.
  kotlin: (source) => ({ fileName: 'PromptPrivacy.java', text: javaHelper(helperDefinition(), packageOf(source)) }),
  go: (source) => ({ fileName: 'prompt_privacy.go', text: goHelper(helperDefinition(), packageOf(source) ?? 'main') }),
};

/** The helper module for a file with this text; undefined for a language that has none (its library is the package, or nobody's). */
export const helperModule = (languageId: string, source: string): HelperModule | undefined =>
  Object.hasOwn(makers, languageId) ? makers[languageId]!(source) : undefined;

const packageOf = (source: string): string | undefined => /^\s*package\s+([\w.]+)/m.exec(source)?.[1];
