import { loadEngines } from '../../server/src/workspace/engines.ts';
import type { Engines } from '../../server/src/workspace/workspace.ts';

let engines: Promise<Engines> | undefined;

/** The portable engines, loaded once for each test process. */
export function testEngines(): Promise<Engines> {
  engines ??= loadEngines({ engine: 'portable' });
  return engines;
}
