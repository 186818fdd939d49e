import { platformFacts } from '../../policy/platform-facts.ts';
import type { Platform } from '../../prompt.ts';

/** Names under which contracts know a company. */
const companies: Readonly<Record<string, RegExp>> = {
  Anthropic: /anthropic/i,
  'Amazon Web Services': /amazon|\baws\b/i,
  Google: /google/i,
  Microsoft: /microsoft/i,
};

const belongsTo = (party: string, company: string): boolean => companies[company]?.test(party) ?? false;

export const platformName = (platform: Platform): string => platformFacts(platform)?.name ?? platform;

/** True when `party` is the processor of the platform; an agreement without a party is taken at its word. */
export function isProcessor(party: string | undefined, platform: Platform): boolean {
  const facts = platformFacts(platform);
  return party === undefined || facts === undefined || belongsTo(party, facts.processor);
}

/** Clouds whose own BAA covers Claude on them (Claude docs, HIPAA readiness, 2026-09-26). */
const cloudOf: Readonly<Partial<Record<Platform, string>>> = {
  bedrock: 'Amazon Web Services',
  vertex: 'Google',
  'google-cloud': 'Google',
  foundry: 'Microsoft',
};

/** True when a BAA of `party` can cover calls to the platform: Anthropic's covers the Claude API alone. */
export function baaCovers(party: string | undefined, platform: Platform): boolean {
  const facts = platformFacts(platform);
  if (!facts) return true;
  const cloud = cloudOf[platform];
  if (party === undefined) return facts.hipaaReady || cloud !== undefined;
  return (facts.hipaaReady && belongsTo(party, facts.processor)) || (cloud !== undefined && belongsTo(party, cloud));
}
