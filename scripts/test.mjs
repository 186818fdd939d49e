// npm test [-- LEVEL…]: everything a fresh clone needs, then all levels (or the named ones); the last line adds them up.
// A level whose tools are missing and may not be installed is skipped aloud; with CI=true that is a failure.
import { prepare, stop } from './lib/prepare.mjs';
import { ci } from './lib/run.mjs';

await prepare();
const { levels } = await import('./lib/levels.mjs');
const { languages } = await import('./lib/toolchain.mjs');

const all = levels();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.has(name));
if (unknown.length > 0) stop(`No such level: ${unknown.join(', ')}. Levels: ${[...all.keys()].join(' ')}`);

await languages();
const rows = [];
for (const name of wanted.length > 0 ? wanted : all.keys()) {
  console.log(`\n== ${name}`);
  const start = Date.now();
  rows.push({ name, ...(await level(name)), seconds: Math.round((Date.now() - start) / 1000) });
}

async function level(name) {
  try {
    return await all.get(name)();
  } catch (error) {
    const line = `${name} cannot run here: ${error.message}`;
    console.error(line);
    return ci ? { passed: 0, failed: 1, skipped: 0, said: [line] } : { passed: 0, failed: 0, skipped: 1, said: [line] };
  }
}

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log('\nlevel            passed  failed  skipped  seconds');
for (const row of rows)
  console.log(
    row.name.padEnd(15) +
      [row.passed, row.failed, row.skipped, row.seconds].map((n, i) => String(n).padStart([8, 8, 9, 9][i])).join(''),
  );
for (const row of rows) for (const line of row.said ?? []) console.log(`skipped in ${row.name}: ${line}`);
const skipped = sum('skipped');
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(sum('failed') > 0 ? 1 : 0);
