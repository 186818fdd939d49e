import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { without } from '../support/toolchain.ts';
import { installed, must, writeFixtures } from './install.ts';

/** What the fixtures import, at the versions that the catalogue's entries were read at. */
const modules = [
  'github.com/anthropics/anthropic-sdk-go@v1.84.0',
  'github.com/aws/aws-sdk-go-v2/service/bedrockruntime@v1.63.12',
  'github.com/tmc/langchaingo@v0.1.14',
];

const sample = fileURLToPath(new URL('../../examples/northfield-health/services/scheduling', import.meta.url));
const skip = without('go', 'version');

test('go: the fixtures compile against the modules', { skip }, () => {
  const folder = installed('go', modules, () => undefined);
  writeFixtures('go', folder, (name) => join(name.replace('.go', ''), name));
  writeFileSync(join(folder, 'go.mod'), 'module example.org/fixtures\n\ngo 1.24\n');
  must('go', ['get', ...modules], folder);
  must('go', ['mod', 'tidy'], folder);
  must('go', ['vet', './...'], folder);
});

test('go: the sample compiles against the real SDK', { skip }, () => {
  const folder = installed('go-sample', 1, () => undefined);
  cpSync(sample, folder, { recursive: true });
  must('go', ['vet', './...'], folder);
});
