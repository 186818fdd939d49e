import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAs, parseTemplate } from '../../server/src/core/templates/index.ts';
import { readMarkers } from '../support/markers.ts';

/** Parse speed a family, on that family's fixture repeated to about half a megabyte; and hostile texts of 200 kB. */
const root = join(dirname(fileURLToPath(import.meta.url)), '../fixtures/templates');
const size = 500_000;

const documentOf = (path: string, text: string) => ({ uri: `file:///w/${path}`, languageId: 'plaintext', text });

function samples(): { family: string; path: string; text: string }[] {
  return readdirSync(root).map((family) => {
    const folder = join(root, family, 'ng');
    const [entry] = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const file = join(entry!.parentPath, entry!.name);
    return { family, path: file.slice(folder.length + 1), text: readMarkers(readFileSync(file, 'utf8')).text };
  });
}

/** Containers whose root is one object grow by their largest text; all others by repetition. */
const grown = (text: string) => text.repeat(Math.max(1, Math.floor(size / text.length)));
const growsWhole = new Set([
  'baml',
  'banks',
  'claude-code',
  'console',
  'dotprompt',
  'fabric',
  'handlebars',
  'jinja',
  'liquid',
  'markdown',
  'mustache',
  'poml',
  'promptl',
  'prompty',
  'semantic-kernel',
  'string-template',
  'text',
  'vscode-prompt',
]);

function perSecond(path: string, text: string, budget = 400): number {
  const document = documentOf(path, text);
  parseTemplate(document, path);
  const start = performance.now();
  let runs = 0;
  do {
    parseTemplate(document, path);
    runs += 1;
  } while (performance.now() - start < budget);
  return (text.length * runs) / 1e6 / ((performance.now() - start) / 1000);
}

const hostile = [
  '{{',
  '{% for a in a %}',
  '{{#each a}}',
  '{{ (',
  '{{ "',
  '{#',
  '{{{{',
  '{% set x = x.y %}',
  '<a for="x in y">',
];

export async function bench(): Promise<{ name: string; value: number; unit: string }[]> {
  const speeds = samples().map(({ family, path, text }) => {
    const whole = growsWhole.has(family);
    return {
      name: `parse ${family}${whole ? '' : ' (small file)'}`,
      value: Number(perSecond(path, whole ? grown(text) : text).toFixed(1)),
      unit: 'MB/s',
    };
  });
  const worst = ['jinja', 'handlebars', 'liquid', 'mustache', 'poml', 'promptl'].map((format) => {
    const times = hostile.map((piece) => {
      const start = performance.now();
      parseAs(documentOf('x', piece.repeat(Math.floor(200_000 / piece.length))), format);
      return performance.now() - start;
    });
    return {
      name: `worst of ${hostile.length} hostile texts of 200 kB as ${format}`,
      value: Math.round(Math.max(...times)),
      unit: 'ms',
    };
  });
  return [...speeds, ...worst];
}
