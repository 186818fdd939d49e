import type { CustomCall } from '../../policy/model.ts';
import { csharpSdks } from './csharp.ts';
import type { Client, Family, Sdk } from './entry.ts';
import { goSdks } from './go.ts';
import { jvmSdks } from './jvm.ts';
import { phpSdks } from './php.ts';
import { pythonSdks } from './python.ts';
import { pythonAgentSdks } from './python-agents.ts';
import { rubySdks } from './ruby.ts';
import { rustSdks } from './rust.ts';
import { scriptSdks } from './script.ts';
import { scriptAgentSdks } from './script-agents.ts';

export const sdks: readonly Sdk[] = [
  ...scriptSdks,
  ...scriptAgentSdks,
  ...pythonSdks,
  ...pythonAgentSdks,
  ...jvmSdks,
  ...goSdks,
  ...csharpSdks,
  ...rubySdks,
  ...phpSdks,
  ...rustSdks,
];

export const familyOf: Readonly<Record<string, Family>> = {
  typescript: 'script',
  typescriptreact: 'script',
  javascript: 'script',
  javascriptreact: 'script',
  python: 'python',
  jupyter: 'python',
  java: 'jvm',
  kotlin: 'jvm',
  go: 'go',
  csharp: 'csharp',
  ruby: 'ruby',
  php: 'php',
  rust: 'rust',
};

export const sdksOf = (family: Family): readonly Sdk[] => sdks.filter((sdk) => sdk.family === family);

/** Whether a package of an entry covers a module: `x/*` covers deep imports. */
export const matches = (name: string, module: string): boolean =>
  /[/.:\\]\*$/.test(name) ? module.startsWith(name.slice(0, -1)) : module === name;

/** The SDK that a module specifier belongs to. */
export const sdkOfModule = (family: Family, module: string): Sdk | undefined =>
  sdksOf(family).find(({ packages }) => packages.some((name) => matches(name, module)));

/** The policy's own calls for a language, in the shape of the catalogue. */
export const customSdks = (family: Family, languageId: string, custom: readonly CustomCall[]): Sdk[] =>
  custom
    .filter(({ language }) => !language || language === languageId || familyOf[language] === family)
    .map(({ package: name, call, prompt, platform }) => ({
      id: 'custom',
      family,
      packages: name ? [name] : [],
      versions: 'policy',
      platform: platform ?? 'unknown',
      clients: [],
      calls: [{ callee: call, api: call, request: 'custom', paths: prompt }],
    }));

export const clientOf = (sdk: Sdk, name: string): Client | undefined =>
  sdk.clients.find((client) => client.name === name);
