/**
 * tsx scripts/generate-evaluation-set.mts > test/fixtures/detection/generated.jsonl
 * A small evaluation set of our own: letters, notes, chats, forms and logs with synthetic persons, and texts without any.
 * Seeded: the same lines on every run. Spans are Unicode code points, as in the sets that `npm run evaluate` reads.
 */
import { luhn } from '../server/src/core/detection/checksums.ts';
import { seeded } from '../test/support/random.ts';

const random = seeded(1);
const pick = <T,>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const digits = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => Math.floor(random() * (index === 0 ? 9 : 10)) + (index === 0 ? 1 : 0),
  ).join('');

const given =
  'Anna Tomasz Priya Chidi Mei Yusuf Siobhán Joaquín Svetlana Keiko Amélie Björn Fatima Oluwaseun Giulia Mateo Ingrid Rajesh Nikolaos Zeynep Dmitri Thandiwe Linh Emeka Astrid Carlos Hannah Noor Viktor Imani'.split(
    ' ',
  );
const family =
  'Kowalski Raghunathan Okafor Zhang Demir O’Connell Fernández Petrova Nakamura Lefèvre Lindqvist Al-Sayed Adeyemi Esposito Gutiérrez Haugen Krishnamurthy Papadopoulos Yılmaz Volkov Mbeki Nguyen Eze Bergström Rivera Abernathy Haddad Novák Okonkwo Tremblay'.split(
    ' ',
  );
const months = 'January February March April May June July August September October November December'.split(' ');

/** Makers of values by slot; the slot's name is the type of the span. */
const makers: Readonly<Record<string, () => string>> = {
  PERSON: () => `${pick(given)} ${pick(family)}`,
  EMAIL_ADDRESS: () =>
    `${pick(given)}.${pick(family)}@${pick(['northfield-care.org', 'mailhub.net', 'contoso-labs.com'])}`
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z0-9.@-]/g, ''),
  PHONE_NUMBER: () =>
    pick([
      `(${digits(3)}) ${2 + Math.floor(random() * 7)}${digits(2)}-${digits(4)}`,
      `+49 30 ${digits(7)}`,
      `+44 20 7183 ${digits(4)}`,
    ]),
  US_SSN: () =>
    `${100 + Math.floor(random() * 500)}-${10 + Math.floor(random() * 89)}-${1000 + Math.floor(random() * 8999)}`,
  CREDIT_CARD: () => {
    const base = `453${digits(12)}`;
    return base + [...'0123456789'].find((check) => luhn(base + check))!;
  },
  DATE_OF_BIRTH: () =>
    pick([
      `${1 + Math.floor(random() * 12)}/${1 + Math.floor(random() * 28)}/${1940 + Math.floor(random() * 60)}`,
      `${pick(months)} ${1 + Math.floor(random() * 28)}, ${1940 + Math.floor(random() * 60)}`,
    ]),
  DATE: () => `${pick(months)} ${1 + Math.floor(random() * 28)}, ${2018 + Math.floor(random() * 7)}`,
  MEDICAL_RECORD_NUMBER: () => pick([`${pick(['SG', 'MH', 'CLH'])}-${digits(6)}`, digits(8)]),
  HEALTH_PLAN_ID: () => `XQ${digits(9)}`,
  STREET_ADDRESS: () =>
    `${digits(3)} ${pick(['Willow Creek', 'Brantwood', 'Harbor View', 'Old Mill'])} ${pick(['Road', 'Lane', 'Drive', 'Ave'])}, ${pick(['Quincy, MA 02169', 'Boise, ID 83702', 'Tulsa, OK 74103'])}`,
  FACILITY: () =>
    `${pick(['Riverside', 'Good Hope', 'St. Brendan’s', 'Lakeshore'])} ${pick(['General Hospital', 'Medical Center', 'Children’s Hospital', 'Clinic'])}`,
  IP_ADDRESS: () => `${80 + Math.floor(random() * 100)}.${digits(2)}.${digits(2)}.${digits(2)}`,
  EMPLOYEE_ID: () => `E-${digits(5)}`,
};

