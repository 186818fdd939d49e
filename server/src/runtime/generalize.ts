import { generalizeValue } from '../core/scrub/generalize.ts';
import type { Form } from '../core/taxonomy/levels.ts';
import { today } from './clock.ts';
import { type Printable, printed } from './tokenize.ts';

export type GeneralizeForm = 'year' | 'age90' | 'zip3' | 'state' | 'country' | 'bucket';

/**
 * A coarser value: the year of a date, an age with 90 and older as one class, the first three digits of a ZIP code
 * (`000` for areas of 20,000 people or fewer), the state or country of an address, the decade a number lies in.
 * Where it cannot be computed the answer is `[UNKNOWN]`, never the value.
 */
export function generalize(value: Printable, form: GeneralizeForm | `generalize:${GeneralizeForm}`): string {
  const text = printed(value);
  if (text === '') return '';
  const full = (form.startsWith('generalize:') ? form : `generalize:${form}`) as Form;
  return generalizeValue(text, full, today()) ?? '[UNKNOWN]';
}
