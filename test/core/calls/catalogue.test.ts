import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Family } from '../../../server/src/core/calls/catalogue/entry.ts';
import { familyOf, sdks } from '../../../server/src/core/calls/catalogue/index.ts';
import { testDocument } from '../../support/ports.ts';
import { analyseSdkFixture, type Hit, type SdkFixture, sdkFixtures } from '../../support/sdk-fixtures.ts';

const familyOfFixture = ({ name }: SdkFixture): Family | undefined => familyOf[testDocument(name, '').languageId];

const hits = (await Promise.all(sdkFixtures.map(analyseSdkFixture))).flatMap((one): Hit[] => one.hits);

const families = new Set(sdkFixtures.map(familyOfFixture));

for (const sdk of sdks.filter(({ family }) => families.has(family))) {
  const own = hits.filter((hit) => hit.sdk === sdk);

  test(`${sdk.family} ${sdk.id}: a fixture makes each of its calls`, () => {
    const made = new Set(own.map(({ shape }) => shape));
    const missing = sdk.calls
      .filter((shape) => !made.has(shape))
      .map(({ callee, fluent = '' }) => `${fluent} ${callee}`);
    assert.deepEqual(missing, []);
  });

  test(`${sdk.family} ${sdk.id}: a fixture calls each of its clients`, () => {
    const used = new Set(own.map(({ client }) => client?.name));
    assert.deepEqual(
      sdk.clients.map(({ name }) => name).filter((name) => !used.has(name)),
      [],
    );
  });

  test(`${sdk.family} ${sdk.id}: a fixture has a look-alike that stays silent`, () => {
    const names = new Set(sdk.calls.map(({ callee }) => callee.slice(callee.lastIndexOf('.') + 1)));
    const silent = sdkFixtures
      .filter((fixture) => familyOfFixture(fixture) === sdk.family)
      .flatMap(({ text, markers }) =>
        markers.filter(({ label }) => label === 'no call').map(({ span }) => text.slice(span.start, span.end)),
      );
    assert.ok(silent.some((name) => names.has(name)));
  });
}

test('an entry names each callee once, and says which versions were read', () => {
  for (const { id, family, calls, versions } of sdks) {
    const callees = calls.map(({ callee, fluent = '' }) => `${fluent} ${callee}`);
    assert.deepEqual(callees, [...new Set(callees)], `${family} ${id}`);
    assert.ok(versions.length > 0, `${family} ${id}`);
  }
});
