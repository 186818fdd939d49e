import type { Form } from '../taxonomy/levels.ts';

/**
 * A coarser value, or undefined where it cannot be computed (the caller then replaces). `today` (`YYYY-MM-DD`)
 * decides who is 90 or older: 45 CFR 164.514(b)(2)(i)(C) lets neither their age nor their birth year stand.
 */
export function generalizeValue(value: string, form: Form, today: string): string | undefined {
  switch (form) {
    case 'generalize:year':
      return yearOf(value, today);
    case 'generalize:age90':
      return ageOf(value, today);
    case 'generalize:zip3':
      return zip3Of(value);
    case 'generalize:state':
      return stateOf(value);
    case 'generalize:country':
      return countryOf(value);
    case 'generalize:bucket':
      return bucketOf(value);
    default:
      return undefined;
  }
}

/**
 * Three-digit ZIP areas with 20,000 people or fewer, to be written `000`: the union of the list in HHS's 2012
 * guidance (Census 2000) and of the Census 2010 list in use in hospitals.
 */
export const restrictedZip3: ReadonlySet<string> = new Set(
  '036 059 063 102 202 203 204 205 369 556 692 753 772 790 821 823 830 831 878 879 884 890 893'.split(' '),
);

function yearOf(value: string, today: string): string | undefined {
  const year = calendarYear(value, Number(today.slice(0, 4)));
  if (year === undefined) return undefined;
  const oldest = Number(today.slice(0, 4)) - 90;
  return year <= oldest ? `${oldest} or earlier` : String(year);
}

/** A four-digit year, else the two digits at the end of `3/14/87`, read as the latest such year that is not to come. */
function calendarYear(value: string, thisYear: number): number | undefined {
  const four =
    /(?:^|[^0-9])((?:1[89]|20|21)[0-9]{2})(?![0-9])/.exec(value) ?? /^((?:19|20)[0-9]{2})[0-9]{4}$/.exec(value);
  if (four) return Number(four[1]);
  const two = /^\s*[0-9]{1,2}\s*[./-]\s*[0-9]{1,2}\s*[./-]\s*'?([0-9]{2})\s*$/.exec(value);
  if (!two) return undefined;
  const century = Math.floor(thisYear / 100) * 100;
  const year = century + Number(two[1]);
  return year > thisYear ? year - 100 : year;
}

function ageOf(value: string, today: string): string | undefined {
  const number = /[0-9]{1,3}/.exec(value);
  const year = calendarYear(value, Number(today.slice(0, 4)));
  const age = year !== undefined ? Number(today.slice(0, 4)) - year : number ? Number(number[0]) : undefined;
  if (age === undefined || age < 0) return undefined;
  return age >= 90 ? '90 or older' : String(age);
}

function zip3Of(value: string): string | undefined {
  const match = /(?:^|[^0-9])([0-9]{3})[0-9]{2}(?:-?[0-9]{4})?(?![0-9])/.exec(value);
  if (!match) return undefined;
  return restrictedZip3.has(match[1]!) ? '000' : match[1];
}

const stateCodes =
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR';
const stateNames =
  'Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Georgia,Hawaii,Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,Washington,West Virginia,Wisconsin,Wyoming,District of Columbia,Puerto Rico';
const codes = stateCodes.split(' ');
const names = new Map(stateNames.split(',').map((name, index) => [name.toLowerCase(), codes[index]!]));

/** The state at the end of an address, with or without ZIP code. A city alone gives nothing: `Washington` may be either. */
function stateOf(value: string): string | undefined {
  const end =
    /,\s*([A-Za-z][A-Za-z .]{0,20}?)\.?(?:,?\s+[0-9]{5}(?:-[0-9]{4})?)?(?:,\s*(?:USA?|United States))?\s*$/.exec(value);
  if (!end) return undefined;
  const word = end[1]!.trim();
  if (codes.includes(word)) return word;
  return names.get(word.toLowerCase());
}

const countries = new Set(
  'united states,usa,us,united kingdom,uk,ireland,germany,deutschland,france,spain,italy,portugal,netherlands,belgium,austria,switzerland,sweden,norway,denmark,finland,poland,czechia,hungary,romania,bulgaria,greece,croatia,slovenia,slovakia,estonia,latvia,lithuania,luxembourg,malta,cyprus,iceland,canada,mexico,brazil,argentina,chile,colombia,peru,india,china,japan,south korea,singapore,australia,new zealand,south africa,nigeria,kenya,egypt,israel,turkey,united arab emirates,saudi arabia,indonesia,malaysia,thailand,vietnam,philippines,ukraine'.split(
    ',',
  ),
);

function countryOf(value: string): string | undefined {
  const last = value.slice(value.lastIndexOf(',') + 1).trim();
  return countries.has(last.toLowerCase()) ? last : undefined;
}

/** The decade of magnitude that a number lies in: 83,500 gives `80000-90000`, 712 gives `700-800`. */
function bucketOf(value: string): string | undefined {
  const match = /[0-9][0-9., ]*/.exec(value);
  if (!match) return undefined;
  const number = plainNumber(match[0].trim());
  if (!Number.isFinite(number)) return undefined;
  if (number < 10) return '0-10';
  const width = 10 ** (String(Math.floor(number)).length - 1);
  const low = Math.floor(number / width) * width;
  return `${low}-${low + width}`;
}

/** Separators before groups of three are thousands; one before one or two digits at the end is the decimal mark. */
function plainNumber(digits: string): number {
  const whole = digits.replace(/[.,][0-9]{1,2}$/, '').replace(/[., ]/g, '');
  return Number(whole);
}
