import { foreignWords } from './foreign-words.ts';

/** Words of names: abbreviations, objects and the words that make a name something other than the data itself. */

const list = (words: string): string[] => words.split(/\s+/).filter(Boolean);

/** Abbreviation or foreign spelling to the words that the field table uses. */
export const abbreviations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    addr: 'address',
    adr: 'address',
    add: 'address',
    num: 'number',
    no: 'number',
    nbr: 'number',
    nr: 'number',
    nmbr: 'number',
    tel: 'phone',
    telephone: 'phone',
    mob: 'mobile',
    cell: 'mobile',
    cellphone: 'mobile phone',
    cellular: 'mobile',
    mobilephone: 'mobile phone',
    fname: 'first name',
    firstname: 'first name',
    lname: 'last name',
    lastname: 'last name',
    surname: 'last name',
    forename: 'first name',
    givenname: 'first name',
    mname: 'middle name',
    familyname: 'last name',
    fullname: 'full name',
    nm: 'name',
    dob: 'date birth',
    bday: 'birthday',
    birthdate: 'birth date',
    dod: 'date death',
    emp: 'employee',
    soc: 'social',
    sec: 'security',
    empl: 'employee',
    mbr: 'member',
    subscr: 'subscriber',
    guar: 'guarantor',
    phys: 'physician',
    prov: 'provider',
    diag: 'diagnosis',
    proc: 'procedure',
    adm: 'admission',
    dschg: 'discharge',
    birthdt: 'birth date',
    ssno: 'ssn',
    cust: 'customer',
    pat: 'patient',
    pt: 'patient',
    acct: 'account',
    acc: 'account',
    usr: 'user',
    dr: 'doctor',
    doc: 'document',
    org: 'organization',
    organisation: 'organization',
    ph: 'phone',
    lic: 'license',
    licence: 'license',
    dl: 'driver license',
    ident: 'id',
    identifier: 'id',
    identification: 'id',
    mail: 'email',
    'e-mail': 'email',
    cc: 'card',
    pwd: 'password',
    passwd: 'password',
    pswd: 'password',
    passphrase: 'password',
    postcode: 'postal code',
    postalcode: 'postal code',
    zipcode: 'zip code',
    plz: 'postal code',
    pob: 'birth place',
    yob: 'birth year',
    rx: 'prescription',
    dx: 'diagnosis',
    hx: 'history',
    tx: 'treatment',
    meds: 'medication',
    med: 'medication',
    ins: 'insurance',
    reg: 'registration',
    lat: 'latitude',
    lng: 'longitude',
    lon: 'longitude',
    lang: 'language',
    msg: 'message',
    desc: 'description',
    txn: 'transaction',
    cv: 'resume',
    src: 'source',
    dst: 'destination',
    dest: 'destination',
    adid: 'advertising id',
    idfa: 'advertising id',
    gaid: 'advertising id',
    aaid: 'advertising id',
    ppsn: 'pps number',
    dlno: 'driver license',
    lic_no: 'license number',
    colour: 'color',
    mrns: 'mrn',
    ssns: 'ssn',
    criteria: 'criterion',
    diagnoses: 'diagnosis',
    children: 'child',
    addresses: 'address',
    wages: 'wage',
    ...foreignWords,
  }),
);

/** A person stands behind these: `name`, `title`, `age` and `notes` of one of them are personal data. */
export const personObjects: ReadonlySet<string> = new Set(
  list(`patient employee user customer client person people member subscriber contact applicant candidate student teacher
    tutor professor pupil child kid minor parent guardian mother father mom dad spouse wife husband partner fiance fiancee
    brother sister sibling son daughter relative dependent dependant beneficiary insured policyholder cardholder holder
    doctor physician nurse provider clinician therapist surgeon practitioner caregiver carer dentist pharmacist prescriber
    subject participant respondent enrollee resident tenant landlord owner borrower lender debtor creditor payer payee
    payor buyer seller shopper purchaser guest visitor traveler traveller passenger driver rider attendee speaker host
    author writer editor reviewer commenter sender recipient receiver addressee caller callee manager supervisor
    boss colleague coworker staff worker contractor consultant freelancer intern recruiter interviewer interviewee
    referee referrer witness victim suspect defendant plaintiff offender inmate prisoner attorney lawyer judge officer
    citizen voter immigrant alien donor volunteer athlete player coach fan follower friend neighbor neighbour signer
    signatory cosigner founder director executive ceo cfo cto president chairman admin administrator operator requester
    requestor assignee approver creator submitter reporter claimant individual human profile kin infant baby newborn
    veteran soldier learner trainee apprentice investor shareholder stakeholder lead prospect persona 
    bearer registrant licensee permittee nominee trustee executor heir head emergency household family personal
    billing shipping home customer_user performing requesting referring attending
    admitting responsible verified birth job_applicant cast actor actress artist singer attendant talent worker`),
);

