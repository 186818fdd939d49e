/** Hand-kept closed classes, folded (lower case, no diacritics). The long open lists are in data/. */

export const labelWords = `mrn mr med medical record records chart hospital health patient pat emr ehr unit krankenakte patientennummer numero plan insurance
 insurer policy policyholder member membership subscriber beneficiary group hbn hicn file ins id identifier facility aetna cigna humana uhc blue bcbs anthem kaiser hmo ppo medicaid medicare coverage enrollee hpbn
 versichertennummer krankenversicherungsnummer claim prior auth authorization authorisation encounter visit accession specimen admission
 prescription rx study trial subject participant ssn ss social last employee staff personnel payroll badge emp personalnummer driver drivers
 driving license licence dl dln fuhrerschein fuhrerscheinnummer permis passport reisepass reisepassnummer passeport pasaporte passaporto
 alien uscis visa immigration green residence nursing professional state board bar certificate plate registration kennzeichen device implant
 pacemaker pump udi icd serial imei idfa gaid aaid udid advertising bank checking savings direct kontonummer sort cvv cvv2 cvc cvc2 card
 security pin exp expiry expiration valid account acct customer client loan mortgage reservation booking confirmation subscription kunden
 order case ticket kundennummer user unique person contact student tenant username login handle screen uid sid session cookie accepted failed ending ends city town ort stadt wohnort ville ciudad citta
 enc empi chart konto kto kontonr blz bankleitzahl vehicle car van truck driving reg plates sn s serial lot tax national citizen personal fiscal identity cnp curp bsn cuit cuil nino lat lng
 lon latitude longitude gmc nmc rn hosp insured www`;

export const months =
  'januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec';
export const weekdays =
  'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun';
export const titles =
  'mr mrs ms miss dr prof mx sir madam herr frau monsieur madame mme mlle senor senora senorita sr sra srta signor signora sig dott dottor dottoressa doctor professor rev reverend fr sister judge justice officer sgt capt lt col gen detective nurse don dona mgr drs ing lady lord count countess baron baroness dame sen gov cpl maj cmdr inspector constable sergeant captain colonel commander fru frk hr pan pani sister dottoressa rabbi imam senator pt';
export const suffixes = 'jr sr ii iii iv md phd esq rn do np pa dds dmd pharmd jd cpa mba msn bsn';
export const particles =
  'van von der den de del della di da dos das do du la le los las ten ter zu zum zur bin ibn al el abu ben san st mc mac o d y af av ap lo vom';
export const kin = `sohn tochter mutter vater bruder schwester ehemann ehefrau fils fille mere pere mari femme frere soeur hijo hija madre padre esposo esposa
 hermano hermana figlio figlia moglie marito fratello sorella wife husband son daughter mother father mom mum dad sister brother spouse partner girlfriend boyfriend fiance fiancee uncle aunt cousin
 nephew niece grandmother grandfather grandma grandpa grandson granddaughter stepson stepdaughter stepfather stepmother friend colleague boss
 neighbor neighbour roommate coworker kid child twin guardian caregiver widow widower ex`;
export const personNouns = `patient client customer employee male female man woman boy girl lady gentleman student member user applicant candidate veteran infant
 tenant guest driver doctor nurse physician therapist surgeon attorney lawyer manager supervisor agent officer director president judge
 detective professor teacher author actor actress singer engineer subscriber resident donor participant victim witness suspect defendant
 plaintiff caller recipient sender buyer seller owner passenger applicant insured policyholder cardholder provider clinician specialist
 psychiatrist psychologist oncologist cardiologist neurologist pediatrician dermatologist radiologist pathologist anesthesiologist
 midwife pharmacist dentist counselor counsellor coach trainer secretary assistant consultant contractor developer designer programmer
 analyst accountant architect chairman ceo cto cfo founder cofounder senator congressman mayor governor minister chancellor king queen
 prince princess pope bishop priest pastor rabbi imam lead coordinator paciente kunde kundin patientin patiente cliente paziente mitarbeiter
 worker colleague mr pt payee beneficiary inmate mentor mentee interpreter landlord lodger bride groom speaker claimant deponent kollege kollegin collegue collega companero nachbar nachbarin chef cleaner babysitter nanny programmer fisherman machinist farmer carpenter electrician plumber clerk cashier waiter waitress cook chef pilot soldier sailor sculptor painter poet singer musician journalist reporter librarian teenager toddler baby newborn adult senior elder rep representative username name names fullname contact attn`;
export const nameCues = `named called name names dear hi hello hey regards sincerely cheers thanks signed by with meet met call calls cc attn from to for and or via
 ask asked tell told contact contacted directed starring written composed created founded authored edited sung performed invited married
 introduce introducing welcome congratulate congratulations remember spoke speak talk talked talking emailed email text texted visit visited
 bonjour hola ciao hallo liebe lieber cher chere estimado estimada gentile caro cara querido querida namens heisst llamado llamada nomme nommee
 chiamato chiamata known alias under me assisted reviewed approved prepared submitted reported cosigned referred referring seen treated attn`;
