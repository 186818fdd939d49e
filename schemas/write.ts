import { writeFileSync } from 'node:fs';
import { type Draft, policySchema, schemaFiles } from '../server/src/core/policy/schema/json-schema.ts';

/** Writes the JSON Schemas of the policy file beside this script: `node --import tsx schemas/write.ts`. */
for (const [draft, name] of Object.entries(schemaFiles)) {
  writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(policySchema(draft as Draft), null, 2)}\n`);
}
