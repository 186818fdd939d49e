import { oneOf } from '../../characters.ts';
import { kind, type Tokens } from '../../scan.ts';

/** `getName`, `DataSource`: a capital inside, unless it is `McDonald`, `DeVito`, `MacLeod`. */
export function isCamel({ text, start, end, kinds }: Tokens, index: number): boolean {
  const bits = kinds[index]!;
  if (!(bits & kind.lower && bits & kind.upperInside)) return false;
  const from = start[index]!;
  const to = end[index]!;
  for (let i = from + 1; i < to; i++) {
    if (isCapital(text.charCodeAt(i)))
      return !(i - from <= 3 && /^(?:Mc|Mac|De|Di|La|Le|Van|Fitz|O)$/.test(text.slice(from, i)));
  }
  return false;
}

const codeBefore = oneOf('.@#$<{[/\\=_&%+~`');
const codeAfter = oneOf('(<{[/\\=_$@`');

/** Next to characters of code or of a path: `John.find(`, `@Inject`, `<Link`, `/Users/`. */
export function isCode({ text, start, end }: Tokens, index: number): boolean {
  const before = text.charCodeAt(start[index]! - 1);
  const after = text.charCodeAt(end[index]!);
  if (codeBefore(before) && !(before === 46 && isCapital(text.charCodeAt(start[index]! - 2))))
    return before !== 60 || after !== 32;
  return codeAfter(after);
}

const isCapital = (code: number): boolean => code >= 65 && code <= 90;
