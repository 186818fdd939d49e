import type { Candidate, Recognize } from '../candidate.ts';
import { isWordAt } from '../characters.ts';

/** RFC 5322 `dot-atom`, the part that mailboxes really use, plus letters beyond ASCII (RFC 6531). */
const isLocal = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 46 ||
  code === 95 ||
  code === 45 ||
  code === 43 ||
  code === 37 ||
  code === 39 ||
  (code >= 0xc0 && code < 0x250);

const domain =
  /(?:[A-Za-z0-9\u00c0-\u024f](?:[A-Za-z0-9\u00c0-\u024f-]{0,62}[A-Za-z0-9\u00c0-\u024f])?\.){1,8}[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9-]{0,22}[A-Za-z\u00c0-\u024f]/y;

/** RFC 2606 and RFC 6761: names that no one can own. */
export const reservedDomain = /(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost)$/i;

/** Endings of files and of code that stand where a top-level domain would: `icon@2x.png`, `user@host.local`. */
const notDomain =
  /\.(?:png|jpe?g|gif|svg|webp|avif|ico|css|scss|less|js|mjs|cjs|ts|tsx|jsx|json|html?|map|md|py|rb|go|java|php|txt|ya?ml|toml|lock|sh|xml|pdf|zip|gz|tgz|exe|dll|so|local|internal|lan)$/i;

/** What people write when they mean nobody: `user@domain.com`, `foo@bar.com`. */
const placeholderLocal =
  /^(?:user\d?|username|foo|bar|baz|me|you|your|yourname|your[._-]?(?:name|email)|name|first[._]last|firstname[._]lastname|email|mail|test\d?|admin|someone|somebody|abc|xyz|a|b|john|jane|john[._]?doe|jane[._]?doe|jdoe|info|contact|support|hello)$/i;
const placeholderDomain =
  /^(?:(?:my|your|email|some|the|mail)?-?(?:domain|company|email|site|mail|host|server|organization|org|corp|app|website)|foo|bar|baz|foobar|acme|test|abc|xyz|me|somewhere|contoso|fabrikam|sample|demo|placeholder)\.(?:com|org|net|io|co|me|it|de|dev)$/i;

/** Mailboxes of systems, not of people. */
const systemMailbox =
  /^(?:git|noreply|no-reply|donotreply|do-not-reply|mailer-daemon|postmaster|root|www-data|nobody)$/i;

/** E-mail addresses around each `@`. The scan to the left stops after 64 characters (RFC 5321, 4.5.3.1.1). */
export const recognizeEmail: Recognize = ({ tokens, text }) => {
  const found: Candidate[] = [];
  for (const at of tokens.ats) {
    let start = at;
    while (start > 0 && at - start < 64 && isLocal(text.charCodeAt(start - 1))) start--;
    while (start < at && !isWordAt(text, start)) start++;
    if (start === at || isWordAt(text, start - 1) || text[at - 1] === '.') continue;
    domain.lastIndex = at + 1;
    const match = domain.exec(text);
    if (!match || text[at + 1 + match[0].length] === '@') continue;
    const end = at + 1 + match[0].length;
    if (isWordAt(text, end) && text.charCodeAt(end) < 0x80) continue;
    const local = text.slice(start, at);
    if (notDomain.test(match[0]) || systemMailbox.test(local) || isPackageOrUrl(text, start, end)) continue;
    const reserved =
      reservedDomain.test(match[0]) || (placeholderLocal.test(local) && placeholderDomain.test(match[0]));
    found.push({
      type: 'EMAIL_ADDRESS',
      start,
      end,
      score: 0.95,
      evidence: ['shape of an e-mail address'],
      ...(reserved ? { reserved } : {}),
    });
  }
  return found;
};

/** `https://user:pass@host.example` is a URL with credentials, `git@github.com:owner/repo` a remote. */
function isPackageOrUrl(text: string, start: number, end: number): boolean {
  const previous = text.slice(Math.max(0, start - 3), start);
  return (
    previous.endsWith('://') ||
    previous.endsWith('/') ||
    (text[end] === ':' && isWordAt(text, end + 1) && !/\d/.test(text[end + 1]!))
  );
}
