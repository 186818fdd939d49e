import { parseTokenFormat } from '../core/scrub/token-format.ts';
import { emptyVault, type VaultData } from '../core/scrub/vault.ts';
import { parseVault, serializeVault } from '../core/scrub/vault-json.ts';
import { PrivacyError } from './errors.ts';

/**
 * The tokens of one conversation. Make one per conversation and keep it with the conversation: shared between users,
 * it would let one user's text restore another's values. Printing it or putting it into JSON shows no value.
 */
export interface Vault {
  /** Tells two vaults apart; says nothing about what is in them. */
  readonly id: string;
  /** How many values it holds. */
  readonly size: number;
}

// Registered, so that a vault made by the ESM build is known to the CommonJS build of the same process.
const key = Symbol.for('prompt-privacy.vault.1');

export interface VaultOptions {
  /** Default: a random UUID. Never an identifier of a person. */
  readonly id?: string;
  /** `scrub.token_format` of the policy. Default `[{TYPE}_{n}]`. */
  readonly tokenFormat?: string;
}

/** An empty vault. Throws `token-format-invalid`. */
export function createVault(options: VaultOptions = {}): Vault {
  const format = parseTokenFormat(options.tokenFormat ?? '[{TYPE}_{n}]');
  if (!format)
    throw new PrivacyError(
      'token-format-invalid',
      'A token format is one bracket pair around {TYPE}, a separator and {n}, as in [{TYPE}_{n}].',
    );
  return handle(emptyVault(options.id ?? crypto.randomUUID(), format));
}

/** The vault as JSON, with all its values in clear: encrypt it before it is kept. */
export const exportVault = (vault: Vault): string => serializeVault(dataOf(vault));

/** A vault from `exportVault`, or from the helper of another language. Throws `vault-damaged`. */
export function importVault(json: string): Vault {
  const result = parseVault(json);
  if ('problem' in result) throw new PrivacyError('vault-damaged', `Cannot read the vault: ${result.problem.message}.`);
  return handle(result.vault);
}

/** The data behind a vault. Throws `not-a-vault`. */
export function dataOf(vault: Vault): VaultData {
  const data = (vault as { [key]?: VaultData } | undefined)?.[key];
  if (!data) throw new PrivacyError('not-a-vault', 'Expected a vault from createVault() or importVault().');
  return data;
}

function handle(data: VaultData): Vault {
  const vault = {
    id: data.id,
    get size() {
      return data.entries.length;
    },
  };
  // Not enumerable and keyed by a symbol: not printed, not serialized, not spread.
  Object.defineProperty(vault, key, { value: data });
  return Object.freeze(vault);
}
