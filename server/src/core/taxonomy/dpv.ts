import { entityTypes } from './entity-types.ts';

/**
 * Terms of the Data Privacy Vocabulary (W3C, DPV-PD 2.3) for categories: that of the entity type that stands for the
 * category, or for parent keys the class above it.
 */
const parents: Readonly<Record<string, string>> = {
  user: 'dpv:PersonalData',
  'user.account': 'dpv-pd:AccountIdentifier',
  'user.authorization': 'dpv-pd:Authenticating',
  'user.behavior': 'dpv-pd:Behavioral',
  'user.biometric': 'dpv-pd:Biometric',
  'user.childrens': 'dpv-pd:Offspring',
  'user.contact': 'dpv-pd:Contact',
  'user.content': 'dpv-pd:Communication',
  'user.criminal_history': 'dpv-pd:Criminal',
  'user.demographic': 'dpv-pd:Demographic',
  'user.device': 'dpv-pd:DeviceBased',
  'user.financial': 'dpv-pd:Financial',
  'user.government_id': 'dpv-pd:OfficialID',
  'user.health_and_medical': 'dpv-pd:MedicalHealth',
  'user.location': 'dpv-pd:Location',
  'user.name': 'dpv-pd:Name',
  'user.payment': 'dpv-pd:Transactional',
  'user.privacy_preferences': 'dpv-pd:PrivacyPreference',
  'user.social': 'dpv-pd:Social',
  'user.unique_id': 'dpv-pd:UID',
  'user.workplace': 'dpv-pd:Professional',
};

const byCategory = new Map<string, string>();
for (const { category, dpv } of entityTypes) {
  if (dpv && !byCategory.has(category)) byCategory.set(category, dpv);
}

/** The DPV term of a category; that of its nearest parent where it has none of its own. */
export function dpvOf(category: string): string | undefined {
  for (let key = category; key; key = key.slice(0, Math.max(0, key.lastIndexOf('.')))) {
    const term = Object.hasOwn(parents, key) ? parents[key] : byCategory.get(key);
    if (term) return term;
  }
  return undefined;
}