export const personVerbs = `said says told tells asked asks replied replies wrote writes emailed texted reported reports stated states complained complains denies denied
 presents presented presenting lives lived works worked died visited underwent agreed agrees thinks wants wanted needs needed requested
 signed joined moved married met believes believed explained explains added adds noted notes claims claimed admits admitted insists insisted
 smiled laughed nodded shrugged whispered shouted answered graduated retired resigned suffers suffered weighs smokes smoked drinks took
 takes loves loved likes liked hates feels felt knows knew wished hopes hoped worried remembers remembered spent born who whose called calls
 had has have was is were will would could can should went goes came comes gave gives started starts tested received developed grew`;
export const humanVerbs = `said says told asked replied wrote explained insisted admitted rang fell drove owns owes owed bought paid teaches taught testified apologized apologised complained cried drank ate slept
 left arrived arrives waited wept emailed texted phoned recommended hired promised forgot refuses refused agreed insists rents rented cooked
 scored studies studied practises practices volunteers babysits testifies resides resided enrolled`;
export const eponyms = `chain chains process processes classifier kernel mixture regression filters network networks field fields falls island islands bay bridge valley beach
 canyon county airport lake river mountain mountains harbor harbour forest desert square tower palace cathedral disease syndrome score scores scale test tests reflex sign signs trial trials criteria criterion classification index theorem law laws algorithm method model
 equation distribution transform filter function lymphoma sarcoma thyroiditis palsy chorea dementia ataxia contracture phenomenon maneuver
 manoeuvre procedure operation fracture catheter tube stain agar medium cell cells body bodies line lines fever virus bacillus study staging
 grade grading questionnaire inventory survey formula rule rules curve number constant effect principle paradox problem conjecture machine
 engine framework protocol cipher code codes award prize cup bowl trophy league stadium arena act bill amendment v vs versus novel book song
 album movie film series show band orchestra symphony sonata magazine newspaper journal times post herald edition press publishing
 font typeface license licence api sdk server client library module package plugin app browser studio labs guidelines guideline diet bible telescope telescopes technique medal medals day museum theatre theater tournament airport stadium sauce cake endian`;
export const organizations = `inc inc. llc ltd corp corporation company co plc gmbh ag sa sas srl spa bv nv oy ab as kg ohg llp lp pllc pty limited incorporated group holdings
 partners associates foundation institute university college school academy bank trust union association society council committee agency
 department ministry bureau office commission authority church museum library services solutions systems technologies technology software
 industries enterprises international global consulting ventures capital media networks insurance pharmaceuticals airlines motors energy
 laboratories brothers sons team club party`;
export const facilities = `hosp ctr med cardiology neurology oncology orthopedics orthopaedics pediatrics paediatrics dermatology radiology imaging dental dentistry urology
 gastroenterology endocrinology nephrology psychiatry ophthalmology optometry obstetrics gynecology diagnostics physicians wellness hospital hospitals clinic clinics center centre medical infirmary hospice sanatorium office ward icu er facility institute memorial health healthcare
 practice surgery pharmacy rehabilitation rehab nursing krankenhaus klinikum klinik hopital clinique ospedale clinica policlinico
 care specialists surgeons associates ihs villa lodge manor terrace regional campus rheumatology pulmonology hematology haematology podiatry audiology
 physiotherapy dialysis transplant infusion birthing maternity ambulanz poliklinik praxis`;
export const streets = `street st avenue ave road rd boulevard blvd lane ln drive dr court ct circle cir place pl plaza square sq terrace ter trail trl parkway pkwy
 highway hwy way alley crescent cres close mews grove gardens row walk quay rise hill view heights loop run path pass point ridge
 crossing expressway freeway turnpike route junction bend cove glen hollow landing manor meadow meadows park common estate estates
 pike spur vista village green gate fields field ridge oval esplanade parade causeway byway`;
export const states = `alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky
 louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania
 tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec manitoba saskatchewan alberta queensland victoria
 tasmania bavaria`;
export const stateCodes =
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS MP AA AE AP';
export const countries = `afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas bahrain bangladesh barbados belarus belgium belize
 benin bermuda bhutan bolivia botswana brazil brunei bulgaria burundi cambodia cameroon canada chad chile china colombia comoros congo croatia
 cuba cyprus czechia denmark djibouti dominica ecuador egypt eritrea estonia eswatini ethiopia fiji finland france gabon gambia germany ghana
 gibraltar greece greenland grenada guadeloupe guam guatemala guernsey guinea guyana haiti honduras hungary iceland india indonesia iran iraq
 ireland israel italy jamaica japan jersey jordan kazakhstan kenya kiribati korea kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya
 liechtenstein lithuania luxembourg macao macau macedonia madagascar malawi malaysia maldives mali malta martinique mauritania mauritius mexico
 micronesia moldova monaco mongolia montenegro montserrat morocco mozambique myanmar namibia nauru nepal netherlands nicaragua niger nigeria
 niue norway oman pakistan palau palestine panama paraguay peru philippines pitcairn poland portugal qatar romania russia rwanda samoa senegal
 serbia seychelles singapore slovakia slovenia somalia spain sudan suriname swaziland sweden switzerland syria taiwan tajikistan tanzania
 thailand togo tokelau tonga tunisia turkey turkmenistan tuvalu uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam yemen zambia
 zimbabwe england scotland wales america usa uk deutschland osterreich schweiz espana italia belgique suisse`;
