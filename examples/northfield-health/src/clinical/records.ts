/** As the record system's API returns them. */
export interface Patient {
  name: string;
  mrn: string;
  birth_date: string;
  phone: string;
  address: string;
  age: number;
}

export interface Encounter {
  patient: Patient;
  text: string;
  diagnoses: string[];
}

export async function loadEncounter(id: string): Promise<Encounter> {
  const response = await fetch(`https://ehr.northfield.example/encounters/${id}`);
  return (await response.json()) as Encounter;
}
