import { contentFields } from './content-fields.ts';
import { type FieldWords, healthFields } from './health-fields.ts';

/**
 * Which words of a name mean which entity type. `telling` phrases stand alone (`ssn`, `email address`); `object` phrases
 * are personal only when a person (or something linked to one) owns them: `patient.name`, `employee.title`; `weak` ones
 * usually are, also without an owner. Phrases are singular, lower case, after `abbreviations`.
 * The words follow Fideslang's and DPV-PD's terms, the FHIR and DICOM attributes of a patient, and HIPAA's list.
 */
export const fieldWords: Readonly<Record<string, FieldWords>> = {
  ...healthFields,
  PERSON_NAME: {
    telling: `full name|name first last|first and last name|last name and first name|maiden name|legal name|given family name
      |cardholder name|card holder name|account holder name|account holder|next of kin name|person name|name of person
      |nom de famille|nombre completo|nome completo|nom complet|birth name|mother maiden name`,
    weak: 'name|nom|nombre|nome|verified name|signature|direct report|nickname|alias|display name|preferred name',
    object: 'name full|called|initial',
  },
  GIVEN_NAME: { telling: 'first name|given name|middle name|vor name|name first|name given|second name' },
  FAMILY_NAME: { telling: 'last name|family name|name last|name family|name of family' },
  RELATIVE_NAME: { telling: 'emergency contact|next of kin|mother name|father name|spouse name|kin name', object: '' },
  USERNAME: {
    telling: `username|user name|login name|login id|screen name|user handle|twitter handle|github handle|instagram handle
      |dribble handle|social handle|linkedin|twitter|instagram|facebook|social media|whatsapp|telegram|social handle`,
    weak: 'login|handle',
  },
  EMAIL_ADDRESS: {
    telling:
      'email|email address|email id|e mail|correo electronico|email electronico|email elettronico|mail address|adresse email|email adresse|electronic address',
  },
  PHONE_NUMBER: {
    telling: `phone|phone number|mobile number|mobile phone|home phone|work phone|contact number|telecom number|phone no
      |numero de phone|emergency contact number|emergency number|msisdn|phone mobile|phone home|mobile|pager|pager number|whatsapp number|beeper|callback number|telephone number|cell number|sms number`,
    object: 'telecom|number|contact number',
  },
  FAX_NUMBER: { telling: 'fax|fax number|telefax' },
  STREET_ADDRESS: {
    telling: `home address|house address|street address|mailing address|postal address|billing address|shipping address|residential address|address line
      |address street|street|po box|pobox|permanent address|current address|delivery address|street number|work address|business address
      |house number|address line street|residence|residence address|selected mailing address|physical address|legal address|institution residence`,
    weak: 'address|other address',
  },
  CITY: {
    telling: 'address city|city of birth|birth place|place of birth|birth city|home town|hometown|lieu birth',
    weak: 'city|town|county|ort',
    object: 'place',
  },
  POSTAL_CODE: { telling: 'postal code|zip|zip code|address postal code|code postal|codigo postal|address zip' },
  STATE_PROVINCE: { telling: 'address state|address province|address state province', object: 'state|province|region' },
  COUNTRY: { telling: 'address country|country of residence|home country|country of birth', object: 'country' },
  GEO_COORDINATES: {
    telling:
      'latitude|longitude|gps|gps coordinate|geo coordinate|coordinate|geo location|geolocation|gps trace|gps location|precise location|lat long',
    object: 'location|position',
  },
  FACILITY_LOCATION: {
    telling: 'institution name|hospital name|facility name|clinic name|ward name|room number|bed number|hospital',
    object: 'ward|room|bed|facility|institution',
  },
  DATE_OF_BIRTH: {
    telling: `date birth|date of birth|birth date|birthday|birth day|birth year|year birth|year of birth|date birth day|date de birth|fecha de birth|data di birth
      |birth|birth month|data de birth|fecha birth|date naissance`,
    object: 'born',
  },
  DATE_OF_DEATH: {
    telling: 'date death|date of death|death date|deceased date|date deceased|death day',
    object: 'deceased',
  },
  SERVICE_DATE: {
    telling: `admission date|admitting date|discharge date|date of admission|date of discharge|visit date|date of service|service date|surgery date|procedure date|admit date
      |encounter date|appointment date|date of visit|treatment date|admitted on|hospital discharge date|condition onset|medical appointment`,
    object: 'admitted at|discharged at|onset|admission|discharge|appointment|visit',
  },
  EVENT_DATE: {
    telling:
      'hire date|date of hire|termination date|marriage date|date of marriage|passport expiry date|employee check',
    object: 'joined at|check|check in|check out',
  },
  AGE: { telling: 'date age|age in year|age year|age at|retirement age|patient age', weak: 'age' },
  US_SSN: {
    telling:
      'ssn|social security|soc sec|social sec|social sec number|social security number|social security no|social security id|ss number|social security last|last four ssn|ssn last',
  },
  US_ITIN: {
    telling:
      'itin|tin|tax id|tax id number|tax payer id|taxpayer id|taxpayer number|taxpayer id number|tax payer id number|tax number|tax payer number|tax identification',
  },
  NATIONAL_ID: {
    telling: `national id|national id number|national insurance number|aadhaar|aadhaar number|aadhar|aadhar number|pps number|personal public service number|citizen id|id card number
      |personal number|pesel|cpf|nino|nric|nir|sin number|social insurance number|government id|identity card|identity card number|curp|personnummer|bsn|rut|national identity
      |health insurance id|voter id|pan number|military id|branch of service|security clearance|identity number|identity document|codice fiscale`,
  },
  MEDICAL_RECORD_NUMBER: {
    telling:
      'mrn|medical record number|medical record no|medical record id|chart number|patient id|patient number|patient no|other patient id|hospital number|health record number|medical record',
    object: '',
  },
  HEALTH_PLAN_ID: {
    telling: `health plan id|health plan number|member id|insurance id|insurance number|insurance member|insurance card|subscriber id|policy holder number|beneficiary id|beneficiary number|member number
      |health insurance|health insurance number|medicare number|medicaid number|hicn|medicare beneficiary id|medicaid no|medicaid id|medicare id|mbi|insurance policy number|group number|policyholder number|insurance policy|policy number|insurance member id`,
  },
  UK_NHS_NUMBER: { telling: 'nhs|nhs number|nhs no' },
  CLAIM_NUMBER: { telling: 'claim number|claim id|prior authorization number|authorization number' },
  ENCOUNTER_ID: {
    telling:
      'encounter id|encounter number|visit id|visit number|accession number|specimen id|specimen number|accession',
  },
  PRESCRIPTION_NUMBER: { telling: 'prescription number|prescription id' },
  ACCOUNT_NUMBER: { telling: 'account number|customer number|loan number', object: 'account', weak: '' },
  BANK_ACCOUNT: {
    telling:
      'bank account|bank account number|bank account code|account last|bank detail|bank account detail|dynamic last|bank number',
    object: '',
  },
  BANK_ROUTING: { telling: 'routing number|sort code|aba number|bank code|bsb|bank routing' },
  IBAN: { telling: 'iban|iban number' },
  SWIFT_BIC: { telling: 'swift code|bic|swift bic|bic code|swift' },
  CREDIT_CARD: {
    telling:
      'credit card|credit card number|card number|debit card|debit card number|payment card number|card pan|personal credit card|primary account number|card last|card no|pan last|card last four|card last digit',
  },
  CARD_CVV: { telling: 'cvv|cvc|card code|security code|card cvv|card pin|pin number|pin code', object: 'pin' },
  CARD_EXPIRY: {
    telling:
      'card expiry|card expiration|card expiration date|card expiry date|expiry month|card exp month|card exp year|card exp|exp month|exp year|exp month card|card valid',
  },
  CRYPTO_WALLET: {
    telling:
      'wallet address|crypto wallet|crypto address|btc address|bitcoin address|eth address|ethereum address|wallet id',
  },
  TRANSACTION: {
    telling:
      'purchase history|transaction history|order history|payment history|loan payment|loan record|purchase record',
    object: 'purchase|transaction',
  },
  CREDIT_SCORE: {
    telling:
      'credit score|credit rating|credit history|credit report|credit record|fico|fico score|crisil score|cibil score',
  },
  INCOME: {
    telling:
      'income|annual income|household income|net worth|monthly income|retirement plan|pension plan|tax return|social status',
    object: 'asset|wealth|pension',
  },
  PASSPORT: { telling: 'passport|passport number|passport no|passport id' },
  DRIVER_LICENSE: {
    telling:
      'driver license|driver license number|driving license|driving license id|driving license number|driver license no|driver license id|driver license florida|license driver',
  },
  PROFESSIONAL_LICENSE: {
    telling:
      'medical license|professional license|license number|nurse license|certificate number|bar number|degree certificate|academic transcript|attended university|education history|scholarship|master degree certificate',
    object: 'license|certificate|education|degree|university|school|gpa|grade|transcript',
  },
  US_NPI: { telling: 'npi|npi number|national provider id' },
  US_DEA: { telling: 'dea number|dea|dea registration' },
  VEHICLE_PLATE: {
    telling:
      'license plate|license plate number|number plate|plate number|vehicle registration|vehicle registration number|registration plate|truck registration|car registration|plate no|registration plate number',
  },
  VIN: { telling: 'vin|vehicle id|vehicle id number|vin number|chassis number' },
  MEDICAL_DEVICE_ID: {
    telling: 'implant serial|udi|device serial number|implant id|pacemaker serial|treatment machine name',
  },
  DEVICE_ID: {
    telling:
      'device id|device token|advertising id|imei|udid|android id|gps advertising id|device serial|device fingerprint|push token|installation id|imei number',
  },
  MAC_ADDRESS: { telling: 'mac address|mac addr|hardware address|ethernet address|bluetooth address' },
  COOKIE_ID: { telling: 'cookie id|session cookie|tracking id|visitor id|tracking cookie' },
  URL: {
    telling: 'profile url|personal website|homepage url|portfolio url|linkedin url',
    object: 'website|url|homepage',
  },
  IP_ADDRESS: {
    telling:
      'ip|ip address|client ip|remote ip|source ip|destination ip|source address|destination address|remote address|ip addr|ipv|ip signup|user ip|remote addr|forwarded for',
  },
  BIOMETRIC_TEMPLATE: {
    telling:
      'biometric|fingerprint scan|fingerprint template|retina scan|iris scan|face template|facial recognition|face embedding|facial hair|voice print|voiceprint|speech recog|speech recognition|voice recognition|handwriting recognition|faceprint',
    object: 'fingerprint|voice|face|handwriting',
  },
  FACE_PHOTO: {
    telling:
      'profile photo|profile picture|profile image|passport photo|headshot|selfie|video footage|face photo|mugshot',
    object: 'photo|picture|avatar|image|video',
  },
  VOICE_RECORDING: {
    telling:
      'voice recording|call recording|audio recording|voicemail|voice mail|phone recording|call record|recording',
    object: 'audio',
  },
  PSEUDONYMOUS_ID: {
    telling:
      'pseudonym|pseudonymous id|anonymous id|anonymized id|hashed id|hashed email|email hash|patient hash|user hash',
  },
  STUDY_SUBJECT_ID: {
    telling: 'subject id|study id|participant id|subject number|subject initial|randomization number',
  },
  USER_ID: {
    telling:
      'user id|customer id|client number|person id|contact id|student number|student id|login id|profile id|member uuid|guest id|subscriber number',
    object: 'id|uuid|guid|number',
  },
  EMPLOYEE_ID: {
    telling:
      'employee id|employee number|staff id|staff number|personnel number|payroll number|badge number|employer id number|employer id|ein|worker id|matricule',
  },
  IMMIGRATION_ID: {
    telling:
      'visa number|immigration number|alien number|residence permit|green card number|immigration status|green card|visa status',
    object: 'visa',
  },
  GENDER: {
    telling: 'gender|gender identity|sex|female|male|pronoun|sex at birth|biological sex|administrative gender',
  },
  SEXUAL_ORIENTATION: { telling: 'sexual orientation|sexual preference|sexual inclination|sexuality|sex life' },
  RACE_ETHNICITY: {
    telling: 'race ethnicity|ethnicity|ethnic origin|ethnic group|racial origin|ethnic background|skin color',
    object: 'race',
  },
  RELIGION: {
    telling:
      'religion|religious belief|religious preference|religious affiliation|religious history|faith|denomination',
  },
  POLITICAL_OPINION: {
    telling:
      'political opinion|political affiliation|political party|political view|party affiliation|voting history|political belief',
  },
  TRADE_UNION: { telling: 'trade union|union membership|union member|union' },
  CRIMINAL_RECORD: {
    telling:
      'criminal record|criminal history|conviction|arrest record|offence|offense|crime activity|background check|felony|criminal conviction|crime record|court record',
  },
  NATIONALITY: { telling: 'nationality|citizenship|national origin|country of citizenship' },
  MARITAL_STATUS: { telling: 'marital status|civil status|marriage status|family status|relationship status' },
  CHILD_DATA: { telling: 'child name|number of child|child age|child', object: '' },
  JOB_TITLE: {
    telling: 'job title|occupation|profession|job position|job role|designation',
    object: 'title|position|role|job',
  },
  EMPLOYER: {
    telling:
      'employer|employer name|company name|past company|past employer|current company|current employer|workplace',
    object: 'company|organization|department',
  },
  SALARY: {
    telling:
      'salary|compensation|wage|annual salary|base pay|hourly rate|bonus|payroll|salary history|salary slip|pay rate|pay grade|payslip|stock option|base salary|gross pay|net pay',
    object: 'pay',
  },
  PERFORMANCE_REVIEW: {
    telling:
      'performance review|performance rating|performance evaluation|appraisal|performance score|annual review|performance note',
    object: 'performance|evaluation|rating',
  },
  DISCIPLINARY: {
    telling: 'disciplinary|disciplinary action|disciplinary record|grievance|termination reason|warning letter',
  },
  ...contentFields,
};

export type Strength = 'telling' | 'weak' | 'object';

/** Phrase to type and strength, longest phrases first found. Built once, when first asked for. */
export function phraseTable(): ReadonlyMap<string, readonly [type: string, strength: Strength]> {
  if (table) return table;
  table = new Map();
  for (const strength of ['object', 'weak', 'telling'] as const) {
    for (const [type, words] of Object.entries(fieldWords)) {
      for (const phrase of (words[strength] ?? '').split('|')) {
        const key = phrase.trim().replace(/\s+/g, ' ');
        if (key) table.set(key, [type, strength]);
      }
    }
  }
  return table;
}

let table: Map<string, readonly [string, Strength]> | undefined;
