import type { ResolvedLiteral, ResolvedPrompt } from '../../policy/resolve-model.ts';
import type { Part, TextSegment } from '../../prompt.ts';
import { contains } from '../../span.ts';
import { identifies, literalsOf } from '../values.ts';

/**
 * How far a written identifier can be trusted to be somebody's. A number, an address of contact or a birth date speaks
 * for itself. A name, a place or a date is found in every text about the world; it counts where something of the first
 * kind stands near, or where the text says whose it is ("Mrs.", "Patient:").
 */
export type Link = 'somebody' | 'full-name' | 'none';

/** Characters between two facts about one person: a line of a letterhead, a sentence and its neighbour. */
const near = 240;

const soft = new Set([
  'PERSON_NAME',
  'GIVEN_NAME',
  'FAMILY_NAME',
  'PERSON_INITIALS',
  'RELATIVE_NAME',
  'PROVIDER_NAME',
  'USERNAME',
  'CITY',
  'STREET_ADDRESS',
  'POSTAL_CODE',
  'POSTAL_CODE_US',
  'FACILITY_LOCATION',
  'GEO_COORDINATES',
  'SERVICE_DATE',
  'EVENT_DATE',
  'DATE_OF_DEATH',
  'AGE_90_PLUS',
  'EMPLOYER',
  'US_NPI',
  'URL',
  'IP_ADDRESS',
  'MAC_ADDRESS',
  'DEVICE_ID',
  'COOKIE_ID',
]);

const names = new Set(['PERSON_NAME', 'GIVEN_NAME', 'FAMILY_NAME', 'RELATIVE_NAME', 'PROVIDER_NAME']);

const isListed = ({ entity }: ResolvedLiteral) => entity.evidence.some((word) => /of the lists$/.test(word));

/** A name of the lists that the text itself gives to a person: by a title, or a full name by a label in front. */
const isAddressed = (value: ResolvedLiteral): boolean => {
  if (!names.has(value.type ?? '') || !isListed(value) || value.entity.score < 0.8) return false;
  const { evidence } = value.entity;
  return evidence.includes('title') || (evidence.includes('label before the name') && /\s/.test(writtenText(value)));
};

/** Nobody: an office, names that stand for any person, and words in capitals, which are headings more often than names. */
const isNobody = (value: ResolvedLiteral): boolean => {
  const fiction = fictions[value.type ?? ''];
  if (fiction) return fiction(writtenText(value));
  if (!names.has(value.type ?? '')) return false;
  const text = writtenText(value);
  return (
    exampleNames.test(text) ||
    (text.length > 3 && text === text.toUpperCase() && !value.entity.evidence.includes('title'))
  );
};

/** Addresses of an office, not of a person: RFC 2142 names most of them. */
const mailbox =
  /^(?:info|hello|hi|contact|support|help|helpdesk|service|customer\.?service|sales|marketing|billing|accounts?|credit|finance|orders?|careers|jobs|hr|press|media|news|newsletter|team|office|admin|administrator|webmaster|hostmaster|postmaster|abuse|security|privacy|dpo|legal|compliance|feedback|no-?reply|do-?not-?reply|notifications?|alerts?|user|users?name|name|email|you|your\.?name|someone|somebody|test|example|demo)@/i;

/** Domains that documentation uses for anybody's: Microsoft's invented companies, placeholders, one-letter names. */
const exampleDomain =
  /@(?:[\w-]+\.)*(?:contoso|fabrikam|adventure-?works|northwindtraders|acme(?:corp|inc)?|test|sample|domain|company|yourcompany|yourdomain|your-?tenant|mycompany|mydomain|email|mail|foo|bar|site|\w)\.(?:com|org|net|io|co|onmicrosoft\.com)$/i;

/** Numbers that ring nowhere: exchange or area 555, or too short to be dialled from elsewhere. */
function ringsNowhere(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits === '') return false;
  return digits.length < 9 || /^1?555|^1?\d{3}555/.test(digits);
}

/** By kind, what is written for anybody; an empty text (with escapes in it) is taken for somebody's. */
const fictions: Readonly<Record<string, (text: string) => boolean>> = {
  EMAIL_ADDRESS: (text) => mailbox.test(text) || exampleDomain.test(text),
  PHONE_NUMBER: ringsNowhere,
  FAX_NUMBER: ringsNowhere,
};

