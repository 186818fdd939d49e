export interface FieldWords {
  readonly telling?: string;
  readonly weak?: string;
  readonly object?: string;
}

/** Words of health fields, after FHIR's and DICOM's attributes of a patient. */
export const healthFields: Readonly<Record<string, FieldWords>> = {
  DIAGNOSIS: {
    telling: `diagnosis|diagnosis code|icd code|icd|diagnosis description|medical condition|health condition|chief complaint|presenting complaint|symptom|comorbidity|discharge diagnosis description|admitting diagnosis description
      |problem list|medical history|schizophrenia|diabetes|dyslexia|depression|asthma|cancer|disease|illness|health status|employee health|sexual history|health information|health data|hospitalization|sleep pattern|injury|past medical history`,
    object: 'condition|problem|complaint|health|history|disorder|finding',
  },
  MEDICATION: {
    telling:
      'medication|medication list|current medication|drug name|prescription|dosage|dose|prescribed drug|medicine|active medication|rx norm',
    object: 'drug',
  },
  PROCEDURE: {
    telling:
      'medical procedure|surgery|surgical history|cpt code|treatment plan|procedure code|treatment history|care plan|vaccination|immunization|treatment',
    object: 'procedure|therapy|operation',
  },
  LAB_RESULT: {
    telling:
      'lab result|lab|lab value|lab test|test result|blood test|lab report|loinc|pathology report|radiology report|imaging result|medical test|medical test detail|medical report|hba|laboratory result|blood type|blood group|cholesterol|glucose',
    object: 'result|answer|observation|imaging|scan',
  },
  VITAL_SIGN: {
    telling:
      'vital|vital sign|blood pressure|heart rate|body temperature|bmi|weight kg|weight pound|body weight|respiratory rate|oxygen saturation|weight lb|height cm',
    object: 'weight|height|pulse|temperature',
  },
  ALLERGY: { telling: 'allergy|allergen|adverse reaction|allergy list|drug allergy|food allergy' },
  CLINICAL_NOTE: {
    telling: `clinical note|doctor note|progress note|discharge summary|medical note|nursing note|soap note|consultation note|patient comment|physician note|clinical summary|visit note|encounter note|chart note|patient summary|special need|therapy note
      |admission note|operative note|history of present illness|anamnesis|patient note|patient history|patient chart|nurse note|clinical text|visit summary`,
    weak: 'note|note text',
    object: '',
  },
  FAMILY_HEALTH_HISTORY: {
    telling:
      'family history|family medical history|family member history|family member history age|family health history',
  },
  MENTAL_HEALTH: {
    telling:
      'mental health|psychiatric history|psychotherapy note|psychological evaluation|phq|psychiatric diagnosis|behavioral history|behavioral health',
  },
  SUBSTANCE_USE: {
    telling:
      'substance use|alcohol use|drug use|substance abuse|smoking status|tobacco use|smoker|drinking habit|alcohol consumption|smoking',
  },
  REPRODUCTIVE_HEALTH: {
    telling:
      'pregnancy status|pregnant|pregnancy|reproductive health|menstrual cycle|last menstrual period|maternity leave|contraception|fertility',
  },
  HIV_STATUS: { telling: 'hiv|hiv status|sti status|hiv result|std status' },
  GENETIC_DATA: {
    telling:
      'genetic|genetic data|dna|dna sequence|genome|genotype|dna subsequence|genetic marker|genetic test|dna profile',
  },
  DISABILITY: { telling: 'disability|disability status|handicap|accommodation request|impairment' },
};
