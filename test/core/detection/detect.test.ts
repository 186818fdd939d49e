import { test } from 'node:test';
import { createDetector } from '../../../server/src/core/detection/index.ts';
import { createPortableEngine } from '../../../server/src/core/detection/portable-engine.ts';
import { assertMarkers, readMarkers } from '../../support/markers.ts';

const detect = createDetector(createPortableEngine());

/** Asserts that exactly the marked entities are found. */
function check(source: string): void {
  const { text, markers } = readMarkers(source);
  const found = detect(text)
    .filter(({ score }) => score >= 0.5)
    .map(({ span, type, reserved }) => ({ span, label: reserved ? `${type} reserved` : type }));
  assertMarkers(text, found, markers);
}

test('identifiers of a clinical sentence', () => {
  check(`
Patient: John Smith, DOB 4/12/1980, SSN 455-99-6622, MRN: ST-998877
         ^^^^^^^^^^ PERSON_NAME
                         ^^^^^^^^^ DATE_OF_BIRTH
                                        ^^^^^^^^^^^ US_SSN
                                                          ^^^^^^^^^ MEDICAL_RECORD_NUMBER
call (310) 555-1234, j.smith@acme.io, card 4716424521511864, IBAN DE89 3704 0044 0532 0130 00
     ^^^^^^^^^^^^^^ PHONE_NUMBER
                     ^^^^^^^^^^^^^^^ EMAIL_ADDRESS
                                           ^^^^^^^^^^^^^^^^ CREDIT_CARD
                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ IBAN reserved
`);
});

test('version numbers, hashes and ordinary words are none', () => {
  check('Upgrade to 10.4.2.1 (commit 9fceb02d0ae598e95dc970b74767f19372d61af8) at 12:30:45, color #aabbcc, 3.14.15\n');
});
