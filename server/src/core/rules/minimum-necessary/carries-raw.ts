import { isWithheld, satisfies } from '../../policy/forms.ts';
import type { ResolvedPlaceholder, ResolvedPrompt } from '../../policy/resolve-model.ts';
import { identifies, isSecret, placeholdersOf } from '../values.ts';

/** Identifiers that reach Claude as they are, although nothing says that they may. Whole records have a rule of their own. */
export const rawIdentifiers = (resolved: ResolvedPrompt): ResolvedPlaceholder[] =>
  placeholdersOf(resolved).filter(
    (value) =>
      !value.record &&
      value.part.kind !== 'metadata' &&
      identifies(value) &&
      !isSecret(value) &&
      !isWithheld(value.sent) &&
      !satisfies(value.sent, value.required),
  );

/** In code, with a way back to where the value came from: an access on a record, or an assignment that was followed. */
export const isTraced = ({ segment, by }: ResolvedPlaceholder, { prompt }: ResolvedPrompt): boolean =>
  prompt.origin === 'call' &&
  (by === 'flow' || (segment.flow?.length ?? 0) > 0 || (segment.path?.includes('.') ?? false));
