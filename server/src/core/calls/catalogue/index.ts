import type { Client, Family, Sdk } from './entry.ts';
import { pythonSdks } from './python.ts';
import { scriptSdks } from './script.ts';

export const sdks: readonly Sdk[] = [...scriptSdks, ...pythonSdks];

export const familyOf: Readonly<Record<string, Family>> = {
  typescript: 'script',
  typescriptreact: 'script',
  javascript: 'script',
  javascriptreact: 'script',
  python: 'python',
  jupyter: 'python',
};

export const sdksOf = (family: Family): readonly Sdk[] => sdks.filter((sdk) => sdk.family === family);

/** The SDK that a module specifier belongs to. */
export function sdkOfModule(family: Family, module: string): Sdk | undefined {
  return sdksOf(family).find(({ packages }) =>
    packages.some((name) =>
      name.endsWith('/*') || name.endsWith('.*') ? module.startsWith(name.slice(0, -1)) : module === name,
    ),
  );
}

export const clientOf = (sdk: Sdk, name: string): Client | undefined =>
  sdk.clients.find((client) => client.name === name);
