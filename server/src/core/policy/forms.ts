import type { Form } from '../taxonomy/levels.ts';

/**
 * What is sent satisfies what is required when it discloses no more. One row for each form sent, one column for each
 * form required. `project` is about records: a projected record satisfies `project`; its fields are looked at one by one.
 */
const table: Readonly<Record<Kind, Readonly<Record<Kind, boolean>>>> = {
  keep: row('keep'),
  // `generalize` against `generalize` is decided by coarseness, below.
  generalize: row('keep', 'generalize'),
  tokenize: row('keep', 'generalize', 'tokenize', 'scrub', 'project'),
  replace: row('keep', 'generalize', 'tokenize', 'replace', 'redact', 'scrub', 'project'),
  redact: row('keep', 'generalize', 'tokenize', 'replace', 'redact', 'scrub', 'project'),
  scrub: row('keep', 'scrub', 'project'),
  project: row('keep', 'project'),
  // A blocked value is refused at run time: nothing of it is sent.
  block: row('keep', 'generalize', 'tokenize', 'replace', 'redact', 'scrub', 'project', 'block'),
};

type Kind = 'keep' | 'generalize' | 'tokenize' | 'replace' | 'redact' | 'scrub' | 'project' | 'block';

function row(...satisfied: readonly Kind[]): Record<Kind, boolean> {
  const result = {
    keep: false,
    generalize: false,
    tokenize: false,
    replace: false,
    redact: false,
    scrub: false,
    project: false,
    block: false,
  };
  for (const kind of satisfied) result[kind] = true;
  return result;
}

/** What coarser generalizations satisfy which finer ones. Places: ZIP3 lies in a state, a state in a country. */
const coarser: Readonly<Record<string, readonly string[]>> = {
  zip3: ['zip3'],
  state: ['state', 'zip3'],
  country: ['country', 'state', 'zip3'],
  year: ['year'],
  age90: ['age90', 'year'],
  bucket: ['bucket', 'age90'],
};

export const kindOf = (form: Form): Kind => (form.startsWith('generalize:') ? 'generalize' : (form as Kind));

/** The argument of a generalization: `year` of `generalize:year`; undefined for other forms. */
export const generalization = (form: Form): string | undefined =>
  form.startsWith('generalize:') ? form.slice('generalize:'.length) : undefined;

/** Whether a value sent as `sent` meets a requirement of `required`. */
export function satisfies(sent: Form, required: Form): boolean {
  const [from, to] = [generalization(sent), generalization(required)];
  if (from !== undefined && to !== undefined) return coarser[from]?.includes(to) ?? from === to;
  return table[kindOf(sent)][kindOf(required)];
}

/** Nothing that identifies is left: such a value passes `permitted` and `prohibited`. */
export const isWithheld = (form: Form): boolean =>
  form === 'tokenize' || form === 'replace' || form === 'redact' || form === 'block';

/** Nothing at all of the value is left; a token still links records, so `tokenize` is not among them. */
export const isRemoved = (form: Form): boolean => form === 'replace' || form === 'redact' || form === 'block';

const strength: readonly Kind[] = ['keep', 'project', 'scrub', 'generalize', 'tokenize', 'replace', 'redact', 'block'];

/** The form that discloses less, for a value that several sanitizers touched. */
export const stronger = (a: Form, b: Form): Form =>
  strength.indexOf(kindOf(a)) >= strength.indexOf(kindOf(b)) ? a : b;
