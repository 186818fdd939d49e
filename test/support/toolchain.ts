import { spawnSync } from 'node:child_process';

/**
 * Why a test of another language cannot run here, for `test(name, { skip: without('go', 'version') }, …)`: said aloud,
 * and on a machine that calls itself CI a failure.
 */
export function without(command: string, ...probe: string[]): string | false {
  if (spawnSync(command, probe, { stdio: 'ignore' }).status === 0) return false;
  const reason = `${command} is not installed`;
  if (process.env['CI'] === 'true') throw new Error(`${reason}, and CI runs every test`);
  return reason;
}
