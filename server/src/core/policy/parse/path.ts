/** Paths into the policy: `use_cases[2].needs["user.name"]`. Keys that are no plain words stand quoted in brackets. */
export type PathPart = string | number;

const plain = /^[A-Za-z_][\w-]*$/;

export const childPath = (path: string, part: PathPart): string => {
  if (typeof part === 'number') return `${path}[${part}]`;
  if (!plain.test(part)) return `${path}[${JSON.stringify(part)}]`;
  return path === '' ? part : `${path}.${part}`;
};

export const pathOf = (parts: readonly PathPart[]): string => parts.reduce<string>(childPath, '');

/** The parts of a path; reading stops at the first thing that is no path. */
export function pathParts(path: string): PathPart[] {
  const parts: PathPart[] = [];
  const step = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  for (let match = step.exec(path); match; match = step.exec(path)) {
    if (match[1] !== undefined) parts.push(match[1]);
    else if (match[2] !== undefined) parts.push(Number(match[2]));
    else parts.push(JSON.parse(match[3]!) as string);
    if (step.lastIndex >= path.length) break;
  }
  return parts;
}
