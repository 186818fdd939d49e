export type PrivacyErrorCode =
  | 'not-a-vault'
  | 'vault-damaged'
  | 'policy-invalid'
  | 'token-format-invalid'
  | 'client-not-supported'
  | 'use-case-unknown'
  | 'category-not-permitted'
  | 'category-prohibited'
  | 'type-blocked'
  | 'level-above-ceiling'
  | 'deployment-not-permitted'
  | 'region-not-permitted'
  | 'user-not-opaque'
  | 'content-not-readable';

export interface PrivacyErrorDetails {
  /** Entity type ids, never values. */
  readonly types?: readonly string[];
  readonly categories?: readonly string[];
  /** Where in the request: `messages[0].content[1].text`. */
  readonly argument?: string;
  readonly useCase?: string;
  readonly deployment?: string;
  readonly level?: string;
  readonly region?: string;
}

/** Why the library refused. Nothing was sent. Neither message nor details hold a value. */
export class PrivacyError extends Error {
  override readonly name = 'PrivacyError';
  readonly code: PrivacyErrorCode;
  readonly details: PrivacyErrorDetails;

  constructor(code: PrivacyErrorCode, message: string, details: PrivacyErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
