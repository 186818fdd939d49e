// npm run bench [-- NAME…]: runs test/bench/*.bench.ts (or those whose file name contains a NAME) one after another and
// prints what they measured. It asserts nothing: numbers are for people.
import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { prepare } from './lib/prepare.mjs';
import { at } from './lib/run.mjs';

await prepare();
const { register } = await import('tsx/esm/api');
register();

const wanted = process.argv.slice(2);
const files = readdirSync(at('test', 'bench'))
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort();

/** Three digits are what a measurement on a shared machine is worth. */
const digits = (value) => (value >= 100 ? String(Math.round(value)) : value.toPrecision(3));

for (const file of files) {
  console.log(`\n${file}`);
  const { bench } = await import(pathToFileURL(at('test', 'bench', file)).href);
  for (const { name, value, unit } of await bench())
    console.log(`  ${name.padEnd(64)} ${digits(value).padStart(10)} ${unit}`);
}
