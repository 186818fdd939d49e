import { addKnown, type KnownValues } from './known-values.ts';
import { labelOf } from './labels.ts';
import { defaultFormat, parseTokenFormat, type TokenFormat, writeToken } from './token-format.ts';

/**
 * The values of one conversation and their tokens, as plain JSON: the same in every language's library. It holds
 * personal data in clear: encrypt it where it is kept, and never log it.
 */
export interface VaultData {
  readonly promptPrivacyVault: 1;
  /** Tells two vaults apart; says nothing about what is in them. */
  readonly id: string;
  readonly format: string;
  /** Next number of each label. Never goes back, not even when entries are forgotten. */
  readonly next: Record<string, number>;
  /** Labels that were written without a number: a dropped number is ambiguous for them. */
  readonly bare: string[];
  /** In order of first use. */
  readonly entries: VaultEntry[];
}

export interface VaultEntry {
  readonly token: string;
  readonly label: string;
  readonly type: string;
  readonly value: string;
  /** The value is text that looked like a token and was escaped. */
  readonly literal?: true;
}

interface Index {
  readonly format: TokenFormat;
  readonly byToken: Map<string, VaultEntry>;
  readonly byValue: Map<string, Map<string, VaultEntry>>;
  readonly known: KnownValues;
}

// Rebuilt from the data when it is new here (parsed, cloned); not part of it.
const indexes = new WeakMap<VaultData, Index>();

export function emptyVault(id: string, format: TokenFormat = defaultFormat): VaultData {
  return { promptPrivacyVault: 1, id, format: format.source, next: {}, bare: [], entries: [] };
}

/** Values of this vault by their first word. */
export const knownValues = (vault: VaultData): KnownValues => indexOf(vault).known;

export const vaultFormat = (vault: VaultData): TokenFormat => indexOf(vault).format;

/** The token of a value: the one it has, else the next number of its label. The only function that adds to a vault. */
export function tokenFor(vault: VaultData, value: string, type: string, literal = false): string {
  const { format, byToken, byValue, known } = indexOf(vault);
  const label = literal ? type : labelOf(type);
  const values = byValue.get(label) ?? new Map<string, VaultEntry>();
  if (values.size === 0) byValue.set(label, values);
  const present = values.get(value);
  if (present) return present.token;
  const number = vault.next[label] ?? 1;
  vault.next[label] = number + 1;
  const token = writeToken(format, label, number);
  const entry: VaultEntry = { token, label, type, value, ...(literal ? { literal: true as const } : {}) };
  vault.entries.push(entry);
  values.set(value, entry);
  byToken.set(token, entry);
  addKnown(known, entry);
  return token;
}

/** What a label and number stand for in this vault. */
export function entryOf(vault: VaultData, label: string, number: number): VaultEntry | undefined {
  const { byToken, format } = indexOf(vault);
  return byToken.get(writeToken(format, label, number));
}

/** The one entry that a label without its number can mean; `many` when there are several or the bare label was written too. */
export function onlyEntryOf(vault: VaultData, label: string): VaultEntry | 'none' | 'many' {
  const values = indexOf(vault).byValue.get(label);
  if (!values || values.size === 0) return 'none';
  if (values.size > 1 || vault.bare.includes(label)) return 'many';
  return values.values().next().value as VaultEntry;
}

/** Remembers that the unnumbered label was written into a prompt. */
export function noteBareLabel(vault: VaultData, label: string): void {
  if (!vault.bare.includes(label)) vault.bare.push(label);
}

function indexOf(vault: VaultData): Index {
  const present = indexes.get(vault);
  if (present) return present;
  const index: Index = {
    format: parseTokenFormat(vault.format) ?? defaultFormat,
    byToken: new Map(),
    byValue: new Map(),
    known: new Map(),
  };
  for (const entry of vault.entries) {
    index.byToken.set(entry.token, entry);
    addKnown(index.known, entry);
    const values = index.byValue.get(entry.label) ?? new Map<string, VaultEntry>();
    values.set(entry.value, entry);
    index.byValue.set(entry.label, values);
  }
  indexes.set(vault, index);
  return index;
}
