import type { ResolvedValue } from '../policy/resolve-model.ts';
import { entityType } from '../taxonomy/entity-types.ts';

/** `[PERSON]`: what a fix writes in place of a value. Unnumbered: only the run-time library numbers tokens. */
export const labelOf = ({ type }: Pick<ResolvedValue, 'type'>): string =>
  `[${(type && entityType(type)?.label) ?? 'REDACTED'}]`;
