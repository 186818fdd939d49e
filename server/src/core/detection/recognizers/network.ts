import { after, before, type Candidate, type Recognize, type Scene } from '../candidate.ts';
import { isDigitAt, isWordAt } from '../characters.ts';
import { role } from '../roles.ts';
import type { Tokens } from '../scan.ts';
import { reservedDomain } from './email.ts';
import { continuesNumber } from './pattern.ts';

const ipv4 = /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/y;
/** RFC 5737 documentation, RFC 1122 loopback, RFC 3927 link-local, broadcast and masks: nobody's address. */
const documentation = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./;
const nobodys = /^(?:127\.|0\.|255\.|169\.254\.|22[4-9]\.|23\d\.)/;
const versionWords = /(?:version|ver|v|release|chapter|section|sec|oid|schema|build|firmware|sdk|rfc|asn)[\s:.=#"']*$/i;
const ipWords = /(?:\bip\b|address|addr|host|client|remote|from|login|server|peer|source|logged|session|visitor)/i;

/** RFC 791 dotted quads, each below 256. Private ones count only beside a word for addresses (they name devices, not people). */
function ipv4Candidates({ tokens, text, isCode }: Scene): Candidate[] {
  const found: Candidate[] = [];
  for (const index of tokens.numbers) {
    const start = tokens.start[index]!;
    if (text.charCodeAt(tokens.end[index]!) !== 46 || continuesNumber(text, start)) continue;
    ipv4.lastIndex = start;
    const value = ipv4.exec(text)?.[0];
    if (!value) continue;
    const end = start + value.length;
    if (isWordAt(text, end) || (text[end] === '.' && isDigitAt(text, end + 1)) || text[end] === '-') continue;
    if (value.split('.').some((part) => Number(part) > 255 || (part.length > 1 && part[0] === '0'))) continue;
    if (nobodys.test(value) || versionWords.test(before(text, start, 16))) continue;
    const fake = /^(\d+)\.\1\.\1\.\1$|^1\.2\.3\.4$/.test(value);
    if (fake && isCode(start)) continue;
    const near = ipWords.test(before(text, start, 40)) || ipWords.test(after(text, end, 24));
    const isPrivate = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(value);
    const tiny = value.split('.').every((part) => part.length < 3);
    const score = near ? 0.9 : tiny ? 0.3 : isPrivate ? 0.6 : 0.75;
    const reserved = fake || documentation.test(value);
    if (isPrivate && (isCode(start) || !privateWords.test(before(text, start, 40)))) continue;
    found.push({
      type: 'IP_ADDRESS',
      start,
      end,
      score,
      evidence: near ? ['shape', 'context word'] : ['shape'],
      ...(reserved ? { reserved } : {}),
    });
  }
  return found;
}

const ipv6 = /(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{1,4}|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})?/y;
const mac = /[0-9A-Fa-f]{2}(?:([:-]))(?:[0-9A-Fa-f]{2}[:-]){4}[0-9A-Fa-f]{2}/y;

/** RFC 4291 addresses and IEEE 802 MAC addresses, around runs of colons. */
function colonCandidates({ tokens, text }: Scene): Candidate[] {
  const found: Candidate[] = [];
  let done = 0;
  for (const colon of tokens.colons) {
    if (colon < done) continue;
    const next = text.charCodeAt(colon + 1);
    if (next !== 58 && !isHex(next)) continue;
    let start = colon;
    while (start > 0 && colon - start < 4 && isHex(text.charCodeAt(start - 1))) start--;
    if (isWordAt(text, start - 1) || text[start - 1] === ':' || text[start - 1] === '.') continue;
    mac.lastIndex = start;
    const address = mac.exec(text);
    if (address && !isWordAt(text, start + address[0].length) && text[start + address[0].length] !== ':') {
      done = start + address[0].length;
      if (!/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i.test(address[0])) {
        found.push({ type: 'MAC_ADDRESS', start, end: done, score: 0.9, evidence: ['shape of a MAC address'] });
      }
      continue;
    }
    ipv6.lastIndex = start;
    const value = ipv6.exec(text)?.[0];
    if (!value || !isIpv6(value) || isWordAt(text, start + value.length)) continue;
    done = start + value.length;
    const reserved = /^2001:0?db8:/i.test(value);
    found.push({
      type: 'IP_ADDRESS',
      start,
      end: done,
      score: 0.85,
      evidence: ['shape of an IPv6 address'],
      ...(reserved ? { reserved } : {}),
    });
  }
  return found;
}

const isHex = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);

function isIpv6(value: string): boolean {
  const groups = value.split(':');
  const gap = value.includes('::');
  if (value.indexOf('::') !== value.lastIndexOf('::') || value.length < 7 || !/\d/.test(value)) return false;
  if (/^(?:fe80|::|0:)/i.test(value) && groups.length < 5) return false;
  return gap ? groups.filter(Boolean).length >= 3 && groups.length <= 8 : groups.length === 8 && groups.every(Boolean);
}

