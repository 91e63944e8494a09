import { ownKeysObstacle, type Party } from '../party/party.js';
import { liveKeys } from '../party/keyring.js';
import type { Sha256 } from '../identifiers/names.js';
import type { KeyId } from '../signature/public-key.js';

/** Statuses of a credential as two bits hold them (IETF Token Status List, draft-ietf-oauth-status-list, section 7.1). */
export const CREDENTIAL_STATUSES = { valid: 0, invalid: 1, suspended: 2 } as const;

/** A status of a credential. */
export type CredentialStatus = keyof typeof CREDENTIAL_STATUSES;

/** Entries of a status list of party credentials: of one length always, so that it does not tell how many there are. */
export const CREDENTIAL_LIST_ENTRIES = 2 ** 20;

/** What a party credential was made of, as far as its status depends on it. */
export interface CredentialGround {
  /** Key to which it is bound. */
  readonly holderKey: KeyId;
  /** Hash of the personal record that it repeats. */
  readonly recordHash: Sha256;
}

/**
 * What a party credential is worth now. It ends for good with the key to which it is bound and with the record that it
 * repeats: when that was amended, be it because the relationship ended. Where the party does not act by its keys now, it
 * is suspended; why, the status does not tell.
 *
 * @param party - its record, undefined when it has none
 */
export function credentialStatus({ holderKey, recordHash }: CredentialGround, party?: Party): CredentialStatus {
  if (party?.recordHash !== recordHash) return 'invalid';
  if (!liveKeys(party.keyring, 'authentication').some(({ keyId }) => keyId === holderKey)) return 'invalid';
  return ownKeysObstacle(party) === undefined ? 'valid' : 'suspended';
}

/** The status list of party credentials, two bits for each index, the first in the lowest bits (section 4.1). */
export function credentialStatusBytes(entries: Iterable<readonly [index: number, CredentialStatus]>): Uint8Array {
  const bytes = new Uint8Array(CREDENTIAL_LIST_ENTRIES / 4);
  for (const [index, status] of entries) {
    const position = index >> 2;
    bytes[position] = (bytes[position] ?? 0) | (CREDENTIAL_STATUSES[status] << ((index & 3) * 2));
  }
  return bytes;
}
