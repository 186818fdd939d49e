/**
 * A value of each kind that nobody has: reserved by a standard for documentation, or never issued. Detectors know
 * these as examples. Kinds without a reserved range have none here: a made-up date is as good as a real one.
 */
export const syntheticValues: Readonly<Record<string, string>> = {
  EMAIL_ADDRESS: 'person@example.com', // RFC 2606
  PHONE_NUMBER: '202-555-0143', // 555-0100 to 555-0199: North American Numbering Plan, fictional use
  FAX_NUMBER: '202-555-0144',
  URL: 'https://example.com/', // RFC 2606
  IP_ADDRESS: '192.0.2.1', // RFC 5737
  US_SSN: '078-05-1120', // printed in wallets of 1938, void since; the Social Security Administration's own example
  CREDIT_CARD: '4111 1111 1111 1111', // test number of the card networks
};
