/** Words of health, folded. They give context (an identifier beside them is PHI); they are no identifiers. */

/** Diagnoses, conditions and symptoms; frequent ones in clinical text and in ICD-10's chapter titles. */
export const diagnoses = `diabetes diabetic hypertension hypertensive hypotension asthma copd cancer carcinoma lymphoma leukemia leukaemia melanoma sarcoma myeloma glioblastoma tumor tumour metastasis
 metastatic stroke infarction ischemia angina arrhythmia tachycardia bradycardia fibrillation afib cardiomyopathy chf pneumonia bronchitis emphysema tuberculosis influenza covid sepsis infection
 uti pyelonephritis nephropathy ckd esrd dialysis cirrhosis hepatitis pancreatitis cholecystitis appendicitis diverticulitis colitis crohn gerd reflux ulcer gastritis ibs celiac anemia anaemia
 thrombosis dvt embolism hemophilia neutropenia thrombocytopenia lupus arthritis osteoarthritis osteoporosis gout fibromyalgia scoliosis sciatica migraine migraines epilepsy seizure seizures
 parkinson alzheimer dementia neuropathy sclerosis als hydrocephalus meningitis encephalitis concussion hypothyroidism hyperthyroidism goiter thyroiditis obesity hyperlipidemia
 hypercholesterolemia eczema psoriasis dermatitis cellulitis shingles acne rosacea glaucoma cataract retinopathy preeclampsia eclampsia endometriosis pcos fibroids menopause prostatitis bph
 fracture sprain hernia edema dyspnea syncope fever cough nausea vomiting diarrhea constipation fatigue jaundice hematuria vertigo tinnitus insomnia apnea autism adhd anorexia bulimia
 schizophrenia bipolar hyperkalemia hypokalemia hyponatremia ketoacidosis neoplasm stenosis regurgitation aneurysm cad mi htn dm t2dm t1dm hfref pad tia`;
export const moreDiagnoses = `depression depressive anxiety ptsd ocd schizoaffective psychosis psychotic suicidal panic dysthymia mania manic alcoholism addiction addicted overdose pregnant
 pregnancy miscarriage infertility postpartum hiv aids syphilis gonorrhea chlamydia huntington trisomy gad`;
/** Phrases of what law protects most: psychotherapy, 42 CFR Part 2, reproductive, HIV and genetic data. */
export const protectedPhrases: readonly (readonly [type: string, pattern: string])[] = [
  [
    'MENTAL_HEALTH',
    '(?:psychotherapy|therapy session|psychiatric) (?:notes?|sessions?|records?|evaluation)|suicid(?:al ideation|e attempts?)',
  ],
  [
    'SUBSTANCE_USE',
    '(?:substance|alcohol|opioid|drug) (?:use disorder|abuse|dependence)(?: treatment| record)?|methadone (?:clinic|maintenance)',
  ],
  [
    'REPRODUCTIVE_HEALTH',
    '(?:had|underwent|after|history of) (?:an? )?(?:elective )?abortions?|ivf (?:treatment|cycle)',
  ],
  ['HIV_STATUS', 'hiv[- ](?:positive|negative|status)|hiv\\+|(?:tested positive for|living with) hiv'],
  [
    'GENETIC_DATA',
    'brca[12]?(?: (?:positive|mutation|carrier|variant))|genetic test(?:ing)? results?|genome sequenc(?:e|ing)',
  ],
];

