import type { Recognize } from '../candidate.ts';
import { recognizeAddressBlocks } from './address-blocks.ts';
import { recognizeAddressLines } from './address-lines.ts';
import { recognizeAddressTails } from './address-tails.ts';
import { recognizeAddresses } from './addresses.ts';
import { recognizeAges } from './ages.ts';
import { recognizeAttributes } from './attributes.ts';
import { recognizeDates } from './dates.ts';
import { recognizeEmail } from './email.ts';
import { finance } from './finance.ts';
import { recognizeGlued } from './glued.ts';
import { recognizeHealth } from './health.ts';
import { recognizeKeyed } from './keyed.ts';
import { recognizeLabelled } from './labelled.ts';
import { asiaAfrica } from './national-ids/asia-africa.ts';
import { easternEurope } from './national-ids/eastern-europe.ts';
import { europe } from './national-ids/europe.ts';
import { world } from './national-ids/world.ts';
import { recognizeNetwork } from './network.ts';
import { objects } from './objects.ts';
import { recognizeOrganizations } from './organizations.ts';
import { recognizePatterns } from './pattern.ts';
import { recognizePersons } from './person/index.ts';
import { recognizePhone } from './phone.ts';
import { recognizePlaces } from './places.ts';
import { recognizeSecrets } from './secrets.ts';
import { usNumbers } from './us-numbers.ts';

export const recognizers: readonly Recognize[] = [
  recognizePatterns([...usNumbers, ...finance, ...europe, ...easternEurope, ...world, ...asiaAfrica, ...objects]),
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
  recognizeSecrets,
  recognizeHealth,
  recognizeAttributes,
  recognizeAddressBlocks,
  recognizeAddressTails,
  recognizeAddressLines,
  recognizeKeyed,
  recognizeGlued,
];