/** Objects that usually belong to one person: their fields are personal with less certainty. */
export const linkedObjects: ReadonlySet<string> = new Set(
  list(`account order ticket case claim encounter visit appointment booking reservation invoice payment transaction
    subscription membership enrollment application registration policy prescription referral admission discharge
    episode study specimen sample test chart record note message email chat conversation thread comment review feedback
    survey response questionnaire answer complaint inquiry request call lead deal opportunity delivery shipment
    session login signup checkout cart loan mortgage salary payroll payslip leave agreement consent
    diagnosis condition allergy medication procedure observation immunization lab result vital note history resume
    interview evaluation performance medical health clinical insurance emergency mailing business office work
    residence residential postal physical delivery contact identity kyc form intake triage incident report`),
);

/** Objects that are no persons: `file.name`, `page.title`, `node.address`. They end the ladder. */
export const thingObjects: ReadonlySet<string> = new Set(
  list(`file page module package class function method property field column table schema database db index key tag
    label branch repo repository commit project workspace folder directory dir path event queue topic channel stream
    server host node cluster container pod image service process thread task job build pipeline stage step action
    command option setting config configuration env environment variable var param parameter arg argument attribute
    attr element component widget button menu tab window dialog panel view layout style theme color font icon
    template rule plugin extension tool model dataset feature metric test_suite script library lib framework
    interface type enum constant operation query resolver handler hook middleware route endpoint api
    product item category brand store shop warehouse sku catalog article book movie film song album game level
    company organization department team group role permission scope currency language locale timezone
    network protocol port socket bucket blob document asset media video audio track playlist category
    default local operation entity discriminator import export encoding dynamic integration 
    processor handler object symbol token lexer parser node lambda script site domain app 
    ruleset crate npm pkg img lightning event webhook cron program course school lesson
    chapter section question exam league tournament stadium machine sensor robot printer 
    gene protein species molecule element planet star
    x y z screen mouse canvas grid pixel cursor viewport memory buffer cache gpu cpu vector matrix tensor prompt macro cli repo`),
);

/** Words that may follow the data's own word and change nothing: `phone_value`, `addressLine1`, `noteText`. */
export const carrierWords: ReadonlySet<string> = new Set(
  list(`value text string str data raw info information detail line list array record entry content body full plain
    original new old current previous primary secondary main alt alternate alternative preferred one two three
    in output clean cleaned normalized display formatted masked decrypted encrypted json xml
    signup human ofyear kg pound lb cm slip response dict obj object struct dto vo day expiry`),
);

const extra =
  list(`first last middle full given family maiden name mother father phone mobile number email address street
  city state zip postal code country birth date day year place social security credit debit card account bank routing
  passport driver license medical record health plan insurance member policy patient customer employee student user
  login password user name gender sex age race ethnic origin religion nationality marital status salary income
  history audio video recording voice mail voicemail fax company employer job title device serial ip mac work home
  contact emergency doctor note lab result test diagnosis medication allergy blood type national tax id payer tin
  sexual orientation political party union criminal background fingerprint face photo signature po box`);

/** Words that a closed compound may be made of. */
export const compoundWords: ReadonlySet<string> = new Set([
  ...extra.filter((word) => word.length > 1),
  ...[...personObjects, ...linkedObjects].filter((word) => word.length > 3 && !/\d|_/.test(word)),
  ...list(
    'username nickname hostname filename status address access business process analysis diagnosis basis gps ids series news sms dns tls is us as os iris pus lens campus canvas virus genus bonus focus census corpus',
  ),
]);
