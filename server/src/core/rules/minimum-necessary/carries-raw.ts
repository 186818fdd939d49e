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
      isTelling(value) &&
      !isSecret(value) &&
      !isWithheld(value.sent) &&
      !satisfies(value.sent, value.required),
  );

/** In code, with a way back to where the value came from: an access on a record, or an assignment that was followed. */
export const isTraced = ({ segment, by }: ResolvedPlaceholder, { prompt }: ResolvedPrompt): boolean =>
  prompt.origin === 'call' &&
  (by === 'flow' || (segment.flow?.length ?? 0) > 0 || (segment.path?.includes('.') ?? false));

/** A name alone has to be telling: `patient.name`, `email`, `account.email`; not `name`, nor `number` below some object. */
const isTelling = ({ by, name, type, segment }: ResolvedPlaceholder): boolean =>
  by !== 'name' ||
  ((name?.evidence === 'person-object' ||
    name?.evidence === 'telling-name' ||
    (name?.evidence === 'linked-object' && reaches.has(type ?? ''))) &&
    type !== 'URL' &&
    !notDataSubjects.test(segment.path ?? ''));

/** What leads to one person wherever it stands, except below a thing that has an address of its own. */
const reaches: ReadonlySet<string> = new Set(['EMAIL_ADDRESS', 'PHONE_NUMBER', 'US_SSN', 'MEDICAL_RECORD_NUMBER']);

/** Things that have names and ids, and people who are written about in public: no data subjects of the program. */
const notDataSubjects =
  /(?:^|[._[\]])(?:repo|repository|file|model|project|package|branch|commit|class|function|method|tool|agent|assistant|bot|persona|character|author|artist|speaker|host|team|company|product|service|server|bucket|table|column|event|skill|workflow|app|module|domain|org|issue|pull_?request|github)s?(?:[._[\]]|_?(?:name|full_?name|id|number|url)|$)/i;
