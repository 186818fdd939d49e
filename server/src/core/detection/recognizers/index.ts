import type { Recognize } from '../candidate.ts';
import { recognizeAddressBlocks } from './address-blocks.ts';
import { recognizeAddresses } from './addresses.ts';
import { recognizeAges } from './ages.ts';
import { recognizeDates } from './dates.ts';
import { recognizeEmail } from './email.ts';
import { finance } from './finance.ts';
import { recognizeLabelled } from './labelled.ts';
import { recognizeNetwork } from './network.ts';
import { recognizeOrganizations } from './organizations.ts';
import { recognizePatterns } from './pattern.ts';
import { recognizePersons } from './person/index.ts';
import { recognizePhone } from './phone.ts';
import { recognizePlaces } from './places.ts';
import { usNumbers } from './us-numbers.ts';

export const recognizers: readonly Recognize[] = [
  recognizePatterns([...usNumbers, ...finance]),
  recognizeEmail,
  recognizeNetwork,
  recognizePhone,
  recognizeLabelled,
  recognizeDates,
  recognizeAges,
  recognizePlaces,
  recognizeAddresses,
  recognizePersons,
  recognizeOrganizations,
  recognizeAddressBlocks,
];
