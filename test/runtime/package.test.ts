import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { sampleProject } from '../support/packed-runtime.ts';

const use = `
const vault = createVault();
const prompt: string = tokenize('Ana Lima', 'PERSON_NAME', { vault });
const entities: number = scrub('nothing here', { vault }).entities.length;
console.log(prompt, entities, restore(\`Dear \${prompt}\`, { vault }));
`;

test('the package serves ES modules and CommonJS, each with its types', async () => {
  for (const type of ['module', 'commonjs'] as const) {
    const project = await sampleProject(type);
    project.write('src/main.ts', `import { createVault, restore, scrub, tokenize } from 'prompt-privacy';${use}`);
    project.write(
      'src/plain.cjs',
      `const { createVault, restore, scrub, tokenize } = require('prompt-privacy');${use.replace(/: (?:string|number)/g, '')}`,
    );
    assert.equal(project.typecheck(), '');
    for (const file of ['src/main.ts', 'src/plain.cjs']) {
      const { stdout, stderr } = project.run(file);
      assert.equal(stdout, '[PERSON_1] 0 Dear Ana Lima\n', stderr);
    }
  }
});

test('a vault of the one module system is known to the other', async () => {
  const project = await sampleProject();
  project.write(
    'src/main.mjs',
    `import { createRequire } from 'node:module';
     import { createVault, tokenize } from 'prompt-privacy';
     const vault = createVault();
     tokenize('Ana Lima', 'PERSON_NAME', { vault });
     console.log(createRequire(import.meta.url)('prompt-privacy').restore('[PERSON_1]', { vault }));`,
  );
  const { stdout, stderr } = project.run('src/main.mjs');
  assert.equal(stdout, 'Ana Lima\n', stderr);
});

test('the library needs nothing but a standard JavaScript host', async () => {
  const { folder } = await sampleProject();
  const code = readFileSync(join(folder, 'node_modules/prompt-privacy/dist/runtime/index.cjs'), 'utf8');
  assert.doesNotMatch(code, /\brequire\(["'](?:node:)?[a-z]/);
  const module = { exports: {} as Record<string, CallableFunction> };
  const host = createContext({ module, exports: module.exports, crypto, TextEncoder, TextDecoder, URL, console });
  runInContext(code, host);
  const { createVault, tokenize, scrub, restore } = module.exports;
  const vault = createVault!();
  assert.equal(tokenize!('Ana Lima', 'PERSON_NAME', { vault }), '[PERSON_1]');
  const text = 'Write to ana.lima@northfield.example or call.';
  assert.equal(restore!(scrub!(text, { vault, form: 'tokenize' }).text, { vault }), text);
});
