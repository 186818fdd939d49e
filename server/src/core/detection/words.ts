import { buildLexicon, type Lexicon } from './lexicon.ts';
import { role } from './roles.ts';

const words = (list: string): string[] => list.split(/\s+/).filter(Boolean);

const lists: readonly (readonly [Iterable<string>, number])[] = [
  [
    words(`mrn mr med medical record records chart hospital health patient pat emr ehr unit krankenakte patientennummer numero plan insurance insurer
    policy policyholder member membership subscriber beneficiary group hmo ppo medicaid medicare coverage enrollee hpbn versichertennummer
    krankenversicherungsnummer claim prior auth authorization authorisation encounter visit accession specimen admission prescription rx study trial
    subject participant ssn ss social last employee staff personnel payroll badge emp personalnummer driver drivers driving license licence dl dln
    fuhrerschein fuhrerscheinnummer permis passport reisepass reisepassnummer passeport pasaporte passaporto alien uscis visa immigration green
    residence nursing professional state board bar certificate plate registration kennzeichen device implant pacemaker pump udi icd serial imei idfa
    gaid aaid udid advertising bank checking savings direct kontonummer sort cvv cvv2 cvc cvc2 card security pin exp expiry expiration valid account
    acct customer client loan mortgage reservation booking confirmation subscription kunden order case ticket kundennummer user unique person contact
    student tenant username login handle screen`),
    role.label,
  ],
  [
    words(
      'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec',
    ),
    role.month,
  ],
  [
    words(
      'mr mrs ms miss dr prof mx sir madam herr frau monsieur madame mme mlle senor senora sr sra signor signora sig dott dottor doctor',
    ),
    role.title,
  ],
];

let built: Lexicon | undefined;

/** The lexicon, built when first asked for. */
export function lexicon(): Lexicon {
  built ??= buildLexicon(lists);
  return built;
}
