import type { Engines } from '../../server/src/workspace/workspace.ts';
import { testPorts, testSyntax } from './ports.ts';

/** The engines of a workspace on their real implementations, loaded once for each test process. */
export async function testEngines(): Promise<Engines> {
  const syntax = await testSyntax();
  const { detect } = await testPorts();
  return { name: 'portable', detect, syntax: syntax.port, load: syntax.load, forget: syntax.forget };
}
