import type { WriteContext, Written } from '../writer.ts';
import type { CodeLanguage } from './language.ts';
import { addParameter, vaultInReach } from './scope.ts';

/** Parameters that name the acting user by an id. */
const userNames = /^(?:user|actor|caller|account)_?(?:id|ref)$/i;

/**
 * Wraps the client where the call is made: `withPrivacy(client).for({ … }).messages.create(…)`. The user's id is a
 * parameter, a new one where there is none: the audit event has to say who acted.
 */
export function wrappedClient(
  useCase: string | undefined,
  { document, prompt }: Omit<WriteContext, 'part'>,
  language: CodeLanguage,
): Written | undefined {
  const { receiver, enclosing, guarded } = prompt.request;
  if (!language.wrap || !receiver || !enclosing || guarded) return undefined;
  const client = receiver.expression.replace(/\.(?:beta|messages|batches)\b.*$/s, '');
  if (!/^[\w$.#]+$/.test(client)) return undefined;
  const { start } = receiver.span;
  const vault = vaultInReach(document.text, start, prompt, language);
  if (!vault) return undefined;
  const known = enclosing.parameters.find((name) => userNames.test(name));
  const user = known ?? 'userId';
  const added = known ? [] : addParameter(document.text, enclosing, user, language.parameter(user, document), language);
  if (!added) return undefined;
  const word = (text: string) => text.replace(/[^\w.-]/g, '-');
  const newText = language.wrap(client, {
    vault: vault.expression,
    useCase: word(useCase ?? 'unnamed'),
    user,
    prompt: word(prompt.name ?? 'unnamed'),
  });
  const { edits, missing } = language.use(vault.made ? ['createVault', 'withPrivacy'] : ['withPrivacy'], document);
  const note = 'Give withPrivacy() the policy and a place for audit events: withPrivacy(client, { policy, audit }).';
  return {
    edits: [{ span: { start, end: start + client.length }, newText }, ...added, ...edits, ...vault.edits],
    safe: false,
    note: missing ? `${note} ${missing}` : note,
  };
}
