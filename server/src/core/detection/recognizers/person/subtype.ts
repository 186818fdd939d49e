import { before } from '../../candidate.ts';
import { role } from '../../roles.ts';
import { gapAfter, type Tokens } from '../../scan.ts';
import { isClinical } from '../../surroundings.ts';
import { wordSet } from '../../word-sets.ts';

/** All types of names of persons. */
export const nameTypes: ReadonlySet<string> = new Set(
  'PERSON_NAME GIVEN_NAME FAMILY_NAME PERSON_INITIALS RELATIVE_NAME PROVIDER_NAME'.split(' '),
);

const givenLabel = /(?:first|given|middle)[ _-]?names?|vornamen?|pr[eé]noms?/i;
const familyLabel =
  /(?:last|family|maiden)[ _-]?names?|surnames?|nachnamen?|familiennamen?|apellidos?|cognome|nom de famille/i;
const namePart =
  /((?:first|given|middle|last|family|maiden)[ _-]?names?|surnames?|vornamen?|nachnamen?|familiennamen?|pr[eé]noms?|apellidos?|cognome|nom de famille)["'*_]{0,3}(?:\s{0,2}[:=]| is| ist)\s{0,3}["'*_]{0,3}$/i;
const relativeLabel =
  /(?:next of kin|emergency contact|spouse|guardian|mother|father|kin)(?: name)?["'*_]{0,3}\s{0,2}[:=]\s{0,3}$/i;
const providerLabel =
  /(?:provider|physician|attending|surgeon|pcp|nurse|resident|clinician|doctor|referring|referred by|dictated by|consultant)(?: name)?["'*_]{0,3}\s{0,2}[:=]\s{0,3}(?:dr\.? )?$/i;
const providerWords = wordSet(
  'dr doctor nurse physician surgeon therapist psychiatrist psychologist oncologist cardiologist neurologist pediatrician dermatologist radiologist pathologist anesthesiologist midwife pharmacist dentist clinician arzt medecin dottor dottoressa docteur',
);
const degrees = wordSet('md rn do np pa dds dmd pharmd bsn fnp lcsw crna');

/** Which kind of name this is where the words around it say so; `PERSON_NAME` otherwise. */
export function nameType(tokens: Tokens, first: number, last: number): string {
  const { text, start, end, roles } = tokens;
  const at = start[first]!;
  const left = before(text, at, 40);
  if (/[:=]\s{0,3}["'*_]{0,3}$| is[t]? $/.test(left)) {
    const part = namePart.exec(left)?.[1];
    if (part && givenLabel.test(part)) return 'GIVEN_NAME';
    if (part && familyLabel.test(part)) return 'FAMILY_NAME';
    if (relativeLabel.test(left)) return 'RELATIVE_NAME';
    if (providerLabel.test(left)) return 'PROVIDER_NAME';
  }
  const wordAt = (index: number) =>
    index < 0 || index >= tokens.count ? '' : text.slice(start[index]!, end[index]!).toLowerCase();
  if (first > 0 && /^[.,]? {1,2}$/.test(gapAfter(tokens, first - 1))) {
    if (roles[first - 1]! & role.kin && !notKin.has(wordAt(first - 1))) return 'RELATIVE_NAME';
    if (providerWords.has(wordAt(first - 1)) && isClinical(text, at, 2)) return 'PROVIDER_NAME';
  }
  if (degrees.has(wordAt(last)) || (degrees.has(wordAt(last + 1)) && /^,? $/.test(gapAfter(tokens, last))))
    return 'PROVIDER_NAME';
  return 'PERSON_NAME';
}

/** Words of the list of relatives that name other bonds. */
const notKin = wordSet('friend colleague boss neighbor neighbour roommate coworker ex partner guardian caregiver');
