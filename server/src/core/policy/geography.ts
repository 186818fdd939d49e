import data from './geography.json' with { type: 'json' };

/**
 * Places as data. A place is a country (`DE`), a part of one (`US-TX`), a group (`EU`, `EEA`), a geography of a
 * platform (`eu`, `global`) or a cloud region (`eu-west-1`). DE is in EU is in EEA; London and Zurich are not in the EU.
 */
const groups: Readonly<Record<string, readonly string[]>> = data.groups;
const geographies: Readonly<Record<string, readonly string[]>> = data.geographies;
const regions: Readonly<Record<string, string>> = data.regions;
const aliases: Readonly<Record<string, string>> = data.aliases;
const countries = new Set(data.countries.split(' '));
const adequate = new Set(data.adequate.countries);

/** Stands for every country: `global` routing. */
export const ANYWHERE = '*';

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

export const regionIds: readonly string[] = [
  ...Object.keys(geographies),
  ...Object.keys(regions),
  ...Object.keys(groups),
  ...countries,
];

export const jurisdictionCodes: readonly string[] = [...Object.keys(groups), 'UK', ...countries];

/** A place that a deployment, a residency rule or a request may name. */
export const isRegion = (name: string): boolean =>
  own(geographies, name) !== undefined || own(regions, name) !== undefined || isJurisdiction(name);

/** A place whose law protects people: `DE`, `US-TX`, `EU`, `UK`. */
export const isJurisdiction = (name: string): boolean => {
  const code = own(aliases, name) ?? name;
  if (own(groups, code) || countries.has(code)) return true;
  return /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(code) && countries.has(code.slice(0, 2));
};

/**
 * The countries a place stands for. A part of a country stays a part (`US-TX`); `global` gives `*`.
 * Undefined for a place nobody knows. `extra` (from the policy's `platform_facts.regions`) is asked first.
 */
export function countriesOf(
  place: string,
  extra?: Readonly<Record<string, readonly string[]>>,
): readonly string[] | undefined {
  const listed = extra && own(extra, place);
  if (listed) return expandAll(listed);
  const known = own(geographies, place) ?? own(groups, place);
  if (known) return expansions.get(place) ?? remember(place, expandAll(known));
  const region = own(regions, place);
  if (region) return [region];
  const code = own(aliases, place) ?? place;
  if (own(groups, code)) return expandGroup(code);
  return isJurisdiction(code) ? [code] : undefined;
}

/** Places of the tables, expanded once: rules ask for the same few at every value. */
const expansions = new Map<string, readonly string[]>();

function remember(place: string, countries: readonly string[]): readonly string[] {
  expansions.set(place, countries);
  return countries;
}

const expandAll = (members: readonly string[]): readonly string[] => [...new Set(members.flatMap(expandGroup))];

/** Groups hold countries and groups, one level deep. */
function expandGroup(member: string): string[] {
  const code = own(aliases, member) ?? member;
  return own(groups, code)?.flatMap((inner) => own(groups, inner) ?? [inner]) ?? [code];
}

/** True when everything in `inner` lies in `outer`: `DE` in `EU`, `US-TX` in `US`, nothing but itself in `US-TX`. */
export function within(inner: string, outer: string, extra?: Readonly<Record<string, readonly string[]>>): boolean {
  if (inner === outer) return true;
  const parts = countriesOf(inner, extra);
  const whole = countriesOf(outer, extra);
  if (!parts || !whole) return false;
  if (whole.includes(ANYWHERE)) return true;
  return parts.every((part) => whole.includes(part) || whole.includes(part.slice(0, 2)));
}

/** True when the two share ground: `EU` and `DE`, `US-TX` and `US`. */
export function meets(a: string, b: string): boolean {
  const [first, second] = [countriesOf(a), countriesOf(b)];
  if (!first || !second) return a === b;
  if (first.includes(ANYWHERE) || second.includes(ANYWHERE)) return true;
  const touches = (one: string, other: string) =>
    one === other || one.slice(0, 2) === other || one === other.slice(0, 2);
  return first.some((one) => second.some((other) => touches(one, other)));
}

/** Whether a cloud region or geography that a request names lies wholly in one of the permitted places. */
export const permitted = (
  region: string,
  permit: readonly string[],
  extra?: Readonly<Record<string, readonly string[]>>,
): boolean => permit.some((place) => within(region, place, extra)) || withinUnion(region, permit, extra);

function withinUnion(
  region: string,
  permit: readonly string[],
  extra?: Readonly<Record<string, readonly string[]>>,
): boolean {
  const parts = countriesOf(region, extra);
  if (!parts || parts.includes(ANYWHERE)) return false;
  return parts.every((part) => permit.some((place) => within(part, place, extra)));
}

/** The countries in which several rules together allow processing; undefined when no rule restricts it. */
export function intersectPermits(permits: readonly (readonly string[])[]): readonly string[] | undefined {
  if (permits.length === 0) return undefined;
  const sets = permits.map((permit) => [...new Set(permit.flatMap((place) => countriesOf(place) ?? [place]))]);
  return sets.reduce((left, right) => {
    if (left.includes(ANYWHERE)) return right;
    if (right.includes(ANYWHERE)) return left;
    const narrower = left.filter((one) => right.some((other) => within(one, other)));
    const others = right.filter((one) => !narrower.includes(one) && left.some((other) => within(one, other)));
    return [...narrower, ...others];
  });
}

/** GDPR territory: the EEA. `US` under the Data Privacy Framework counts only through an agreement of that type. */
export const inEea = (place: string): boolean => within(place, 'EEA');

/** The European Commission has found the country's protection adequate (GDPR Art. 45), for every country of the place. */
export const isAdequate = (place: string): boolean => {
  const parts = countriesOf(place);
  return parts?.every((part) => adequate.has(part.slice(0, 2)) || within(part, 'EEA')) ?? false;
};

/** Where the tables come from and the day on which they were read, for the hover. */
export const geographyFacts: { readonly source: string; readonly asOf: string } = data;
