/**
 * A value of each kind that nobody has: reserved by a standard for documentation, or never issued. Detectors know
 * these as examples. Kinds without a reserved range have none here: a made-up date is as good as a real one.
 */
export const syntheticValues: Readonly<Record<string, string>> = {
  PERSON_NAME: 'Jane Doe',
  GIVEN_NAME: 'Jane',
  FAMILY_NAME: 'Doe',
  EMAIL_ADDRESS: 'person@example.com', // RFC 2606
  PHONE_NUMBER: '202-555-0143', // 555-0100 to 555-0199: North American Numbering Plan, fictional use
  FAX_NUMBER: '202-555-0144',
  URL: 'https://example.com/', // RFC 2606
  IP_ADDRESS: '192.0.2.1', // RFC 5737
  MAC_ADDRESS: '00:00:5E:00:53:01', // RFC 7042
  US_SSN: '000-00-0000', // area 000 is never issued
  CREDIT_CARD: '4111 1111 1111 1111', // test number of the card networks
};
