/**
 * Whether a receiver is a client that the run-time library wraps: it scrubs, checks and restores every call itself.
 * Read from the text, over at most two names: `withPrivacy(client).for(…)`, `const safe = guarded.for(…)`.
 */
export function isGuarded(text: string, receiver: string, steps = 2): boolean {
  if (/\bwithPrivacy\s*\(/.test(receiver)) return true;
  if (steps === 0 || !text.includes('withPrivacy')) return false;
  const names = receiver.match(/[A-Za-z_$][\w$]*/g) ?? [];
  return names.slice(0, 4).some((name) => {
    if (name === 'this' || name === 'await') return false;
    const bound = new RegExp(
      `(?<![\\w$])${name.replaceAll('$', '\\$')}\\s*(?::[^=\\n]{1,80})?=\\s*([^=;\\n][^;\\n]{0,200})`,
    );
    const value = bound.exec(text)?.[1];
    return value !== undefined && /\bwithPrivacy\s*\(|\.for\s*\(/.test(value) && isGuarded(text, value, steps - 1);
  });
}