const exampleNames =
  /^(?:(?:john|jane|joe|jack|bob|alice)\s+(?:\w\.?\s+)?(?:doe|smith|public|bloggs|example|sample|user|test)|max mustermann|erika mustermann|mario rossi|jan (?:jansen|kowalski)|juan p[eé]rez)$/i;

/** Text segments of a part by position, kept while the analysis lives. */
const segmentsOf = new WeakMap<Part, readonly TextSegment[]>();

function textSegments(part: Part): readonly TextSegment[] {
  const known = segmentsOf.get(part);
  if (known) return known;
  const sorted = part.segments.filter((segment) => segment.kind === 'text').sort((a, b) => a.span.start - b.span.start);
  segmentsOf.set(part, sorted);
  return sorted;
}

/** Offset in the text of a segment of what stands at `offset` in the file; by halving its runs. */
function textOffset({ runs, span }: TextSegment, offset: number): number {
  if (!runs || runs.length === 0) return offset - span.start;
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle]![1] <= offset) low = middle + 1;
    else high = middle;
  }
  const [textStart, fileStart] = runs[Math.max(0, low - 1)]!;
  return textStart + Math.max(0, offset - fileStart);
}

/** What stands there, as the model reads it. */
function writtenText(value: ResolvedLiteral): string {
  const segments = textSegments(value.part);
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segments[middle]!.span.start <= value.span.start) low = middle + 1;
    else high = middle;
  }
  const segment = segments[low - 1];
  if (!segment || !contains(segment.span, value.span)) return '';
  const start = textOffset(segment, value.span.start);
  return segment.text.slice(start, start + value.span.end - value.span.start);
}

/** More names than this in one text, or fewer than one a page, and nothing else about them: it is about the world. */
const fewNames = 6;
const page = 4_000;

/** Many rules ask the same of one prompt. */
const links = new WeakMap<ResolvedPrompt, ReadonlyMap<ResolvedLiteral, Link>>();

/** Each written identifier with its link. Linear in the number of literals but for one sort. */
export function linksOf(resolved: ResolvedPrompt): ReadonlyMap<ResolvedLiteral, Link> {
  const kept = links.get(resolved);
  if (kept) return kept;
  const parts = new Map<Part, ResolvedLiteral[]>();
  for (const value of literalsOf(resolved)) {
    const known = parts.get(value.part);
    if (known) known.push(value);
    else parts.set(value.part, [value]);
  }
  const found = new Map([...parts].flatMap(([part, inPart]) => linksIn(part, inPart)));
  links.set(resolved, found);
  return found;
}

function linksIn({ span }: Part, literals: readonly ResolvedLiteral[]): [ResolvedLiteral, Link][] {
  const sure = literals.filter((value) => identifies(value) && value.entity.score >= 0.5 && !isNobody(value));
  const hard = sure.filter(({ type }) => !soft.has(type ?? ''));
  const addressed = sure.filter(isAddressed);
  const few = addressed.length <= fewNames && span.end - span.start <= page * Math.max(1, addressed.length);
  const anchors = [...hard, ...(few ? addressed : [])].map((value) => value.span.start).sort((a, b) => a - b);
  const full = sure.filter((value) => names.has(value.type ?? '') && isListed(value) && value.entity.score >= 0.9);
  return literals.map((value) => {
    if (!soft.has(value.type ?? '')) return [value, isNobody(value) ? 'none' : 'somebody'];
    const sound = !names.has(value.type ?? '') || (value.entity.score >= 0.7 && !isNobody(value));
    if (sound && isNear(value.span.start, anchors)) return [value, 'somebody'];
    return [value, few && full.length <= fewNames && full.includes(value) ? 'full-name' : 'none'];
  });
}

/** Literals without the names, places and dates of nobody. */
export function somebodysLiterals(resolved: ResolvedPrompt): ResolvedLiteral[] {
  const links = linksOf(resolved);
  return literalsOf(resolved).filter((value) => links.get(value) === 'somebody' || !identifies(value));
}

/** Whether one of the ascending positions lies near; by halving. */
function isNear(position: number, positions: readonly number[]): boolean {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return [positions[low], positions[low - 1]].some((one) => one !== undefined && Math.abs(one - position) <= near);
}