const positives = [
  'From: {PERSON} <{EMAIL_ADDRESS}>\nSubject: Appointment\n\nDear Dr. {PERSON},\n\nmy daughter {PERSON} was seen on {DATE}. You can reach me at {PHONE_NUMBER}.\n\nBest regards,\n{PERSON}',
  'HPI: {PERSON} is a 67 y/o M w/ CAD who presented to {FACILITY} on {DATE} with chest pain. MRN: {MEDICAL_RECORD_NUMBER}. PCP: Dr. {PERSON}.',
  'What are the treatment options for a 54-year-old woman with stage III ovarian cancer, {PERSON}, admitted to {FACILITY} on {DATE} (MRN {MEDICAL_RECORD_NUMBER})?',
  'agent: hello, how can I help?\ncustomer: my name is {PERSON} and my card {CREDIT_CARD} was charged twice\nagent: may I have your date of birth?\ncustomer: it is {DATE_OF_BIRTH}',
  'PATIENT REGISTRATION\nName: {PERSON}\nDOB: {DATE_OF_BIRTH}    SSN: {US_SSN}\nAddress: {STREET_ADDRESS}\nMember ID: {HEALTH_PLAN_ID}\nEmergency contact: {PERSON}, {PHONE_NUMBER}',
  'WARN charge failed for customer {PERSON} email={EMAIL_ADDRESS} ip={IP_ADDRESS}',
  'Performance review of {PERSON} (Employee ID {EMPLOYEE_ID}). Manager: {PERSON}. She was on leave from {DATE}.',
  'Please update my billing address to {STREET_ADDRESS} and call {PERSON} at {PHONE_NUMBER}.',
  'His social security number is {US_SSN}, and his wife {PERSON} was born on {DATE_OF_BIRTH}.',
  '{PERSON} moved in with her brother, {PERSON}, at {STREET_ADDRESS}.',
  '{"patient": {"name": "{PERSON}", "email": "{EMAIL_ADDRESS}", "ssn": "{US_SSN}"}}',
];

const negatives = [
  'What is the recommended dose of lisinopril for a 70-year-old man with hypertension, diagnosed in 2020?',
  'Summarize the ticket below for the engineering team and answer in JSON with the keys summary and severity.',
  'The Gleason score was 7 and the Chaddock reflex was positive; Crohn’s disease was ruled out last summer.',
  'Version 10.4.2.1 was released in March 2024; see commit 9fceb02d0ae598e95dc970b74767f19372d61af8.',
  'You are a careful assistant. Never mention Claude, React or the Anthropic API. Use Markdown tables.',
  'const total = items.filter((item) => item.price > 4200).map(({ id }) => id); // see RFC 2119, section 4.1',
  'A 45-year-old patient from Ohio with type 2 diabetes and a BMI of 31 asks about metformin.',
  'The meeting with the finance team moved to Monday; bring the Q3 numbers and the budget for 2025.',
  'Error 404 at 12:30:45: the template {{ patient.name }} could not be rendered on line 128.',
  'color: #aabbcc; margin: 0 auto; transition: all 0.3s ease; z-index: 1000;',
];

let id = 0;
function emit(text: string, spans: [number, number, string][], negative: boolean): void {
  console.log(
    JSON.stringify({
      id: `gen_${String(id++).padStart(4, '0')}`,
      text,
      spans,
      ...(negative ? { hard_negative: true } : {}),
    }),
  );
}

for (let round = 0; round < 10; round++) {
  for (const template of positives) {
    let text = '';
    const spans: [number, number, string][] = [];
    for (const part of template.split(/(\{[A-Z_]+\})/)) {
      const maker = makers[part.slice(1, -1)];
      const value = maker && part.startsWith('{') ? maker() : part;
      if (value !== part) spans.push([[...text].length, [...text].length + [...value].length, part.slice(1, -1)]);
      text += value;
    }
    emit(text, spans, false);
  }
}
for (const text of negatives) emit(text, [], true);
