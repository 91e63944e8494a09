import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { count, list, optional, record, word, type Reader } from '../serialisation/reader.js';
import { keyId, keyIdOf, publicKey, type KeyId, type PublicKey } from '../signature/public-key.js';

/**
 * What a key is for: to prove who one is and to change keys (`authentication` in DID Core 1.0, section 5.3.1), to give
 * instructions (`capabilityInvocation`), to make claims (`assertionMethod`).
 */
export const KEY_PURPOSES = ['authentication', 'instruction', 'assertion'] as const;

/** A purpose of a key. */
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/** A key that a party enrols. */
export interface NewKey {
  readonly key: PublicKey;
  readonly purposes: readonly KeyPurpose[];
}

/** A key of a party. It stays in the record after its revocation, so that old signatures can be explained. */
export interface PartyKey extends NewKey {
  readonly keyId: KeyId;
  readonly addedOn: BusinessDate;
  readonly revokedOn?: BusinessDate;
}

/** How many keys must sign together for a purpose. */
export type Thresholds = Readonly<Record<KeyPurpose, number>>;

/** The keys of a party. Without any, its custodian instructs for it and answers for that. */
export interface Keyring {
  readonly keys: readonly PartyKey[];
  readonly thresholds: Thresholds;
}

/** A keyring without keys. */
export const NO_KEYS: Keyring = { keys: [], thresholds: { authentication: 1, instruction: 1, assertion: 1 } };

const purposes: Reader<readonly KeyPurpose[]> = (value, path) => {
  const read = list(word(...KEY_PURPOSES), { min: 1, max: KEY_PURPOSES.length })(value, path);
  requireDistinct(read);
  return read;
};

/** Fields of a key that is enrolled. */
export const keyFields = { key: publicKey, purposes } as const;

/** Reader of a key that was enrolled. */
export const newKey: Reader<NewKey> = record(keyFields);

const threshold = count({ min: 1, max: LIMITS.signaturesPerStatementMax });

/** Reader of thresholds. */
export const thresholds: Reader<Thresholds> = record({
  authentication: threshold,
  instruction: threshold,
  assertion: threshold,
});

/** Reader of a keyring on the ledger. */
export const keyring: Reader<Keyring> = record({
  keys: list(record({ key: publicKey, purposes, keyId, addedOn: businessDate, revokedOn: optional(businessDate) }), {
    min: 0,
    max: LIMITS.keysPerPartyMax,
  }),
  thresholds,
});

/** The keys that count for a purpose now. */
export const liveKeys = ({ keys }: Keyring, purpose: KeyPurpose): readonly PartyKey[] =>
  keys.filter((key) => key.revokedOn === undefined && key.purposes.includes(purpose));

/** What changes in a keyring. */
export interface KeyringChange {
  readonly add: readonly NewKey[];
  readonly revoke: readonly KeyId[];
  readonly thresholds?: Thresholds;
}

/**
 * The keyring after a change.
 *
 * @throws DomainError KEY_EXISTS, KEY_UNKNOWN; KEYS_TOO_FEW when a threshold could no longer be met or nobody could
 *   change keys or instruct: a party cannot lock itself out, and cannot fall back to its custodian by a command
 */
export function changeKeyring(before: Keyring, change: KeyringChange, today: BusinessDate): Keyring {
  const revoked = before.keys.map((key) => (change.revoke.includes(key.keyId) ? revoke(key, today) : key));
  const unknown = change.revoke.find((id) => !before.keys.some((key) => key.keyId === id));
  if (unknown !== undefined) throw new DomainError('KEY_UNKNOWN', { keyId: unknown });
  const added = change.add.map(({ key, purposes: uses }) => ({
    key,
    purposes: uses,
    keyId: keyIdOf(key),
    addedOn: today,
  }));
  const keys = withinLimit([...revoked, ...added]);
  if (new Set(keys.map(({ keyId: id }) => id)).size !== keys.length) throw new DomainError('KEY_EXISTS');
  return requireUsable({ keys, thresholds: change.thresholds ?? before.thresholds });
}

function revoke(key: PartyKey, today: BusinessDate): PartyKey {
  if (key.revokedOn !== undefined) throw new DomainError('KEY_UNKNOWN', { keyId: key.keyId });
  return { ...key, revokedOn: today };
}

/** A party that has changed keys often forgets the longest revoked ones; the history of the record keeps them. */
function withinLimit(keys: readonly PartyKey[]): readonly PartyKey[] {
  const surplus = keys.length - LIMITS.keysPerPartyMax;
  const forgotten = new Set(keys.filter((key) => key.revokedOn !== undefined).slice(0, Math.max(0, surplus)));
  if (surplus > forgotten.size) throw new DomainError('LIMIT_EXCEEDED', { keysMax: LIMITS.keysPerPartyMax });
  return keys.filter((key) => !forgotten.has(key));
}

/** Keys to sign with must be as many as their threshold; a party that makes no claims needs no key for them. */
function requireUsable(after: Keyring): Keyring {
  for (const purpose of KEY_PURPOSES) {
    const live = liveKeys(after, purpose).length;
    const isIdle = purpose === 'assertion' && live === 0;
    if (live < after.thresholds[purpose] && !isIdle) {
      throw new DomainError('KEYS_TOO_FEW', { purpose, needed: after.thresholds[purpose] });
    }
  }
  return after;
}
