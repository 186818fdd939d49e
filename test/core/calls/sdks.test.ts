import { test } from 'node:test';
import { assertMarkers } from '../../support/markers.ts';
import { analyseSdkFixture, sdkFixtures } from '../../support/sdk-fixtures.ts';

/** The calls of each package, as its types want them: `test/sdks` compiles the same texts against the real packages. */
for (const fixture of sdkFixtures) {
  test(`${fixture.group}/${fixture.name}`, async () => {
    const { labels } = await analyseSdkFixture(fixture);
    assertMarkers(fixture.text, labels, fixture.markers);
  });
}
