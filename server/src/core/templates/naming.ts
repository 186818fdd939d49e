/**
 * In formats without filters the name of a variable says what was done to its value before it was handed in:
 * `{patient_name_token}`. Read by the parsers, written by the fixes.
 */
const suffixes: readonly { readonly filter: string; readonly word: string }[] = [
  { filter: 'tokenize', word: 'token' },
  { filter: 'tokenize', word: 'tokenized' },
  { filter: 'scrub', word: 'scrubbed' },
  { filter: 'generalize:year', word: 'year' },
  { filter: 'generalize:age90', word: 'age90' },
  { filter: 'generalize:zip3', word: 'zip3' },
  { filter: 'generalize:state', word: 'state' },
  { filter: 'generalize:country', word: 'country' },
  { filter: 'generalize:bucket', word: 'bucket' },
];

/** `access_token` is a secret, not a tokenized access; `birth_year` alone is no generalized `birth`. */
const secrets =
  /(?:^|[._-])(?:access|api|auth|bearer|csrf|id|jwt|oauth|refresh|secret|session|security|sso|xsrf)[._-]?token$/i;
/** A date that was cut to its year says so in its name; `birth_year` alone is a field of its own. */
const generalized = /(?:date|dob|day|birth|age|zip|code|postal)[._-](year|age90|zip3|state|country|bucket)$/i;
const markedByName = /(?:[a-z0-9][._-]|[a-z0-9])(token|tokenized|scrubbed)$/i;

/** Filters that a variable's name stands for: only the unmistakable words count. */
export function impliedFilters(name: string): string[] {
  if (secrets.test(name)) return [];
  const coarser = generalized.exec(name)?.[1]?.toLowerCase();
  if (coarser && !/birth[._-]year$/i.test(name)) return [`generalize:${coarser}`];
  const match = markedByName.exec(name);
  if (!match) return [];
  const word = match[1]!;
  const joined = /^[A-Z]/.test(word) || /[._-]/.test(name[name.length - word.length - 1] ?? '');
  const row = suffixes.find((one) => one.word === word.toLowerCase());
  return joined && row ? [row.filter] : [];
}

/** The variable's name once its value is handed in in that form: `PATIENT_NAME` gives `PATIENT_NAME_TOKEN`. */
export function renamed(name: string, filter: string): string | undefined {
  const row = suffixes.find((one) => one.filter === filter);
  if (!row) return undefined;
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (/[A-Z]/.test(last) && last === last.toUpperCase()) return `${name}_${row.word.toUpperCase()}`;
  if (last.includes('-')) return `${name}-${row.word}`;
  if (/[a-z][A-Z]/.test(last)) return `${name}${row.word.charAt(0).toUpperCase()}${row.word.slice(1)}`;
  return `${name}_${row.word}`;
}
