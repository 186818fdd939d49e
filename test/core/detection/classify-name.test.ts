import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyName } from '../../../server/src/core/detection/index.ts';

const typed: readonly (readonly [string, string, string?])[] = [
  ['patient.name', 'PERSON_NAME', 'person-object'],
  ['PATIENT_NAME', 'PERSON_NAME', 'person-object'],
  ['employee.title', 'JOB_TITLE', 'person-object'],
  ['getFirstName', 'GIVEN_NAME', 'telling-name'],
  ['mothermaidenname', 'PERSON_NAME'],
  ['patients[0].homeAddress.zip', 'POSTAL_CODE', 'person-object'],
  ['patient.notes[].text', 'CLINICAL_NOTE', 'person-object'],
  ['note.text', 'CLINICAL_NOTE', 'weak-name'],
  ['customer.notes', 'MESSAGE_CONTENT', 'person-object'],
  ['ticket.body', 'MESSAGE_CONTENT', 'telling-name'],
  ['employee.salary', 'SALARY', 'person-object'],
  ['log_lines', 'LOG_LINE', 'telling-name'],
  ['claim.diagnosisCodes', 'DIAGNOSIS', 'linked-object'],
  ['row.ssn', 'US_SSN', 'telling-name'],
  ['name', 'PERSON_NAME', 'weak-name'],
  ['geburtsdatum', 'DATE_OF_BIRTH'],
  ['Straße', 'STREET_ADDRESS'],
  ['prénom', 'GIVEN_NAME'],
  ['codigo_postal', 'POSTAL_CODE'],
  ['data_nascita', 'DATE_OF_BIRTH'],
  ['apellidos', 'FAMILY_NAME'],
];

const silent = [
  'file.name',
  'page.title',
  'className',
  'email_timeout',
  'patient_count',
  'deleteEmail',
  'race_condition',
  'password_min_length',
  'tokenizer',
  'order.total',
  '',
  '.'.repeat(1000),
  '[]'.repeat(5000),
];

test('a name is classified by its words and its owner', () => {
  for (const [path, type, evidence] of typed) {
    const match = classifyName(path);
    assert.equal(match?.type, type, path);
    if (evidence) assert.equal(match?.evidence, evidence, path);
  }
});

test('look-alikes are silent', () => {
  for (const path of silent) assert.equal(classifyName(path), undefined, path.slice(0, 40));
});
