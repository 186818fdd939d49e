import { before, type Candidate, type Recognize, type Scene } from '../candidate.ts';
import { isWordAt } from '../characters.ts';
import { role } from '../roles.ts';

/** A secret with a prefix that its issuer documents. `start` is the first word, as the scanner splits: letters, digits, `_`. */
interface KnownSecret {
  readonly type: 'API_KEY' | 'PRIVATE_KEY' | 'CONNECTION_STRING';
  readonly prefix: string;
  /** RE2 syntax, at the prefix. */
  readonly pattern: string;
  readonly source: string;
}

/** Prefixes as the issuers document them; lengths are lower bounds. */
export const knownSecrets: readonly KnownSecret[] = [
  { type: 'API_KEY', prefix: 'sk-ant-', pattern: 'sk-ant-[A-Za-z0-9_-]{20,200}', source: 'Anthropic' },
  { type: 'API_KEY', prefix: 'sk-proj-', pattern: 'sk-proj-[A-Za-z0-9_-]{20,200}', source: 'OpenAI' },
  { type: 'API_KEY', prefix: 'sk-', pattern: 'sk-[A-Za-z0-9]{32,64}', source: 'OpenAI' },
  { type: 'API_KEY', prefix: 'AKIA', pattern: 'AKIA[A-Z2-7]{16}', source: 'AWS IAM identifiers' },
  { type: 'API_KEY', prefix: 'ASIA', pattern: 'ASIA[A-Z2-7]{16}', source: 'AWS IAM identifiers' },
  { type: 'API_KEY', prefix: 'ghp_', pattern: 'ghp_[A-Za-z0-9]{36}', source: 'GitHub token formats' },
  { type: 'API_KEY', prefix: 'gho_', pattern: 'gho_[A-Za-z0-9]{36}', source: 'GitHub token formats' },
  { type: 'API_KEY', prefix: 'ghu_', pattern: 'ghu_[A-Za-z0-9]{36}', source: 'GitHub token formats' },
  { type: 'API_KEY', prefix: 'ghs_', pattern: 'ghs_[A-Za-z0-9]{36}', source: 'GitHub token formats' },
  {
    type: 'API_KEY',
    prefix: 'github_pat_',
    pattern: 'github_pat_[A-Za-z0-9_]{60,100}',
    source: 'GitHub token formats',
  },
  { type: 'API_KEY', prefix: 'glpat-', pattern: 'glpat-[A-Za-z0-9_-]{20,40}', source: 'GitLab token prefixes' },
  { type: 'API_KEY', prefix: 'xox', pattern: 'xox[abeoprs]-[A-Za-z0-9-]{10,200}', source: 'Slack token types' },
  { type: 'API_KEY', prefix: 'xapp-', pattern: 'xapp-[A-Za-z0-9-]{20,200}', source: 'Slack token types' },
  { type: 'API_KEY', prefix: 'sk_live_', pattern: 'sk_live_[A-Za-z0-9]{16,120}', source: 'Stripe API keys' },
  { type: 'API_KEY', prefix: 'rk_live_', pattern: 'rk_live_[A-Za-z0-9]{16,120}', source: 'Stripe API keys' },
  { type: 'API_KEY', prefix: 'sk_test_', pattern: 'sk_test_[A-Za-z0-9]{16,120}', source: 'Stripe API keys' },
  { type: 'API_KEY', prefix: 'whsec_', pattern: 'whsec_[A-Za-z0-9+/=]{20,80}', source: 'Stripe webhooks' },
  { type: 'API_KEY', prefix: 'AIza', pattern: 'AIza[A-Za-z0-9_-]{35}', source: 'Google Cloud API keys' },
  { type: 'API_KEY', prefix: 'ya29.', pattern: 'ya29\\.[A-Za-z0-9_-]{30,300}', source: 'Google OAuth' },
  { type: 'API_KEY', prefix: 'npm_', pattern: 'npm_[A-Za-z0-9]{36}', source: 'npm access tokens' },
  { type: 'API_KEY', prefix: 'pypi-', pattern: 'pypi-[A-Za-z0-9_-]{50,250}', source: 'PyPI API tokens' },
  { type: 'API_KEY', prefix: 'hf_', pattern: 'hf_[A-Za-z0-9]{30,50}', source: 'Hugging Face' },
  { type: 'API_KEY', prefix: 'SG.', pattern: 'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{30,60}', source: 'SendGrid' },
  { type: 'API_KEY', prefix: 'dop_v1_', pattern: 'dop_v1_[a-f0-9]{64}', source: 'DigitalOcean' },
  { type: 'API_KEY', prefix: 'shpat_', pattern: 'shpat_[a-fA-F0-9]{32}', source: 'Shopify' },
  { type: 'API_KEY', prefix: 'dapi', pattern: 'dapi[a-f0-9]{32}', source: 'Databricks' },
  { type: 'API_KEY', prefix: 'pk_live_', pattern: 'pk_live_[A-Za-z0-9]{16,120}', source: 'Stripe API keys' },
  {
    type: 'API_KEY',
    prefix: 'eyJ',
    pattern: 'eyJ[A-Za-z0-9_-]{10,1000}\\.eyJ[A-Za-z0-9_-]{10,1000}\\.[A-Za-z0-9_-]{10,1000}',
    source: 'RFC 7519 (JWT)',
  },
];

