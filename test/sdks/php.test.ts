import { test } from 'node:test';
import { fixturesOf } from '../support/sdk-fixtures.ts';
import { without } from '../support/toolchain.ts';
import { checkedBy } from './install.ts';

const skip = without('php', '--version');

// Composer's registry is not reached everywhere the tests run: the files are parsed by PHP, not checked against packages.
for (const fixture of fixturesOf('php')) {
  test(`php: ${fixture.name} is read by PHP`, { skip }, () => checkedBy(fixture, 'php', ['-l']));
}
