import type { Policy } from '../model.ts';
import { buildPolicy, type Raw } from '../parse/build.ts';
import starter from './starter.json' with { type: 'json' };

const builtIn: Readonly<Record<string, Raw>> = { starter };

/** The data of a policy that comes with the product; undefined for any other name. */
export const builtInPolicy = (name: string): Raw | undefined =>
  Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;

/** The built-in policy that applies without a file. */
export const starterPolicy: Policy = buildPolicy(starter, {
  uri: 'builtin:starter',
  revision: 'starter',
  locate: () => undefined,
});

/** True while no policy file applies: then the entity type's level alone counts, and nothing is unclassified. */
export const isBuiltIn = (policy: Policy): boolean => policy.uri.startsWith('builtin:');
