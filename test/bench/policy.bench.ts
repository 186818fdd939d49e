import { policyCompletions } from '../../server/src/core/policy/editor/completion.ts';
import { parsePolicy, resolvePrompt } from '../../server/src/core/policy/index.ts';
import type { Policy } from '../../server/src/core/policy/model.ts';
import { placeholder, promptOf } from '../core/policy/build.ts';

const today = '2026-11-24';
const uri = 'file:///w/prompt-privacy.yaml';

/** A policy of about 5,000 lines: 260 sources and 120 use cases as a large organization would write them. */
function largePolicy(seed: string): string {
  const sources = Array.from(
    { length: 265 },
    (_, index) => `  - id: source${index}.${seed}
    owner: team-${index % 12}
    level: restricted
    subjects: [patient]
    jurisdictions: [US-TX, DE]
    regimes: [hipaa, gdpr]
    match: { types: [Type${index}], placeholders: [record${index}] }
    fields:
      record${index}.name: user.name   # as on the card
      record${index}.birth_date: user.demographic.date_of_birth
      record${index}.email: user.contact.email
      record${index}.note: user.health_and_medical.clinical_note
      record${index}.colour: none
`,
  );
  const useCases = Array.from(
    { length: 120 },
    (_, index) => `  - id: use-case-${index}
    purpose: Summarise records of kind ${index}
    data_use: essential.service
    status: approved
    legal_basis: { gdpr: contract }
    subjects: [patient]
    deployments: [main]
    needs:
      user.health_and_medical.clinical_note: scrub
      user.name: tokenize
    prompts: [prompts/kind${index}/**]
    retention: P30D
    review: { last: 2026-10-01, next: 2027-01-01 }
`,
  );
  return `version: 1\ndeployments:\n  - { id: main, platform: claude-api, regions: [us] }\nsources:\n${sources.join('')}use_cases:\n${useCases.join('')}`;
}

const read = (text: string): Policy => parsePolicy(text, uri, () => undefined, { today }).policy;

/** Median of `rounds` runs, in milliseconds. */
function median(rounds: number, run: (round: number) => void): number {
  const times = Array.from({ length: rounds }, (_, round) => {
    const start = performance.now();
    run(round);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[rounds >> 1]!;
}

export async function bench(): Promise<{ name: string; value: number; unit: string }[]> {
  const text = largePolicy('a');
  const lines = text.split('\n').length;
  const first = median(1, () => read(text));
  const fresh = median(15, (round) => read(largePolicy(`fresh${round}`)));
  const edited = median(40, (round) => read(text.replace('source7.a', `source7.edit${round}`)));
  const policy = read(text);
  const prompt = promptOf(Array.from({ length: 50 }, (_, index) => placeholder(`record${index * 5}.note`)));
  const resolve = () => resolvePrompt(prompt, { policy, path: 'prompts/kind7/a.md', today, detect: () => [] });
  const resolved = median(40, resolve);
  const completed = median(20, (round) =>
    policyCompletions(`${text}\n# ${round}`, text.indexOf('level: ') + 7, { policy, today }),
  );
  return [
    { name: `policy of ${lines} lines, first reading in the process`, value: first, unit: 'ms' },
    { name: `policy of ${lines} lines, never seen before (warm)`, value: fresh, unit: 'ms' },
    { name: `policy of ${lines} lines, after an edit`, value: edited, unit: 'ms' },
    { name: 'completion in that policy', value: completed, unit: 'ms' },
    { name: 'a prompt of 50 placeholders resolved against it', value: resolved, unit: 'ms' },
  ];
}
