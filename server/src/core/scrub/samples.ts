import { entityType } from '../taxonomy/entity-types.ts';

/**
 * Plausible values for the preview, where neither the user nor the policy gives one. Synthetic: reserved domains and
 * number ranges (RFC 2606, RFC 5737, 555-01xx, test card and IBAN numbers), and a person who does not exist.
 */
const samples: Readonly<Record<string, string>> = {
  PERSON_NAME: 'Alex Sample',
  GIVEN_NAME: 'Alex',
  FAMILY_NAME: 'Sample',
  PERSON_INITIALS: 'A.S.',
  RELATIVE_NAME: 'Robin Sample',
  PROVIDER_NAME: 'Dr. Kim Example',
  USERNAME: 'asample',
  STREET_ADDRESS: '12 Example Street, Springfield, IL 62701',
  CITY: 'Springfield',
  POSTAL_CODE_US: '62701',
  POSTAL_CODE: '62701',
  STATE_PROVINCE: 'Illinois',
  COUNTRY: 'United States',
  DATE_OF_BIRTH: '1980-01-15',
  DATE_OF_DEATH: '2024-02-20',
  SERVICE_DATE: '2026-03-10',
  EVENT_DATE: '2026-03-10',
  AGE: '46',
  AGE_90_PLUS: '93',
  PHONE_NUMBER: '202-555-0143',
  FAX_NUMBER: '202-555-0144',
  EMAIL_ADDRESS: 'alex@example.com',
  US_SSN: '000-12-3456',
  MEDICAL_RECORD_NUMBER: 'MRN 000123',
  HEALTH_PLAN_ID: 'XEH000123',
  CLAIM_NUMBER: 'CLM-000123',
  ENCOUNTER_ID: 'ENC-000123',
  PRESCRIPTION_NUMBER: 'RX-000123',
  ACCOUNT_NUMBER: 'ACC-000123',
  BANK_ACCOUNT: '000123456',
  IBAN: 'GB33BUKB20201555555555',
  CREDIT_CARD: '4111 1111 1111 1111',
  TRANSACTION: '2 items, 49.90',
  CREDIT_SCORE: '712',
  INCOME: '54000',
  SALARY: '54000',
  IP_ADDRESS: '192.0.2.10',
  MAC_ADDRESS: '00:00:5E:00:53:01',
  URL: 'https://example.com/alex',
  USER_ID: 'user-000123',
  EMPLOYEE_ID: 'EMP-000123',
  STUDY_SUBJECT_ID: 'SUBJ-0001',
  DIAGNOSIS: 'type 2 diabetes',
  MEDICATION: 'metformin 500 mg',
  PROCEDURE: 'appendectomy',
  LAB_RESULT: 'HbA1c 7.1 %',
  VITAL_SIGN: '128/82 mmHg',
  ALLERGY: 'penicillin',
  FAMILY_HEALTH_HISTORY: 'father with hypertension',
  CLINICAL_NOTE: 'Alex Sample came in with chest pain. Call back at 202-555-0143.',
  MESSAGE_CONTENT: 'Hello, this is Alex Sample. Please answer to alex@example.com.',
  LOG_LINE: '2026-03-10T09:12:44Z error request from 192.0.2.10 failed',
  RESUME: 'Alex Sample, five years as an accountant.',
  PERFORMANCE_REVIEW: 'Alex Sample met all goals of the year.',
  GENDER: 'female',
  NATIONALITY: 'Irish',
  MARITAL_STATUS: 'married',
  JOB_TITLE: 'accountant',
  EMPLOYER: 'Example Ltd',
  USER_AGENT: 'Mozilla/5.0',
};

/** A synthetic value of a type; undefined for a type that has no plausible one. */
export const sampleOf = (type: string): string | undefined => samples[type];

/** What stands for a value nobody knows: its name in angle quotes, so that it cannot be taken for data or a token. */
export const unknownValue = (name: string): string => `‹${name}›`;

/** What is in a sample's free text, so that its scrubbed form can be shown without a detector. */
export const isFreeText = (type: string): boolean => entityType(type)?.form === 'scrub';
