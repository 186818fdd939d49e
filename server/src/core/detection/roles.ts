/** Role bits of words in the lexicon. A word may have several: `may` is frequent, a month and a given name. */
export const role = {
  given: 1 << 0,
  family: 1 << 1,
  /** Among the 40,000 most frequent English words and forms (SCOWL up to 35). */
  frequent: 1 << 2,
  /** In the dictionary, less frequent (SCOWL 40 to 55). */
  rare: 1 << 3,
  month: 1 << 4,
  title: 1 << 5,
  street: 1 << 6,
  organization: 1 << 7,
  state: 1 << 8,
  country: 1 << 9,
  city: 1 << 10,
  label: 1 << 11,
  /** Begins the statement of an attribute: `religion`, `salary`, `convicted`. */
  attribute: 1 << 12,
  /** No name although the lists of names hold it: a word of documents and of computing. */
  noName: 1 << 13,
  nationality: 1 << 14,
  kin: 1 << 15,
  personNoun: 1 << 16,
  /** Stands before a name: `named`, `dear`, `by`, `with`. */
  nameCue: 1 << 17,
  weekday: 1 << 18,
  /** `Jr`, `III`, `MD`: after a name. */
  suffix: 1 << 19,
  particle: 1 << 20,
  facility: 1 << 21,
  /** Articles, prepositions, pronouns, auxiliaries: no part of a name, a sign of prose. */
  function: 1 << 22,
  /** What only persons do: `left`, `owes`, `testified`. */
  humanVerb: 1 << 23,
  /** First word of a city of several words. */
  cityStart: 1 << 24,
  /** What persons do: `said`, `lives`, `underwent`. */
  personVerb: 1 << 25,
  /** Makes a name an eponym or the name of a thing: `syndrome`, `score`, `theorem`. */
  eponym: 1 << 26,
  /** Stands before a secret: `password`, `token`. */
  secret: 1 << 27,
  /** Diagnoses, drugs, procedures, tests, vital signs. */
  health: 1 << 28,
  /** Among the most frequent given names of the US census. */
  usualGiven: 1 << 29,
  /** Announces an address: `address`, `lives`, `taxi`. */
  address: 1 << 30,
  /** Begins an address: `rue`, `via`, `suite`, `po`. */
  addressStart: 1 << 31,
} as const;

/** Roles of words at which a recognizer begins. Cities and names count where a capital stands. */
export const trigger =
  role.label |
  role.month |
  role.organization |
  role.facility |
  role.secret |
  role.attribute |
  role.health |
  role.address |
  role.addressStart;

/** Words of the dictionary, frequent or rare. */
export const inDictionary = role.frequent | role.rare;
