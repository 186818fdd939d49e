/** Which of our types a type of a data set may be found as, for the typed measure. Types that are absent accept any of ours. */
const names = 'PERSON_NAME GIVEN_NAME FAMILY_NAME PERSON_INITIALS RELATIVE_NAME PROVIDER_NAME';
const places =
  'STREET_ADDRESS CITY POSTAL_CODE POSTAL_CODE_US STATE_PROVINCE COUNTRY FACILITY_LOCATION GEO_COORDINATES';
const dates = 'DATE_OF_BIRTH DATE_OF_DEATH SERVICE_DATE EVENT_DATE';
const governmentIds = 'US_SSN US_ITIN NATIONAL_ID PASSPORT DRIVER_LICENSE';

const mapping: Readonly<Record<string, string>> = {
  PERSON: names,
  NAME: names,
  ADDRESS: places,
  LOCATION: places,
  FACILITY: places,
  STREET_ADDRESS: places,
  GEOGRAPHIC_LOCATION: places,
  GPE: places,
  DATE: dates,
  DATE_TIME: dates,
  MEDICAL_RECORD_NUMBER: 'MEDICAL_RECORD_NUMBER ENCOUNTER_ID',
  HEALTH_PLAN_BENEFICIARY_NUMBER: 'HEALTH_PLAN_ID US_MBI',
  SOCIAL_SECURITY_NUMBER: 'US_SSN US_ITIN',
  US_SSN: 'US_SSN US_ITIN',
  UNIQUE_IDENTIFIER: 'MEDICAL_RECORD_NUMBER USER_ID STUDY_SUBJECT_ID ENCOUNTER_ID ACCOUNT_NUMBER CLAIM_NUMBER',
  ACCOUNT_NUMBER: 'ACCOUNT_NUMBER BANK_ACCOUNT',
  IBAN_CODE: 'IBAN',
  DOMAIN_NAME: 'URL',
  US_DRIVER_LICENSE: 'DRIVER_LICENSE',
  ID: `${governmentIds} MEDICAL_RECORD_NUMBER HEALTH_PLAN_ID ACCOUNT_NUMBER USER_ID EMPLOYEE_ID`,
  PHONE_NUMBER: 'PHONE_NUMBER FAX_NUMBER',
};

const accepted = new Map(Object.entries(mapping).map(([type, ours]) => [type, new Set(ours.split(' '))]));

export const accepts = (source: string, ours: string): boolean =>
  source === ours || (accepted.get(source)?.has(ours) ?? false);

/** Ours that neither count nor cost: organizations, titles, nationality, age and bare place names. */
export const typesNotScored: ReadonlySet<string> = new Set(
  'EMPLOYER JOB_TITLE NATIONALITY AGE CITY STATE_PROVINCE COUNTRY FACILITY_LOCATION RELIGION RACE_ETHNICITY'.split(' '),
);

/** Types of data sets that neither count nor cost. `GEOGRAPHIC_LOCATION` of clinical sets is an identifier and counts. */
export const sourceTypesNotScored: ReadonlySet<string> = new Set('ORGANIZATION TITLE NRP AGE LOCATION'.split(' '));
