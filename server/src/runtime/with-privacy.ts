import { starterPolicy } from '../core/policy/index.ts';
import { entityType } from '../core/taxonomy/entity-types.ts';
import type { AuditSink } from './audit.ts';
import { today } from './clock.ts';
import type { Situation } from './enforce.ts';
import { entitiesIn } from './entities.ts';
import { PrivacyError } from './errors.ts';
import { privacyMiddleware } from './middleware.ts';
import type { ClaudeClient } from './platform.ts';
import { type Policy, useCaseOf } from './policy.ts';
import { entityCache } from './request-scrub.ts';
import { dataOf, type Vault } from './vault.ts';

export interface PrivacyOptions {
  /** From `readPolicy(text)`. Default: the built-in starter policy. */
  readonly policy?: Policy;
  /** Gets one event a call. */
  readonly audit?: AuditSink;
  /** Name of the calling application, for the audit event. */
  readonly service?: string;
  /**
   * Images, PDFs and files are not text and cannot be scrubbed: a request that holds one is refused (default) or let
   * through as it is.
   */
  readonly media?: 'refuse' | 'allow';
  /** `keep`: text that was tokenized with the same vault before passes. Default `escape`, see `scrub`. */
  readonly tokens?: 'escape' | 'keep';
}

export interface ConversationOptions {
  readonly vault: Vault;
  /** Id in the policy. Decides forms and deployments. */
  readonly useCase: string;
  /** Opaque id of the acting user, for the audit event. Never a name or an e-mail address. */
  readonly user: string;
  /** Name of the prompt template, for the audit event. */
  readonly prompt: string;
  readonly promptVersion?: string;
  /** Ids of the policy's sources that the data is from: their level and jurisdictions count. */
  readonly sources?: readonly string[];
  /** Whose law protects the persons: `US-TX`, `DE`. Added to those of the sources. */
  readonly jurisdictions?: readonly string[];
  /** Id of the policy's deployment, where platform and use case leave several. */
  readonly deployment?: string;
}

/** A client bound to a policy; `for` binds it to a conversation. */
export interface PrivateClient<Client> {
  /**
   * The client for one conversation, of the same type as the one wrapped. Whatever it sends is scrubbed and checked
   * first, whatever it receives is restored. Throws `use-case-unknown`, `deployment-not-permitted`, `not-a-vault`.
   */
  for(conversation: ConversationOptions): Client;
}

/**
 * Puts the policy between an application and Claude. Takes clients of `@anthropic-ai/sdk` 1.x and of its packages for
 * Bedrock, Vertex AI, Foundry and Claude Platform on AWS; it works below all of their methods, as their innermost
 * middleware. Throws `client-not-supported`.
 */
export function withPrivacy<Client extends ClaudeClient>(
  client: Client,
  options: PrivacyOptions = {},
): PrivateClient<Client> {
  const middleware = (client as { readonly middleware?: readonly unknown[] }).middleware;
  if (typeof client?.withOptions !== 'function' || !Array.isArray(middleware))
    throw new PrivacyError('client-not-supported', 'withPrivacy() needs a client of @anthropic-ai/sdk 1.0 or later.');
  const { policy = starterPolicy } = options;
  return {
    for(conversation) {
      const situation = situationOf(conversation, policy);
      requireOpaque(conversation.user, policy);
      const scope = {
        user: conversation.user,
        useCase: conversation.useCase,
        prompt: conversation.prompt,
        promptVersion: conversation.promptVersion,
        purpose: situation.useCase?.dataUse ?? situation.useCase?.purpose,
        service: options.service,
        policyRevision: policy.revision,
        conversation: conversation.vault.id,
      };
      const guard = privacyMiddleware({
        client,
        situation,
        scope,
        vault: dataOf(conversation.vault),
        cache: entityCache(),
        audit: options.audit,
        media: options.media ?? 'refuse',
        tokens: options.tokens,
      });
      return client.withOptions({ middleware: [...middleware, guard] }) as Client;
    },
  };
}

function situationOf(conversation: ConversationOptions, policy: Policy): Omit<Situation, 'today'> {
  const useCase = policy.useCases.length > 0 ? useCaseOf(policy, conversation.useCase) : undefined;
  const sources = (conversation.sources ?? []).map((id) => {
    const source = policy.sources.find((one) => one.id === id);
    if (source) return source;
    throw new PrivacyError('policy-invalid', `Source '${id}' is not in the policy.`);
  });
  const deployment = policy.deployments.find((one) => one.id === conversation.deployment);
  const allowed = !useCase?.deployments.length || useCase.deployments.includes(conversation.deployment ?? '');
  if (conversation.deployment !== undefined && !(deployment && allowed))
    throw new PrivacyError(
      'deployment-not-permitted',
      `Deployment '${conversation.deployment}' is not one of use case '${conversation.useCase}'.`,
      { deployment: conversation.deployment, useCase: conversation.useCase },
    );
  const jurisdictions = [...(conversation.jurisdictions ?? []), ...sources.flatMap((source) => source.jurisdictions)];
  return { policy, useCase, sources, jurisdictions: [...new Set(jurisdictions)], deployment };
}

/** The audit log outlives the conversation: an id that names a person does not go there. */
function requireOpaque(user: string, policy: Policy): void {
  const telling = entitiesIn(user, policy, today()).find(({ type }) => entityType(type)?.form !== 'keep');
  const isName = telling && !['USER_ID', 'PSEUDONYMOUS_ID', 'DEVICE_ID', 'EMPLOYEE_ID'].includes(telling.type);
  if (isName || user === '')
    throw new PrivacyError(
      'user-not-opaque',
      'The user is named by an opaque id, not by a name, address or number of theirs.',
      {
        types: telling ? [telling.type] : [],
      },
    );
}
