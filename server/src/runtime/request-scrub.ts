import type { Entity } from '../core/detection/entity.ts';
import { classifyName } from '../core/detection/index.ts';
import type { UseCase } from '../core/policy/model.ts';
import { scrubText } from '../core/scrub/scrub-text.ts';
import { tokenFor, type VaultData } from '../core/scrub/vault.ts';
import type { Form } from '../core/taxonomy/levels.ts';
import { entitiesIn, formFor } from './entities.ts';
import type { Policy } from './policy.ts';
import { type TextPlace, walkRequest } from './request-walk.ts';

export interface RequestContext {
  readonly policy: Policy;
  readonly useCase: UseCase | undefined;
  readonly vault: VaultData;
  readonly today: string;
  readonly tokens?: 'escape' | 'keep';
  /** Entities of texts seen before in this conversation: its history is sent again with every turn. */
  readonly cache: EntityCache;
}

export interface ScrubbedRequest {
  readonly body: unknown;
  /** Everything that was found, with the form it goes in; kept entities too. */
  readonly found: readonly FoundEntity[];
  /** Arguments that hold images, documents or files: not text, so not scrubbed. */
  readonly media: readonly string[];
}

export interface FoundEntity {
  readonly type: string;
  readonly form: Form;
  readonly argument: string;
}

/** A request body with every entity in its form. Throws RangeError when it is nested too deeply. */
export function scrubRequest(body: unknown, context: RequestContext): ScrubbedRequest {
  const found: FoundEntity[] = [];
  const media: string[] = [];
  const forms = new Map<string, Form>();
  const formOf = (type: string): Form => {
    const known = forms.get(type) ?? formFor(type, context.policy, context.useCase);
    forms.set(type, known);
    return known;
  };
  const entitiesOf = (value: string, at: TextPlace) =>
    value === '' ? [] : context.cache.get(value, at, () => entitiesAt(value, at, context));
  // First everything is found, then everything is replaced: what is recognized in one place is known in all.
  walkRequest(body, {
    text(value, at) {
      for (const { type, span } of entitiesOf(value, at))
        if (formOf(type) === 'tokenize') tokenFor(context.vault, value.slice(span.start, span.end), type);
      return value;
    },
    media: () => {},
  });
  const scrubbed = walkRequest(body, {
    text(value, at) {
      const entities = entitiesOf(value, at);
      const { text, entities: changed } = scrubText(value, entities, { ...context, formOf, known: true });
      for (const { type, form } of changed) found.push({ type, form, argument: at.argument });
      for (const { type } of entities) {
        const form = formOf(type);
        if (form === 'keep' || form === 'scrub') found.push({ type, form, argument: at.argument });
      }
      return text;
    },
    media: (argument) => media.push(argument),
  });
  return { body: scrubbed, found, media };
}

/** Longest value that is read together with the name it stands under. */
const shortValue = 200;

/** Entities of a string; one that stands under a name in data is read as `patient name: …`, as a person would. */
function entitiesAt(value: string, { key, dataPath }: TextPlace, { policy, today }: RequestContext): Entity[] {
  if (dataPath === '' || value.length > shortValue) return entitiesIn(value, policy, today);
  const label = `${words(key)}: `;
  const entities = entitiesIn(label + value, policy, today).flatMap((entity): Entity[] => {
    const start = entity.span.start - label.length;
    return start < 0 ? [] : [{ ...entity, span: { start, end: entity.span.end - label.length } }];
  });
  const named = classifyName(dataPath);
  const telling = named && (named.evidence === 'person-object' || named.evidence === 'telling-name');
  if (entities.length > 0 || !telling || !/[\p{L}\p{N}]/u.test(value)) return entities;
  return [
    { type: named.type, span: { start: 0, end: value.length }, score: named.score, evidence: ['name of the field'] },
  ];
}

/** `patientName` and `patient_name` as `patient name`. */
const words = (key: string): string =>
  key
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .toLowerCase();

/** Remembers what was found in the texts of one conversation, up to a million characters. */
export interface EntityCache {
  get(value: string, at: TextPlace, find: () => Entity[]): readonly Entity[];
}

export function entityCache(limit = 1_000_000): EntityCache {
  const known = new Map<string, readonly Entity[]>();
  let size = 0;
  return {
    get(value, { dataPath }, find) {
      const key = dataPath === '' ? value : `${dataPath}\u0000${value}`;
      const present = known.get(key);
      if (present) return present;
      const entities = find();
      if (size + key.length > limit) {
        known.clear();
        size = 0;
      }
      if (key.length <= limit) {
        known.set(key, entities);
        size += key.length;
      }
      return entities;
    },
  };
}
