import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

/**
 * Grammars against snapshots: below each line, the scopes of each token without the grammar's own. Written anew with
 * UPDATE_SNAPSHOT=1. The grammars are those that package.json contributes, tokenized as VS Code does it.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Contribution {
  readonly language?: string;
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}
const { languages, grammars } = (
  JSON.parse(read('package.json')) as {
    contributes: { languages: { id: string; extensions?: string[] }[]; grammars: Contribution[] };
  }
).contributes;

/** Stand-ins for grammars that VS Code brings: enough of a scope for ours to be included in or injected into. */
const foreign: Readonly<Record<string, object>> = {
  'source.yaml': { scopeName: 'source.yaml', patterns: [{ name: 'entity.name.tag.yaml', match: '^[\\w-]+(?=:)' }] },
  'text.html.markdown': { scopeName: 'text.html.markdown', patterns: [] },
};

async function createRegistry() {
  const require = createRequire(import.meta.url);
  await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scopeName) => {
      const own = grammars.find((grammar) => grammar.scopeName === scopeName);
      const text = own ? read(own.path) : JSON.stringify(foreign[scopeName] ?? { scopeName, patterns: [] });
      return textmate.parseRawGrammar(text, `${scopeName}.json`);
    },
    getInjections: (scopeName) =>
      grammars.filter(({ injectTo }) => injectTo?.includes(scopeName)).map((grammar) => grammar.scopeName),
  });
}

const registry = await createRegistry();

function scopeOf(file: string): string {
  const extension = file.slice(file.indexOf('.'));
  const language = languages.find(({ extensions }) => extensions?.includes(extension))?.id;
  return grammars.find((grammar) => grammar.language === language && language)?.scopeName ?? 'text.html.markdown';
}

async function tokens(file: string): Promise<{ line: string; start: number; end: number; scopes: string[] }[]> {
  const grammar = await registry.loadGrammar(scopeOf(file));
  assert.ok(grammar, `no grammar for ${file}`);
  let state = textmate.INITIAL;
  return read(`test/grammar/samples/${file}`)
    .split('\n')
    .flatMap((line) => {
      const result = grammar.tokenizeLine(line, state);
      state = result.ruleStack;
      return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
        line,
        start: startIndex,
        end: endIndex,
        scopes: scopes.slice(1),
      }));
    });
}

function snapshot(found: Awaited<ReturnType<typeof tokens>>): string {
  const out: string[] = [];
  let line: string | undefined;
  for (const token of found) {
    if (token.line !== line || token.start === 0) out.push(`>${token.line}`);
    line = token.line;
    if (token.scopes.length > 0)
      out.push(
        `#${' '.repeat(token.start)}${'^'.repeat(Math.max(1, Math.min(token.end, token.line.length) - token.start))} ${token.scopes.join(' ')}`,
      );
  }
  return `${out.join('\n')}\n`;
}

for (const file of readdirSync(join(root, 'test/grammar/samples'))) {
  test(`grammar of ${file}`, async () => {
    const actual = snapshot(await tokens(file));
    const path = join(root, 'test/grammar/snapshots', `${file}.snap`);
    if (process.env['UPDATE_SNAPSHOT'] === '1') writeFileSync(path, actual);
    assert.ok(existsSync(path), `no snapshot ${basename(path)}: run with UPDATE_SNAPSHOT=1 and read it`);
    assert.equal(actual, readFileSync(path, 'utf8'));
  });
}

test('raw variables, sanitized ones and tokens have different scopes in every prompt language', async () => {
  for (const file of readdirSync(join(root, 'test/grammar/samples'))) {
    const scopes = new Set((await tokens(file)).flatMap((token) => token.scopes));
    assert.ok(
      [...scopes].some((scope) => scope.startsWith('variable.other.sanitized')),
      `${file}: no sanitized variable`,
    );
    assert.ok(scopes.has('constant.other.token.prompt-privacy'), `${file}: no token`);
    if (file !== 'sample.md')
      assert.ok(
        [...scopes].some((scope) => scope.startsWith('variable.other.raw')),
        `${file}: no raw variable`,
      );
  }
});

test('no grammar claims .prompt.md, which VS Code owns', () => {
  for (const { extensions = [] } of languages) assert.ok(!extensions.some((extension) => extension.endsWith('.md')));
});
