/** HL7 v2.5, chapters 3 and 6: fields of a patient, next of kin, guarantor and insured by their number. */
const segments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pid: {
    2: 'MEDICAL_RECORD_NUMBER',
    3: 'MEDICAL_RECORD_NUMBER',
    4: 'MEDICAL_RECORD_NUMBER',
    5: 'PERSON_NAME',
    6: 'FAMILY_NAME',
    7: 'DATE_OF_BIRTH',
    8: 'GENDER',
    9: 'PERSON_NAME',
    10: 'RACE_ETHNICITY',
    11: 'STREET_ADDRESS',
    13: 'PHONE_NUMBER',
    14: 'PHONE_NUMBER',
    16: 'MARITAL_STATUS',
    17: 'RELIGION',
    18: 'ACCOUNT_NUMBER',
    19: 'US_SSN',
    20: 'DRIVER_LICENSE',
    22: 'RACE_ETHNICITY',
    29: 'DATE_OF_DEATH',
  },
  nk1: { 2: 'RELATIVE_NAME', 4: 'STREET_ADDRESS', 5: 'PHONE_NUMBER', 6: 'PHONE_NUMBER' },
  gt1: { 3: 'PERSON_NAME', 5: 'STREET_ADDRESS', 6: 'PHONE_NUMBER', 8: 'DATE_OF_BIRTH', 12: 'US_SSN' },
  in1: { 16: 'PERSON_NAME', 18: 'DATE_OF_BIRTH', 19: 'STREET_ADDRESS', 36: 'HEALTH_PLAN_ID', 49: 'HEALTH_PLAN_ID' },
};

/** The type of a field of a segment, `PID.5` or `nk1_2_name`; undefined for any other path. */
export function segmentField(path: string): string | undefined {
  const found = /(?:^|\.)(pid|nk1|gt1|in1)[._-](\d{1,2})(?:\D|$)/i.exec(path.slice(0, 60));
  return found ? segments[found[1]!.toLowerCase()]?.[found[2]!] : undefined;
}
