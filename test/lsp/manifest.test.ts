import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commands, defaultSettings, section } from '../../server/src/lsp/protocol.ts';
import { withDefaults } from '../../server/src/lsp/settings.ts';

interface Property {
  readonly default: unknown;
  readonly scope: string;
  readonly order: number;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
}
const root = new URL('../../', import.meta.url);
const { contributes, activationEvents } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const properties: Record<string, Property> = contributes.configuration.properties;

/** Read by the client alone: when the server starts, or by the library. */
const clientOnly = ['engine', 'files.include', 'trace.server'];

const flatten = (tree: object, prefix = ''): [string, unknown][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? flatten(value, `${prefix}${key}.`) : [[`${prefix}${key}`, value]],
  );

test('the settings of package.json are those that the server reads, with the same defaults', () => {
  const declared = Object.entries(properties)
    .map(([key, { default: value }]) => [key.slice(section.length + 1), value] as const)
    .filter(([key]) => !clientOnly.includes(key));
  assert.deepEqual(Object.fromEntries(declared), Object.fromEntries(flatten(defaultSettings)));
});

test('settings are at most 15, described, in order, and scoped to the resource where the server reads them', () => {
  assert.ok(Object.keys(properties).length <= 15);
  Object.entries(properties).forEach(([key, property], index) => {
    assert.equal(property.order, index, key);
    assert.ok(property.markdownDescription, key);
    const own = clientOnly.includes(key.slice(section.length + 1));
    assert.equal(property.scope, own ? 'window' : 'resource', key);
    if (property.enum) assert.ok(property.enum.includes(property.default as string), key);
  });
});

test('settings of the wrong type fall back to their defaults, unknown keys are dropped', () => {
  assert.deepEqual(withDefaults({ enable: 'yes', codeLens: { enable: false }, files: 3, other: 1 }), {
    ...defaultSettings,
    codeLens: { enable: false },
  });
  assert.deepEqual(withDefaults(null), defaultSettings);
});

test('every command of the palette is one that the client implements, and says what it does', () => {
  const known = new Set<string>(Object.values(commands));
  for (const { command, title, category } of contributes.commands) {
    assert.ok(known.has(command), command);
    assert.equal(category, 'Prompt Privacy');
    assert.match(title, /^[A-Z][a-z ]+$/);
  }
  const source = readFileSync(new URL('client/src/commands.ts', root), 'utf8');
  for (const name of Object.keys(commands)) assert.ok(source.includes(`[commands.${name}]`), `${name} has a handler`);
});

test('the extension starts for what a workspace contains, never for everything', () => {
  for (const event of activationEvents as string[]) assert.match(event, /^(onLanguage|workspaceContains):/);
});

test('pages and media that package.json names exist', () => {
  for (const { steps } of contributes.walkthroughs) {
    for (const { media } of steps) assert.ok(existsSync(new URL(media.markdown, root)), media.markdown);
  }
  for (const { path } of contributes.grammars ?? []) assert.ok(existsSync(new URL(path, root)), path);
});
