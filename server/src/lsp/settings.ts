import type { Connection } from 'vscode-languageserver';
import type { ClientFacts } from './client-facts.ts';
import { defaultSettings, type Settings, section } from './protocol.ts';

/** Settings per resource, asked for once and kept until the client says that they changed. */
export interface SettingsStore {
  for(uri: string): Promise<Settings>;
  /** `pushed`: what a client without `workspace/configuration` sent along. */
  changed(pushed?: unknown): void;
  forget(uri: string): void;
}

export function createSettings(connection: Connection, client: ClientFacts): SettingsStore {
  const cache = new Map<string, Promise<Settings>>();
  let pushed: Settings = defaultSettings;
  const ask = async (uri: string): Promise<Settings> => {
    try {
      return withDefaults(await connection.workspace.getConfiguration({ scopeUri: uri, section }));
    } catch {
      return defaultSettings;
    }
  };
  return {
    async for(uri) {
      if (!client.configuration) return pushed;
      const known = cache.get(uri) ?? ask(uri);
      cache.set(uri, known);
      return known;
    },
    changed(value) {
      cache.clear();
      const own = (value as Record<string, unknown> | undefined)?.[section];
      if (own !== undefined) pushed = withDefaults(own);
    },
    forget: (uri) => void cache.delete(uri),
  };
}

/** Fills in defaults and drops what has the wrong type: settings are typed by people. Unknown keys are left out. */
export function withDefaults(value: unknown): Settings {
  return merge(defaultSettings as unknown as Tree, value) as unknown as Settings;
}

type Tree = { readonly [key: string]: unknown };

function merge(defaults: Tree, value: unknown): Tree {
  if (!isTree(value)) return defaults;
  return Object.fromEntries(
    Object.entries(defaults).map(([key, preset]) => {
      const given = value[key];
      if (isTree(preset)) return [key, merge(preset, given)];
      return [key, isLike(preset, given) ? given : preset];
    }),
  );
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `null` as default stands for an optional number. */
const isLike = (preset: unknown, given: unknown): boolean =>
  preset === null ? given === null || typeof given === 'number' : typeof given === typeof preset;
