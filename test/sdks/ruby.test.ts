import { test } from 'node:test';
import { fixturesOf } from '../support/sdk-fixtures.ts';
import { without } from '../support/toolchain.ts';
import { checkedBy } from './install.ts';

const skip = without('ruby', '--version');

// RubyGems is not reached everywhere the tests run: the files are parsed by Ruby, with its warnings, not run against gems.
for (const fixture of fixturesOf('ruby')) {
  test(`ruby: ${fixture.name} is read by Ruby`, { skip }, () => checkedBy(fixture, 'ruby', ['-wc']));
}
