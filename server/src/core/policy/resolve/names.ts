/** Access paths and field names, compared as people mean them: `patient.birthDate`, `Patient.birth_date`, `patients[].birth_date`. */

/** `patient.notes[].text` in comparable parts: `patient`, `note`, `text`. Case, `_` and `-` do not count; iterated parts are singular. */
export function partsOf(path: string): string[] {
  return path
    .replace(/\?\./g, '.')
    .replace(/\[(['"])([^'"\]]*)\1\]/g, '.$2')
    .split('.')
    .flatMap((part) => {
      const iterated = part.includes('[');
      const name = part
        .replace(/\[[^\]]*\]?/g, '')
        .replace(/[_\-\s$@]/g, '')
        .toLowerCase();
      if (name === '') return [];
      return [iterated ? singular(name) : name];
    });
}

/** English plural to singular, for names of lists. */
export const singular = (name: string): string => {
  if (name.length > 4 && name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  if (name.length > 4 && /(ss|us|is)$/.test(name)) return name;
  return name.length > 3 && name.endsWith('s') ? name.slice(0, -1) : name;
};

export const startsWith = (parts: readonly string[], prefix: readonly string[]): boolean =>
  prefix.length <= parts.length && prefix.every((part, index) => same(part, parts[index]!));

const same = (a: string, b: string): boolean => a === b || singular(a) === singular(b);

/** Whether `needle` stands in `parts` from some place on. */
export function indexOfParts(parts: readonly string[], needle: readonly string[]): number {
  for (let start = 0; start + needle.length <= parts.length; start++) {
    if (startsWith(parts.slice(start), needle)) return start;
  }
  return -1;
}