const byStart = new Map<number, { secret: KnownSecret; expression: RegExp }[]>();
const startKey = (text: string, at: number): number => (text.charCodeAt(at) << 8) | (text.charCodeAt(at + 1) & 255);
for (const secret of knownSecrets) {
  const key = startKey(secret.prefix, 0);
  const list = byStart.get(key) ?? [];
  list.push({ secret, expression: new RegExp(secret.pattern, 'y') });
  byStart.set(key, list);
}

const startsSecret = new Uint8Array(0x10000);
for (const key of byStart.keys()) startsSecret[key & 0xffff] = 1;

function known({ tokens, text }: Scene): Candidate[] {
  const found: Candidate[] = [];
  for (let index = 0; index < tokens.count; index++) {
    const start = tokens.start[index]!;
    const key = startKey(text, start);
    if (startsSecret[key & 0xffff] === 0) continue;
    const list = byStart.get(key);
    if (!list) continue;
    for (const { secret, expression } of list) {
      expression.lastIndex = start;
      const value = expression.exec(text)?.[0];
      if (!value || isWordAt(text, start + value.length) || isPlaceholder(value.slice(secret.prefix.length))) continue;
      found.push({
        type: secret.type,
        start,
        end: start + value.length,
        score: 0.95,
        evidence: [`prefix of ${secret.source}`],
      });
      break;
    }
  }
  return found;
}

