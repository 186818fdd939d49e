/**
 * For each entity type texts in which it is found, with the value in ⟦brackets⟧, and look-alikes in which it is not.
 * All persons and numbers are synthetic; numbers carry right check digits where the standard has them.
 */
export interface Cases {
  readonly ok: readonly string[];
  readonly ng: readonly string[];
}

export const cases: Readonly<Record<string, Cases>> = {
  PERSON_NAME: {
    ok: [
      'Please follow up with ⟦Jessica Kadyrov⟧ in two months.',
      'Seen today: Dr. ⟦Abernathy⟧.',
      'Patient: ⟦John L.⟧ reports pain.',
      'my name is ⟦oluwaseun adeyemi⟧ and i need help with my order',
      'Signed, ⟦Anne-Marie O’Neil⟧',
      '"name": "⟦Siobhán O\'Connell⟧"',
    ],
    ng: [
      'A high Gleason score and a positive Chaddock reflex.',
      'The King James Bible is on the shelf.',
      'repo_full_name and agent_name are set',
      'Dear {first_name}, the Student: and Nom : labels',
      'We stayed in San Francisco, San Jose and Santa Cruz.',
      'Parkinson disease, Crohn disease and the Glasgow scale.',
      'Upgrade React and Angular on Monday in May.',
      'class Person { constructor(Will, Mark) { return new Grace(May); } }',
      'Capitalized words like Wisdom and Discipline are no names.',
    ],
  },
  GIVEN_NAME: {
    ok: [
      'First name: ⟦Temperance⟧',
      'Vorname: ⟦Ansgar⟧',
      '{"resourceType":"Patient","name":[{"family":"Marsh","given":["⟦Quillon⟧"]}]}',
      '<patient><given>⟦Anahit⟧</given><family>Sargsyan</family></patient>',
    ],
    ng: ['First name is required.', 'the first name field'],
  },
  FAMILY_NAME: {
    ok: [
      'Last name: ⟦Okonkwo⟧',
      'Surname: ⟦Castellanos⟧',
      '<name><family value="⟦Petrosyan⟧"/><given value="Narek"/></name>',
    ],
    ng: [
      'Last name must not be empty.',
      'font: { family: "Roboto", weight: 400 }',
      '"lastName": "String"',
      '"constructor": "Foo"',
    ],
  },
  PERSON_INITIALS: {
    ok: ['The pt ⟦J.R.⟧, 54M, was seen for PTSD.', 'Patient ⟦K.M.⟧ presents with cough.'],
    ng: ['The U.S. said so.', 'Give patient I.V. fluids.', 'e.g. the i.e. part'],
  },
  RELATIVE_NAME: {
    ok: ['Her husband ⟦Rajesh Krishnamurthy⟧ came along.', 'Next of kin: ⟦Gerard Pugh⟧'],
    ng: ['His wife and son came along.', 'the parent class Son extends Father'],
  },
  PROVIDER_NAME: {
    ok: [
      'The patient was seen in the clinic by Dr. ⟦Abernathy⟧.',
      'Attending: ⟦Oluwaseun Brewster⟧',
      'Dictated by: ⟦Rajeshwari Pillai⟧, MD',
    ],
    ng: ['Ask your doctor or nurse before you take it.', 'The physician assistant program admits 40.'],
  },
  STREET_ADDRESS: {
    ok: [
      'Home: ⟦Vesterbrogade 41B, 3. tv, 1620 København V⟧',
      'at ⟦The Old Forge, Church Lane, Tideswell, Buxton SK17 8LD⟧.',
      'Send it to ⟦House 14, Road 7, Dhanmondi, Dhaka 1205⟧.',

      'She lives at ⟦48 Brantwood Rd, Apt 3C, Quincy, MA 02169⟧.',
      'Send it to PO Box? No, to ⟦123 Maple Street⟧ please.',
      'wohnhaft ⟦Lindenstraße 27b, 50674 Köln⟧',
      "J'habite au ⟦14 bis rue des Lilas, 69003 Lyon⟧.",
      'vive en ⟦Calle de Alcalá 45, 3º B, 28014 Madrid⟧.',
      'residente in ⟦Via Garibaldi 12, 80142 Napoli⟧.',
    ],
    ng: [
      'It is a 5 minute drive to the street.',
      'Option 3 on a row of 12 seats.',
      'It answers at address 192.0.2.7.',
      'Figure 3, 1200 Patients in Table 2',
      'See section 4 way below.',
    ],
  },
  CITY: {
    ok: ['Our patient lives in ⟦Saint Paul⟧ with her son.', 'The patient was born in ⟦Kraków⟧.'],
    ng: ['The treaty was signed in Paris.', 'Use the Berlin hard fork.'],
  },
  FACILITY_LOCATION: {
    ok: [
      'He was admitted to ⟦Springfield General Hospital⟧ yesterday.',
      'Treated at ⟦Cedars-Sinai⟧ for pneumonia.',
      'seen at ⟦Elm Street Clinic⟧ with fever',
      'Followed at ⟦Kapolei Urgent Care⟧ for asthma.',
    ],
    ng: [
      'Patients are seen at home or in the hospital.',
      'Which hospital departments use the new form?',
      'Which clinic?',
      'Our Customer Care team is here.',
      'The release is available to Claude Enterprise organizations.',
    ],
  },
  POSTAL_CODE_US: {
    ok: ['My zip code is ⟦46718⟧', 'ZIP3 ⟦036⟧ has few people'],
    ng: ['ZIP3 941 is fine', 'timeout server 50000', 'It costs 46718 dollars'],
  },
  POSTAL_CODE: { ok: ['postcode ⟦SW1A 1AA⟧', 'its ⟦M14 5RT⟧, thanks'], ng: ['ISO 8601', 'model A1 2BC of 2019'] },
  GEO_COORDINATES: { ok: ['GPS location: ⟦48.85837, 2.29448⟧'], ng: ['const [x, y] = [0.123, 0.456];'] },
  DATE_OF_BIRTH: {
    ok: ['DOB ⟦4/12/1980⟧', 'She was born on ⟦March 4, 1975⟧.', 'geb. am ⟦14.02.2011⟧', 'née le ⟦12 avril 1979⟧'],
    ng: ['## 2.1.0 - 2023-04-12', 'Copyright 2014-2015'],
  },
  DATE_OF_DEATH: { ok: ['He passed away on ⟦June 3, 2021⟧.'], ng: ['The session died at 12:30.'] },
  SERVICE_DATE: {
    ok: [
      'Seen on ⟦4 March 2026⟧.',
      'RTC ⟦4/15⟧, continue metformin.',
      'The patient was admitted on ⟦January 10th, 2023⟧.',
      'Patient discharged ⟦11/05/22⟧ in good health',
    ],
    ng: ['Diagnosed in 2020, seen last summer.', 'Released on January 10th, 2023.'],
  },
  EVENT_DATE: {
    ok: ['She was hired ⟦06/15/2019⟧ as an analyst.', 'Avery Lindholm flew on ⟦4 March⟧.'],
    ng: ['Version 3 was published on 06/15/2019', '2024-05-11 08:22:16,120 ERROR in she.py'],
  },
  AGE_90_PLUS: {
    ok: ['A ⟦92-year-old⟧ man.', 'He was born in ⟦1930⟧.', 'aged ⟦94⟧'],
    ng: ['An 89-year-old man.', 'She was born in 1975.', 'Route 95 is closed.'],
  },
  AGE: { ok: ['A ⟦58⟧-year-old woman', 'age: ⟦7⟧'], ng: ['maxAge = 3600', 'page 42'] },
  PHONE_NUMBER: {
    ok: [
      'Call ⟦(310) 555-1234⟧ today',
      'Tel.: ⟦0221 4710815⟧',
      '⟦+44 20 7183 8750⟧',
      'her mobile is ⟦07911 123456⟧',
      '(Marisol, ⟦415-867-2210⟧)',
      'Gerard, ⟦01792 447120⟧',
    ],
    ng: [
      'commit 9987379',
      'Maximum 262144 characters of text',
      '10.4.2.1',
      'It took 14-20 15-minute calls',
      'call 0.123456 1.414213562',
      'ISBN 978-3-16-148410-0',
    ],
  },
  FAX_NUMBER: { ok: ['Fax: ⟦617-482-9931⟧'], ng: ['the fax machine has 3 trays'] },
  EMAIL_ADDRESS: {
    ok: ['mail ⟦j.smith@acme-clinic.org⟧', 'Write to ⟦jürgen@müller.de⟧'],
    ng: ['icon@2x.png', 'git@github.com:owner/repo.git', '@types/node@20.1.0', 'npm i left-pad@1.3.0'],
  },
  US_SSN: {
    ok: ['SSN ⟦455-99-6622⟧', 'social security number is ⟦512 44 8890⟧', 'SSN: ⟦512448890⟧'],
    ng: ['order 455-00-6622', '2023-04-15', 'part 455-99-66221'],
  },
  US_ITIN: { ok: ['ITIN ⟦912-78-1234⟧'], ng: ['ticket 912-78-1234-5'] },
  US_NPI: { ok: ['NPI ⟦1234567893⟧'], ng: ['NPI 1234567894', 'id 1234567893'] },
  US_DEA: { ok: ['DEA ⟦AB1234563⟧'], ng: ['DEA AB1234564'] },
  US_MBI: { ok: ['Medicare ⟦1EG4-TE5-MK73⟧'], ng: ['1EG4-TE5-MK7'] },
  MEDICAL_RECORD_NUMBER: {
    ok: [
      'MRN: ⟦ST-998877⟧',
      'medical record number ⟦00482913⟧',
      'Pt MRN⟦3340921⟧',
      'under record #⟦99881-BCH⟧, patient stable',
    ],
    ng: ['the medical record is complete', 'record 5 of 12'],
  },
  HEALTH_PLAN_ID: {
    ok: ['Member ID: ⟦XQJ884213097⟧', 'policy number is ⟦HP-987654⟧', 'Versichertennummer lautet ⟦A123456780⟧'],
    ng: ['the policy was updated', 'plan for Q4', 'Plan: P1v2'],
  },
  UK_NHS_NUMBER: { ok: ['NHS number ⟦943 476 5919⟧'], ng: ['NHS number 943 476 5918'] },
  AU_MEDICARE: { ok: ['Medicare ⟦2123 45670 1⟧'], ng: ['Medicare 2123 45671 1'] },
  CA_HEALTH_NUMBER: { ok: ['OHIP ⟦9876 543 217⟧'], ng: ['OHIP 9876 543 218'] },
  CLAIM_NUMBER: { ok: ['claim number ⟦CLM-22091⟧'], ng: ['I claim 3 things'] },
  ENCOUNTER_ID: { ok: ['Encounter #⟦E20931⟧'], ng: ['the visit took 30 minutes'] },
  PRESCRIPTION_NUMBER: { ok: ['Rx# ⟦7734221⟧'], ng: ['rx.js 7.8.1'] },
  STUDY_SUBJECT_ID: { ok: ['study subject ID ⟦SUBJ-0042⟧'], ng: ['the subject line'] },
  ACCOUNT_NUMBER: { ok: ['account number ⟦GRM-998877⟧', 'Acct# ⟦7734-22⟧'], ng: ['account for 20 percent'] },
  USER_ID: { ok: ['user ID: ⟦U-48213⟧'], ng: ['const userId = 12345;'] },
  USERNAME: {
    ok: [
      'Username: ⟦mgarcia84⟧',
      'Accepted publickey for ⟦jdoe⟧ from 81.2.69.160',
      'Follow me on IG: ⟦@tamara.bakes⟧',
      'linked to user ⟦Kaylin_Rau44⟧',
      'curl -u ⟦jreyes⟧:Tr0ub4dor&3x https://api.acme.io/',
    ],
    ng: ['handle the error', 'username: string', 'the @Injectable decorator', 'curl -u $USER:$PASS https://x.io'],
  },
  EMPLOYEE_ID: { ok: ['Employee ID ⟦E-20931⟧'], ng: ['20 employees'] },
  BANK_ACCOUNT: { ok: ['bank account number ⟦000123456789⟧'], ng: ['bank account fees'] },
  BANK_ROUTING: { ok: ['routing number ⟦021000021⟧'], ng: ['routing number 021000022'] },
  IBAN: {
    ok: ['IBAN ⟦DE44 5001 0517 5407 3249 31⟧', '⟦GB33BUKB20201555555555⟧'],
    ng: ['IBAN DE44 5001 0517 5407 3249 32', 'GB33BUKB2020155555555'],
  },
  SWIFT_BIC: { ok: ['BIC ⟦DEUTDE5M551⟧'], ng: ['DEUTDE5M551 is a word'] },
  CREDIT_CARD: {
    ok: ['card ⟦4716424521511864⟧', '⟦5262 5388 7123 7807⟧', 'card ending in ⟦4242⟧'],
    ng: ['4716424521511865', 'id 1234567890123456'],
  },
  CARD_CVV: { ok: ['CVV: ⟦123⟧'], ng: ['123 cards'] },
  CARD_EXPIRY: { ok: ['exp date ⟦08/27⟧'], ng: ['exported 08/27 files'] },
  CRYPTO_WALLET: {
    ok: ['BTC wallet ⟦1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2⟧'],
    ng: ['sha 9fceb02d0ae598e95dc970b74767f19372d61af8'],
  },
  PASSPORT: { ok: ['passport number ⟦C01X00T47⟧', 'passport ⟦533380006⟧'], ng: ['passport.js 0.7.0'] },
  DRIVER_LICENSE: { ok: ["driver's license number is ⟦A56319335⟧"], ng: ['MIT license 2024'] },
  PROFESSIONAL_LICENSE: { ok: ['medical license #⟦MD44821⟧'], ng: ['license: MIT'] },
  IMMIGRATION_ID: { ok: ['alien registration number ⟦A123456789⟧'], ng: ['visa and mastercard'] },
  VEHICLE_PLATE: {
    ok: ['license plate ⟦7ABC123⟧', 'driving ⟦M-KL 4471⟧ when stopped', 'Vehicle ⟦AB-123-CD⟧ parked'],
    ng: ['a plate of food'],
  },
  VIN: { ok: ['VIN ⟦1M8GDM9AXKP042788⟧'], ng: ['VIN 1M8GDM9A1KP042788'] },
  MEDICAL_DEVICE_ID: { ok: ['pacemaker serial number ⟦PM-88213⟧'], ng: ['serial port 3'] },
  DEVICE_ID: { ok: ['IMEI ⟦49-015420-323751-8⟧'], ng: ['IMEI 49-015420-323751-9'] },
  MAC_ADDRESS: { ok: ['from ⟦00:1B:44:11:3A:B7⟧'], ng: ['00:00:00:00:00:00', 'at 12:30:45'] },
  COOKIE_ID: { ok: ['GET / session=⟦9f8a7c21⟧'], ng: ['the session is open'] },
  URL: {
    ok: [
      'see ⟦https://www.linkedin.com/in/jane-r-miller⟧',
      'open ⟦https://app.acme.io/patients/8812⟧',
      'my site is ⟦www.oakhurst-bakery.co.uk⟧',
    ],
    ng: ['https://nodejs.org/docs', 'https://github.com/expressjs/express'],
  },
  IP_ADDRESS: {
    ok: ['client ip ⟦81.2.69.142⟧', 'from ⟦2a02:8108:1:2:3:4:5:6⟧'],
    ng: ['version 10.4.2.1', '127.0.0.1', 'std::vector::size', '1.2.3.4.5'],
  },
  PASSWORD: {
    ok: ['password: ⟦hunter2⟧', 'DB_PASSWORD=⟦Tr0ub4dor&3⟧', 'curl --user jreyes:⟦Tr0ub4dor&3x⟧ https://api.acme.io/'],
    ng: ['password: string;', 'the password is required', 'password=${PASSWORD}'],
  },
  API_KEY: {
    ok: ['key ⟦sk-ant-api03-Zx9Qw7Lk2Vb4Nm8Rt6Yh⟧', 'token ⟦ghp_x7Kp2mQ9vB4nR8tY1wZ5cD3fG6hJ0kL2sA8e⟧'],
    ng: ['api_key = YOUR_API_KEY_GOES_HERE_123', 'sk-ant-xxxxxxxxxxxxxxxxxxxxxxxx'],
  },
  PRIVATE_KEY: {
    ok: ['⟦-----BEGIN PRIVATE KEY-----\nMIIBVQIBADANBg\n-----END PRIVATE KEY-----⟧'],
    ng: ['-----BEGIN PUBLIC KEY-----'],
  },
  CONNECTION_STRING: {
    ok: ['⟦postgres://app:S3cr3tPw@db.acme.internal:5432/main⟧'],
    ng: ['postgres://localhost:5432/main', 'postgres://user:password@localhost/db'],
  },
  NATIONAL_ID: {
    ok: [
      'BSN ⟦111222333⟧',
      'HETU ⟦131052-308T⟧',
      'AHV ⟦756.9217.0769.85⟧',
      'RUT ⟦30.686.957-4⟧',
      'personnummer ⟦811228-9874⟧',
      'my number ⟦1234 5678 9018⟧',
    ],
    ng: ['BSN 111222334', 'HETU 131052-308U', 'AHV 756.9217.0769.86'],
  },
  UK_NINO: { ok: ['NINO ⟦AB123456C⟧'], ng: ['NINO BG123456C'] },
  CA_SIN: { ok: ['SIN ⟦130 692 544⟧'], ng: ['SIN 130 692 545'] },
  IN_AADHAAR: { ok: ['Aadhaar ⟦2341 2341 2346⟧'], ng: ['Aadhaar 2341 2341 2347'] },
  IN_PAN: { ok: ['PAN ⟦ABCPE1234F⟧'], ng: ['PAN ABCDE1234F'] },
  DE_TAX_ID: { ok: ['Steuer-ID ⟦86095742719⟧'], ng: ['Steuer-ID 86095742718'] },
  FR_NIR: { ok: ['NIR ⟦255081416802538⟧'], ng: ['NIR 255081416802539'] },
  ES_NIF: { ok: ['DNI ⟦12345678Z⟧'], ng: ['DNI 12345678A'] },
  IT_FISCAL_CODE: { ok: ['CF ⟦RSSMRA85T10A562S⟧'], ng: ['CF RSSMRA85T10A562T'] },
  PL_PESEL: { ok: ['PESEL ⟦44051401359⟧'], ng: ['PESEL 44051401358'] },
  AU_TFN: { ok: ['TFN ⟦123 456 782⟧'], ng: ['TFN 123 456 783'] },
  SG_NRIC: { ok: ['NRIC ⟦S1234567D⟧'], ng: ['NRIC S1234567E'] },
  KR_RRN: { ok: ['RRN ⟦800101-1234560⟧'], ng: ['RRN 800101-1234561'] },
  TR_NATIONAL_ID: { ok: ['TCKN ⟦10000000146⟧'], ng: ['TCKN 10000000147'] },
  BR_CPF: { ok: ['CPF ⟦390.533.447-05⟧'], ng: ['CPF 390.533.447-06'] },
  CN_RESIDENT_ID: { ok: ['⟦11010519491231002X⟧'], ng: ['110105194912310021'] },
  DIAGNOSIS: { ok: ['history of ⟦hypertension⟧', 'ICD-10 code ⟦E11.9⟧'], ng: ['const E11 = 9;'] },
  MEDICATION: { ok: ['takes ⟦metformin⟧ daily', 'started ⟦dapagliflozin⟧'], ng: ['takes a walk'] },
  PROCEDURE: { ok: ['status post ⟦CABG⟧'], ng: ['the stored routine'] },
  LAB_RESULT: { ok: ['⟦HbA1c of 8.2%⟧', 'LOINC ⟦4548-4⟧'], ng: ['sodium lamp'] },
  VITAL_SIGN: { ok: ['⟦BP 142/90⟧'], ng: ['blood donors'] },
  ALLERGY: { ok: ['an ⟦allergy⟧ to latex'], ng: ['all energy'] },
  MENTAL_HEALTH: { ok: ['⟦psychotherapy notes⟧ attached'], ng: ['notes attached'] },
  SUBSTANCE_USE: { ok: ['⟦opioid use disorder⟧'], ng: ['drug store'] },
  REPRODUCTIVE_HEALTH: { ok: ['⟦IVF cycle⟧'], ng: ['life cycle'] },
  HIV_STATUS: { ok: ['⟦HIV-positive⟧'], ng: ['a positive answer'] },
  GENETIC_DATA: { ok: ['⟦BRCA1 mutation⟧ found'], ng: ['mutation observer'] },
  DISABILITY: { ok: ['he ⟦uses a wheelchair⟧'], ng: ['uses a laptop'] },
  SALARY: { ok: ['salary of ⟦$84,000⟧'], ng: ['costs $84,000'] },
  INCOME: { ok: ['income of ⟦€52,000⟧'], ng: ['incoming 52,000 requests'] },
  CREDIT_SCORE: { ok: ['credit score is ⟦712⟧'], ng: ['score 712'] },
  RELIGION: { ok: ['Religion: ⟦Catholic⟧', 'she is a devout ⟦Muslim⟧'], ng: ['my religion does not allow it'] },
  RACE_ETHNICITY: { ok: ['ethnicity: ⟦Hispanic⟧'], ng: ['race condition'] },
  SEXUAL_ORIENTATION: { ok: ['sexual orientation: ⟦bisexual⟧'], ng: ['page orientation: portrait'] },
  POLITICAL_OPINION: { ok: ['voted for the ⟦Democrats⟧'], ng: ['voted for option B'] },
  TRADE_UNION: { ok: ['she is a member of the ⟦IG Metall⟧'], ng: ['member of the team'] },
  CRIMINAL_RECORD: { ok: ['was convicted of ⟦armed robbery⟧'], ng: ['a conviction about design'] },
  MARITAL_STATUS: { ok: ['marital status: ⟦divorced⟧'], ng: ['status: active'] },
  NATIONALITY: { ok: ['nationality: ⟦Canadian⟧'], ng: ['the national park'] },
  GENDER: { ok: ['Sex: ⟦M⟧', 'gender: ⟦female⟧'], ng: ['the male connector'] },
  JOB_TITLE: { ok: ['occupation: ⟦carpenter⟧'], ng: ['position: absolute'] },
  EMPLOYER: { ok: ['he works for ⟦Northwind Traders Ltd⟧'], ng: ['Acme Inc released a tool'] },
};

