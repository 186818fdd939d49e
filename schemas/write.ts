import { writeFileSync } from 'node:fs';
import { catalogueReference } from '../server/src/core/calls/catalogue/reference.ts';
import { type Draft, policySchema, schemaFiles } from '../server/src/core/policy/schema/json-schema.ts';
import { policyReference } from '../server/src/core/policy/schema/reference.ts';

/** Writes what follows from the definition of the policy file (the JSON Schemas and the reference page) and from the catalogue of calls. */
for (const [draft, name] of Object.entries(schemaFiles)) {
  writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(policySchema(draft as Draft), null, 2)}\n`);
}
writeFileSync(new URL('../docs/policy-reference.md', import.meta.url), policyReference());
writeFileSync(new URL('../docs/call-catalogue.md', import.meta.url), catalogueReference());