export const nationalities = `christian jewish muslim hindu buddhist catholic protestant gaussian american british english scottish welsh irish french german spanish italian portuguese dutch belgian swiss austrian polish czech slovak hungarian
 romanian bulgarian greek turkish russian ukrainian swedish norwegian danish finnish icelandic estonian latvian lithuanian serbian croatian
 bosnian albanian chinese japanese korean vietnamese thai indonesian malaysian filipino indian pakistani bangladeshi nepali afghan iranian
 iraqi syrian lebanese israeli palestinian jordanian saudi egyptian moroccan algerian tunisian libyan sudanese ethiopian kenyan nigerian
 ghanaian mexican cuban dominican colombian venezuelan peruvian chilean argentinian argentine brazilian canadian australian haitian jamaican
 somali armenian asturian breton catalan galician slovenian belarusian tatar frisian basque georgian kurdish kazakh uzbek turkmen uyghur
 mongolian bengali marathi tamil telugu kannada malayalam punjabi urdu persian hebrew arabic esperanto afrikaans swahili tagalog khmer lao burmese sinhala
 maltese luxembourgish faroese maori hawaiian samoan flemish macedonian montenegrin yiddish latin`;
export const functionWords = `unser unsere unseren deine dein eure euer der die das den dem des ein eine einen einem einer und oder ist sind war waren mit von fur auf im am zum zur bei nach aus sein seine ihr ihre mein meine ich er sie es wir
 le la les un une du et est sont avec pour dans sur par il elle je nous vous mon ma mes son sa ses el los las una y es con por en mi su lo gli di da che non si al della del a an the and or but nor so yet if then else than that this these those there here who whom whose which what when where why how is am are was were be
 been being do does did doing have has had having will would shall should can could may might must ought not no yes i me my mine you your
 yours he him his she her hers it its we us our ours they them their theirs of in on at by for with about against between into through during
 before after above below to from up down out off over under again further once all any both each few more most other some such only own same
 too very just now also as because while until since please thank thanks let get got go make made want need know like see`;

export const addressWords = `address addresses addr anschrift adresse direccion domicilio indirizzo wohnhaft taxi office live lives living reside resides residing moved located
 ship shipped deliver delivered mail mailed send`;
export const addressStarts = `po p postfach psc apartado pobox unit apt apartment suite cmr rue via viale vicolo piazza corso largo calle carrer avenida avda plaza paseo camino
 carretera ctra rua av alameda travessa ul ulica aleja strada bulevardul trg ulice utca chemin place allee quai impasse cours route avenue boulevard`;
export const secretWords =
  'curl password passwd passphrase passcode pwd passwort contrasena mot api access auth secret bearer private client aws token signing encryption';
export const attributeWords = `salary wage compensation base gehalt salaire salario earns earning earn paid income net household credit fico schufa religion religious faith konfession
 is was are am practicing devout converted raised race ethnicity ethnic sexual sexuality identifies came political party votes voted vote member joined belongs convicted arrested
 charged pleaded sentenced imprisoned served criminal felony incarcerated marital civil familienstand nationality citizenship citizen staatsangehorigkeit nationalite gender sex
 geschlecht disability disabled uses job occupation profession position beruf employer company arbeitgeber`;

/** No names although the lists hold them: they are mostly words of documents and of computing. */
export const noNames = `easter christmas kunde kundennummer lake mount cape fort port river falls island islands bay valley beach canyon county airport inc llc ltd corp gmbh plc emp sohn tochter praxis seine ihrer grussen grusse grüßen grüße sehr geehrte mon ma mes bonjour el los las il lo un una une estimado gentile cordialement saludos hana aurora les quan hari fastify pino joi oauth foo bar baz max mo tu su sa lang christ anno domini anthropic workspace api json html http https url sql css xml yaml node react angular vue java python ruby swift rust kotlin go docker linux windows android iso safari utc gmt ascii utf orm app apps endian google
   amazon apple microsoft facebook twitter github gitlab slack zoom claude anthropic openai alexa siri cortana jira english monday sunday note notes
   date name names case file type user admin test example sample page chapter section figure table appendix yes no ok okay true false null none
   string value boolean todo id ref re fw dear hi hello hey thanks thank regards sincerely best kind warm please sorry mr mrs ms dr prof sir madam covid lasix coumadin
   lantus advair plavix lipitor zoloft prozac xanax ativan norco percocet nexium viagra botox apgar foley doppler braden morse glasgow may will
   morgen mittag abend study cheers bitte danke merci gracias grazie strada rua ulica
   so do an in on at is it of or to the and but for not you all any can had her was one our out day get has him his how man new now old see two way who
   boy did its let put say she too use dad mom lot gp er icu ed or ot pt bp hr rr ct mr us uk eu un nan st ave rd blvd apt suite unit box po sub total`;
