import type { SourceDocument } from '../../ports.ts';
import type { CodeFile, World } from '../code-file.ts';
import { newTrail, type Trail } from '../memo.ts';
import { laravelTables, railsTables } from './migrations.ts';
import { prismaTables } from './prisma.ts';
import { sqlTables } from './sql.ts';
import { exactKey, type Table, type Tables, tableKey } from './table.ts';

/** Files that declare tables, by ending. */
const readers: readonly (readonly [RegExp, (text: string) => Table[]])[] = [
  [/\.prisma$/, prismaTables],
  // What a migration takes back says nothing of the tables that there are.
  [/(?<!\.down)\.sql$/, sqlTables],
  [/\/schema\.rb$/, railsTables],
  [/\/migrations\/[^/]+\.php$/, laravelTables],
];

/** Where the tools keep them, below a folder of the program or one above it. Each part is looked up in the one before. */
const places = [
  'prisma',
  'prisma/schema',
  'prisma/models',
  'db',
  'db/migrations',
  'db/migration',
  'db/schema',
  'database',
  'database/migrations',
  'migrations',
  'sql',
  'schema',
  'schemas',
  'supabase/migrations',
  'supabase/schemas',
  'internal/db',
  'internal/db/migrations',
  'src/db',
  'src/main/resources/db/migration',
  'src/main/resources',
].map((place) => place.split('/'));

const maxAbove = 8;
const maxFiles = 60;

const known = new WeakMap<World, Map<string, { readonly tables: Tables; readonly reads: Trail['reads'] }>>();
const parsed = new WeakMap<
  SourceDocument,
  { readonly documents: readonly SourceDocument[]; readonly tables: Table[] }
>();

/**
 * The tables that schema files near a file declare, the nearest declaration of a name first; found by `tableNamed`.
 * Every call that asks depends on all that was read, though it is read once.
 */
export function tablesFor({ uri, world }: CodeFile): Tables {
  const files = known.get(world) ?? new Map<string, { tables: Tables; reads: Trail['reads'] }>();
  known.set(world, files);
  const before = files.get(uri);
  const { trail } = world;
  if (before) {
    trail?.reads.push(...before.reads);
    return before.tables;
  }
  const own = newTrail();
  world.trail = own;
  const tables = declaredTables(uri, world);
  world.trail = trail;
  trail?.reads.push(...own.reads);
  files.set(uri, { tables, reads: own.reads });
  return tables;
}

function declaredTables(uri: string, world: World): Tables {
  const documents = schemaFiles(uri, world).flatMap((one) => world.read(one, uri) ?? []);
  const tables = new Map<string, Table>();
  for (const folder of byFolder(documents)) {
    for (const table of tablesOf(folder)) {
      for (const key of [exactKey(table.name), tableKey(table.name)]) if (!tables.has(key)) tables.set(key, table);
    }
  }
  return tables;
}

/** The table of a name as it is written, else one that differs in number, case or underscores. */
export const tableNamed = (tables: Tables, name: string): Table | undefined =>
  tables.get(exactKey(name)) ?? tables.get(tableKey(name));

/** Files of one kind in one folder belong together: a migration adds to the tables of those before it. */
function byFolder(documents: readonly SourceDocument[]): SourceDocument[][] {
  const groups = new Map<string, SourceDocument[]>();
  for (const document of documents) {
    const key = document.uri.replace(/[^/]*(?=\.\w+$)/, '');
    const group = groups.get(key) ?? [];
    group.push(document);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function tablesOf(documents: readonly SourceDocument[]): readonly Table[] {
  const first = documents[0]!;
  const before = parsed.get(first);
  if (before?.documents.length === documents.length && documents.every((one, at) => before.documents[at] === one))
    return before.tables;
  const read = readers.find(([pattern]) => pattern.test(first.uri))?.[1];
  const tables = read?.(documents.map(({ text }) => text).join('\n')) ?? [];
  parsed.set(first, { documents, tables });
  return tables;
}

/** URIs of schema files, the nearest folder's first. */
function schemaFiles(from: string, world: World): string[] {
  const found = new Set<string>();
  const add = (names: readonly string[]): void => {
    for (const name of names) {
      if (found.size < maxFiles && readers.some(([pattern]) => pattern.test(name))) found.add(name);
    }
  };
  for (let above = 0, folder = '.'; above < maxAbove; above++, folder = above === 1 ? '..' : `${folder}/..`) {
    const here = world.list(folder, from);
    add(here);
    for (const place of places) add(below(here, place, from, world));
  }
  return [...found];
}

/** What stands in `here/a/b`, where each of the folders is there. */
function below(here: readonly string[], place: readonly string[], from: string, world: World): readonly string[] {
  let names = here;
  for (const part of place) {
    const folder = names.find((name) => name.endsWith(`/${part}/`));
    if (folder === undefined) return [];
    names = world.list(folder, from);
  }
  return names;
}
