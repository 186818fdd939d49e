// npm run package: the VSIX for editors and the npm package for command line, server and run time, in the repository's root.
import { readFileSync, statSync } from 'node:fs';
import { prepare, stop } from './lib/prepare.mjs';
import { at, run } from './lib/run.mjs';

await prepare();
const { packVsix } = await import('./lib/vsix.mjs');

const { name, version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const vsix = at(`${name}-${version}.vsix`);
await packVsix(vsix);
if ((await run('npm', ['pack', '--silent'])) !== 0) stop('npm pack failed.');
for (const file of [vsix, at(`${name}-${version}.tgz`)])
  console.log(`${file}  ${(statSync(file).size / 1024 / 1024).toFixed(1)} MB`);
