import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixturesOf } from '../support/sdk-fixtures.ts';
import { without } from '../support/toolchain.ts';
import { installed, must, writeFixtures } from './install.ts';

/** What the fixtures import, with as little of each crate as they need. */
const manifest = `[package]
name = "fixtures"
version = "0.0.0"
edition = "2021"

[dependencies]
reqwest = { version = "=0.12.23", default-features = false, features = ["json"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
ureq = { version = "=2.12.1", default-features = false, features = ["json"] }
`;

const skip = without('cargo', '--version');

test('rust: the fixtures compile against the crates', { skip }, () => {
  const folder = installed('rust', manifest, () => undefined);
  const modules = fixturesOf('rust').map(({ name }) => `pub mod ${name.replace('.rs', '')};\n`);
  writeFixtures('rust', join(folder, 'src'));
  writeFileSync(join(folder, 'Cargo.toml'), manifest);
  writeFileSync(join(folder, 'src/lib.rs'), modules.join(''));
  // What was compiled is kept with the crates: the second run checks the fixtures alone.
  must('cargo', ['check', '--quiet'], folder, { CARGO_TARGET_DIR: join(folder, 'target') });
});