/** A private address names a device of somebody only beside one of these. */
const privateWords = /\b(?:ip|address|login|logged|visitor|patient|user|session|client|from)\b/i;

const url = /:\/\/[^\s<>"'`{}|\\^\ufffc\u0000-\u001f]{3,2000}/y;
/** A path or query that points at one person or record. */
const personal =
  /\/(?:u|user|users|profile|profiles|people|person|patient|patients|member|members|customer|customers|account|accounts|employee|employees|in|contact|contacts|record|records|case|cases)\/[^/?#\s]+|[?&](?:user|uid|email|mail|patient|mrn|token|session|name|phone|ssn|dob|member|customer|account)[a-z_]*=[^&\s]+|^:\/\/[^/]+\/(?:~|@)[\w.-]+$/i;
const socialHost =
  /^:\/\/(?:www\.|m\.|mobile\.)?(?:facebook|linkedin|twitter|x|instagram|tiktok|pinterest|myspace|vk|xing|snapchat|t|wa)\.(?:com|me)\/(?!(?:share|sharer|intent|hashtag|search|home|login)\b)[\w@./-]{2,}/i;

/** Without a scheme: `www.oakhurst-bakery.co.uk/about`. */
const bare = /www\.[^\s<>"'`{}|\\^\ufffc\u0000-\u001f]{3,2000}/iy;

/** Where URLs begin, and where their scheme ends: both are one for a URL without a scheme. */
function urlStarts({ text, start, end, roles, schemes, known }: Tokens): [start: number, at: number][] {
  const found: [number, number][] = [];
  for (const at of schemes) {
    let from = at;
    while (from > 0 && at - from < 10 && /[A-Za-z]/.test(text[from - 1]!)) from--;
    if (/^(?:https?|ftp)$/i.test(text.slice(from, at))) found.push([from, at]);
  }
  for (const index of known) {
    const from = start[index]!;
    if (roles[index]! & role.label && end[index]! - from === 3 && text[end[index]!] === '.' && !isGlued(text, from))
      found.push([from, from]);
  }
  return found;
}

/** Inside of a longer URL or a mail address. */
const isGlued = (text: string, start: number): boolean => /[/@.]/.test(text[start - 1] ?? ' ');

/** RFC 3986 URLs that lead to a person or to a record; plain links are none. */
function urlCandidates({ tokens, text }: Scene): Candidate[] {
  const found: Candidate[] = [];
  for (const [start, at] of urlStarts(tokens)) {
    const scheme = at > start ? '' : '://';
    const expression = at > start ? url : bare;
    expression.lastIndex = at;
    const value = expression.exec(text)?.[0].replace(/[.,;:!?)\]]{1,8}$/, '');
    if (!value) continue;
    const rest = scheme + value;
    const host = /^:\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/.exec(rest)?.[1] ?? '';
    const isPersonal = personal.test(rest) || socialHost.test(rest);
    if (
      !isPersonal &&
      !/(?:^|[^\w-])(?:my|his|her|personal|photo|profile|portfolio|posted)(?![\w-])[^\n]{0,24}$/i.test(
        before(text, start, 40),
      )
    )
      continue;
    const reserved = reservedDomain.test(host);
    found.push({
      type: 'URL',
      start,
      end: at + value.length,
      score: isPersonal ? 0.7 : 0.6,
      evidence: [isPersonal ? 'path of a person or record' : 'context word'],
      ...(reserved ? { reserved } : {}),
    });
  }
  return found;
}

const handle = /@[A-Za-z_](?:[\w]|\.(?=\w)){2,30}/y;
/** Words of social networks, directly before `@name`. */
const network =
  /(?:^|[^a-z])(?:ig|insta(?:gram)?|twitter|tik ?tok|snap(?:chat)?|threads|mastodon|bluesky|telegram|discord|venmo|cash ?app|handle|username|follow(?:s|ed|ing)?(?: (?:me|him|her|us))?|dm(?: (?:me|him|her|us))?|tag(?:ged)?|posts? as)(?:(?: (?:is|as|at|on|me|name|account|handle|him|her|us|ig|insta|instagram|twitter|tiktok))|[:=]){0,3}[ (]{0,2}$/i;

/** Names on social networks: `Follow me on IG: @tamara.bakes`. Annotations and scopes of packages look alike, so a word must stand before. */
function handleCandidates({ tokens, text, isCode }: Scene): Candidate[] {
  const found: Candidate[] = [];
  for (const at of tokens.ats) {
    handle.lastIndex = at;
    const value = handle.exec(text)?.[0];
    if (!value || isWordAt(text, at - 1) || '/@'.includes(text[at + value.length] ?? ' ')) continue;
    if (!network.test(before(text, at, 48)) || isCode(at)) continue;
    const end = at + value.length;
    found.push({ type: 'USERNAME', start: at, end, score: 0.8, evidence: ['name after a word for a network'] });
  }
  return found;
}

export const recognizeNetwork: Recognize = (scene) => [
  ...handleCandidates(scene),
  ...ipv4Candidates(scene),
  ...colonCandidates(scene),
  ...urlCandidates(scene),
];