/** Types that only a name of a field, a whole record or a medium shows: `classifyName` knows them, text does not. */
export const nameOnly: Readonly<Record<string, { readonly ok: string; readonly ng: string }>> = {
  STATE_PROVINCE: { ok: 'patient.address.state', ng: 'loading.state' },
  COUNTRY: { ok: 'customer.country', ng: 'countryCount' },
  TRANSACTION: { ok: 'purchase_history', ng: 'database.transactionId' },
  BIOMETRIC_TEMPLATE: { ok: 'fingerprint_template', ng: 'sslFingerprint' },
  FACE_PHOTO: { ok: 'user.profilePhoto', ng: 'photoWidth' },
  VOICE_RECORDING: { ok: 'call_recording', ng: 'recordingEnabled' },
  CLINICAL_NOTE: { ok: 'patient.clinicalNote', ng: 'releaseNotes' },
  FAMILY_HEALTH_HISTORY: { ok: 'family_medical_history', ng: 'browserHistoryLength' },
  CHILD_DATA: { ok: 'numberOfChildren', ng: 'childNodeIndex' },
  PERFORMANCE_REVIEW: { ok: 'employee.performanceReview', ng: 'performanceBudget' },
  DISCIPLINARY: { ok: 'disciplinary_action', ng: 'disciplineCount' },
  RESUME: { ok: 'candidate.resume', ng: 'resumePlayback' },
  MESSAGE_CONTENT: { ok: 'ticket.body', ng: 'messageQueueSize' },
  BROWSING_HISTORY: { ok: 'search_history', ng: 'historyLimit' },
  USER_AGENT: { ok: 'userAgent', ng: 'agentVersion' },
  LOG_LINE: { ok: 'log_lines', ng: 'logLevel' },
  PSEUDONYMOUS_ID: { ok: 'patient_hash', ng: 'content_hash' },
};

/** Types that only a rule finds, with the folder of its ok and ng fixtures. */
export const ruleOnly: Readonly<Record<string, string>> = { WHOLE_RECORD: 'whole-record' };