/** Generic and trade names (US), most prescribed ones first; endings of stems by WHO (INN) cover the others. */
export const drugs = `atorvastatin lipitor lisinopril metformin glucophage amlodipine norvasc metoprolol lopressor toprol omeprazole prilosec losartan cozaar simvastatin zocor hydrochlorothiazide hctz levothyroxine
 synthroid gabapentin neurontin albuterol ventolin sertraline zoloft furosemide lasix fluticasone advair acetaminophen tylenol paracetamol prednisone tramadol ultram escitalopram lexapro
 bupropion wellbutrin rosuvastatin crestor pantoprazole protonix trazodone carvedilol coreg pravastatin meloxicam mobic clopidogrel plavix citalopram celexa montelukast singulair
 hydrocodone vicodin norco warfarin coumadin zolpidem ambien fluoxetine prozac duloxetine cymbalta tamsulosin flomax alprazolam xanax clonazepam klonopin lorazepam ativan diazepam valium
 insulin lantus glargine humalog lispro novolog aspart apixaban eliquis rivaroxaban xarelto dabigatran pradaxa aspirin ibuprofen advil motrin naproxen aleve celecoxib celebrex venlafaxine
 effexor quetiapine seroquel aripiprazole abilify risperidone risperdal olanzapine zyprexa lithium lamotrigine lamictal topiramate topamax levetiracetam keppra valproate depakote
 carbamazepine tegretol phenytoin dilantin amoxicillin augmentin azithromycin zithromax ciprofloxacin cipro levofloxacin doxycycline cephalexin keflex clindamycin metronidazole flagyl
 vancomycin acyclovir valacyclovir valtrex fluconazole diflucan hydroxychloroquine plaquenil methotrexate humira adalimumab enbrel etanercept remicade infliximab prednisolone
 dexamethasone methylprednisolone semaglutide ozempic wegovy liraglutide victoza empagliflozin jardiance dapagliflozin farxiga sitagliptin januvia glipizide glyburide pioglitazone
 spironolactone aldactone digoxin amiodarone diltiazem verapamil clonidine hydralazine nitroglycerin heparin enoxaparin lovenox tamoxifen letrozole anastrozole cisplatin carboplatin
 paclitaxel docetaxel doxorubicin pembrolizumab keytruda nivolumab opdivo trastuzumab herceptin rituximab morphine oxycodone percocet oxycontin fentanyl methadone naloxone narcan
 ondansetron zofran famotidine pepcid ranitidine loratadine claritin cetirizine zyrtec fexofenadine diphenhydramine benadryl epinephrine epipen sildenafil viagra finasteride
 allopurinol colchicine cyclobenzaprine flexeril baclofen botox donepezil aricept memantine levodopa sinemet ropinirole sumatriptan imitrex losartan valsartan entresto sacubitril`;
/** Stems of drugs (WHO: INN stems), and endings of diagnoses. */
export const drugEndings =
  'pril sartan olol statin dipine prazole tidine cillin mycin floxacin cycline azole vir mab nib tinib gliptin gliflozin glutide triptan setron zepam zolam oxetine caine parin xaban gatran thiazide semide lukast terol sone solone profen coxib platin taxel rubicin mustine tropin barbital';
export const diagnosisEndings =
  'itis osis emia aemia pathy oma algia plegia paresis penia uria rrhea rrhage megaly sclerosis dystrophy phobia trophy ectasia stenosis';

export const procedures = `surgery appendectomy cholecystectomy hysterectomy mastectomy prostatectomy colectomy nephrectomy craniotomy laminectomy angioplasty cabg bypass transplant transplantation dialysis chemotherapy
 radiotherapy radiation colonoscopy endoscopy bronchoscopy laparoscopy arthroscopy biopsy catheterization intubation tracheostomy ventilation transfusion vaccination immunization amputation
 arthroplasty mri echocardiogram ekg ecg eeg ultrasound mammogram mammography x-ray colposcopy amniocentesis cesarean circumcision vasectomy lobectomy thoracotomy thyroidectomy splenectomy
 tonsillectomy stent pacemaker icd prosthesis physiotherapy psychotherapy electrocardiogram lumbar`;
export const labTests = `hba1c a1c glucose cholesterol ldl hdl triglycerides creatinine egfr gfr bun hemoglobin haemoglobin hematocrit wbc rbc platelets inr psa tsh t4 alt ast bilirubin albumin troponin bnp
 crp esr sodium potassium calcium ferritin lactate cd4 urinalysis cbc bmp cmp hcg`;
export const vitals = 'bp bmi spo2 pulse temperature weight height hr rr temp';
export const allergyWords = 'allergy allergies allergic anaphylaxis anaphylactic';

export const allWords = [
  diagnoses,
  moreDiagnoses,
  drugs,
  procedures,
  labTests,
  vitals,
  allergyWords,
  'blood heart respiratory o2 psychotherapy psychiatric therapy substance alcohol opioid drug methadone had underwent after history hiv tested living brca brca1 brca2 genetic genome ivf',
].join(' ');
