import type { Policy } from '../model.ts';
import { buildPolicy, type Raw } from '../parse/build.ts';
import gdpr from './gdpr.json' with { type: 'json' };
import hipaa from './hipaa.json' with { type: 'json' };
import logs from './logs.json' with { type: 'json' };
import starter from './starter.json' with { type: 'json' };
import support from './support.json' with { type: 'json' };

const builtIn: Readonly<Record<string, Raw>> = { starter, hipaa, gdpr, support, logs };

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