const pem = /-----BEGIN (?:[A-Z]{2,10} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;

/** An RSA key of 16,384 bits has about 13,000 characters. */
const longestPem = 16_384;

/** RFC 7468: a private key from its first to its last line; without the last line to the end of the base64 text. */
function privateKeys({ text }: Scene): Candidate[] {
  const found: Candidate[] = [];
  if (!text.includes('PRIVATE KEY')) return found;
  for (const match of text.matchAll(pem)) {
    // A window, so that many headers without an end cost no more than their own length.
    const window = text.slice(match.index, match.index + longestPem);
    const close = window.indexOf('-----END');
    const last = close < 0 ? -1 : window.indexOf('-----', close + 8);
    const end = match.index + (last < 0 ? match[0].length : last + 5);
    found.push({ type: 'PRIVATE_KEY', start: match.index, end, score: 0.98, evidence: ['PEM header'] });
  }
  return found;
}

const credentials =
  /:\/\/([A-Za-z0-9._%+-]{1,64}):([^@\s/'"`{}<>$[\]]{3,128})@[A-Za-z0-9._-]{1,253}(?::\d{1,5})?(?:\/[^\s'"`<>)]{0,200})?/y;

const placeholderWord = /^(?:pass(?:word)?|pwd|secret|token|xxx+|\*+)$/i;

/** RFC 3986 `userinfo`: URLs of databases and services with a password in them. */
function connectionStrings({ tokens, text }: Scene): Candidate[] {
  const found: Candidate[] = [];
  for (const at of tokens.schemes) {
    credentials.lastIndex = at;
    const match = credentials.exec(text);
    if (!match || isPlaceholder(match[2]!) || placeholderWord.test(match[2]!)) continue;
    let start = at;
    while (start > 0 && at - start < 20 && /[a-z0-9+.-]/i.test(text[start - 1]!)) start--;
    found.push({
      type: 'CONNECTION_STRING',
      start,
      end: at + match[0].length,
      // Above an e-mail address: `password@host` looks like one.
      score: 0.97,
      evidence: ['password in a URL'],
    });
  }
  return found;
}

const label =
  /(?:pass(?:word|wd|phrase|code)?|pwd|passwort|contrase[nñ]a|mot de passe)["'*_`]{0,3}\s{0,2}(?:[:=]|\bis\b|\bwas\b)\s{0,3}["'`]?([^\s"'`,;<>{}()[\]]{4,64})/iy;
const keyLabel =
  /(?:(?:api|access|auth|secret|bearer|private|client|aws|token|signing|encryption)[ _-]?)(?:(?:access|secret|api|auth|client)[ _-]?)?(?:key|token|secret|id)["'*_`]{0,3}\s{0,2}(?:[:=]|\bis\b)\s{0,3}["'`]?([A-Za-z0-9+/_=.-]{16,200})/iy;

/** `DB_PASSWORD`, `aws_secret_access_key`: the word stands at the end of a name. */
const compound =
  /(?:pass(?:word|wd|phrase|code)?|pwd|(?:api|access|auth|secret|client|private|signing|encryption)_?(?:access_?|secret_?|api_?)?(?:key|token|secret))$/i;

/** Passwords and keys after their word; a key must look random. */
function labelled({ tokens, text, isCode }: Scene): Candidate[] {
  const found: Candidate[] = [];
  const starts = tokens.known
    .filter((index) => tokens.roles[index]! & role.secret)
    .map((index) => tokens.start[index]!);
  for (const index of tokens.mixed) {
    const word =
      tokens.end[index]! - tokens.start[index]! < 40
        ? compound.exec(text.slice(tokens.start[index]!, tokens.end[index]!))
        : null;
    if (word) starts.push(tokens.start[index]! + word.index);
  }
  for (const start of starts) {
    label.lastIndex = start;
    keyLabel.lastIndex = start;
    const password = label.exec(text);
    const key = password ? null : keyLabel.exec(text);
    const match = password ?? key;
    if (!match) continue;
    const value = match[1]!.replace(/[.!?]$/, '');
    const end = start + match[0].length - (match[1]!.length - value.length);
    const code = isCode(start);
    if (isPlaceholder(value) || (code && !/["'`]$/.test(before(text, end - value.length, 1)))) continue;
    if (password ? !isPassword(value, code) : entropy(value) < 3.5 || !/\d/.test(value) || !/[A-Za-z]/.test(value))
      continue;
    found.push({
      type: password ? 'PASSWORD' : 'API_KEY',
      start: end - value.length,
      end,
      score: 0.85,
      evidence: [password ? 'word for a password' : 'word for a key, random characters'],
    });
  }
  return found;
}

/** Not a plain word: a figure, a sign or mixed case. In code also not an expression. */
const isPassword = (value: string, code: boolean): boolean =>
  (/\d/.test(value) || /[^\w.-]/.test(value)) &&
  /[A-Za-z]/.test(value) &&
  !(code && /^(?:\w+\.)+\w+$|^(?:process|this|self|env|os|config|options|params|args|req)\b/.test(value)) &&
  !/^\d+(?:px|em|ms|s)$/.test(value);

/** Stands for a secret: `YOUR_API_KEY`, `xxxx`, `<token>`, `${KEY}`, `...`. */
const isPlaceholder = (value: string): boolean =>
  /your|example|placeholder|changeme|xxxx|\*{3}|\.{3}|<|\$\{|\{\{|redacted|dummy|insert|1234567890|abcdef|test_?key|sample|replace|\ufffc/i.test(
    value,
  ) || new Set(value).size < 4;

/** Shannon entropy in bits a character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** `curl -u name:password`: curl's manual, `--user`. */
const login =
  /curl (?:[^\n]{0,160} )?(?:-u|--user|--proxy-user)[ =]["']?([A-Za-z0-9._@+-]{1,64}):([^\s"'`<>{}$]{3,128})/iy;

function commandLines({ tokens, text }: Scene): Candidate[] {
  const found: Candidate[] = [];
  for (const index of tokens.known) {
    if (!(tokens.roles[index]! & role.secret)) continue;
    const start = tokens.start[index]!;
    login.lastIndex = start;
    const match = login.exec(text);
    if (!match || isPlaceholder(match[2]!) || placeholderWord.test(match[2]!)) continue;
    const end = start + match[0].length;
    const at = end - match[2]!.length;
    const evidence = ['login on a command line'];
    found.push({ type: 'PASSWORD', start: at, end, score: 0.9, evidence });
    if (!/^(?:user(?:name)?|name|api)$/i.test(match[1]!))
      found.push({ type: 'USERNAME', start: at - 1 - match[1]!.length, end: at - 1, score: 0.85, evidence });
  }
  return found;
}

export const recognizeSecrets: Recognize = (scene) => [
  ...known(scene),
  ...privateKeys(scene),
  ...connectionStrings(scene),
  ...labelled(scene),
  ...commandLines(scene),
];
