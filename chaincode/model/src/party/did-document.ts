import type { LedgerName } from '../signature/statement.js';
import { plainKey, type KeyId, type PlainKey } from '../signature/public-key.js';
import { liveKeys, type KeyPurpose } from './keyring.js';
import type { Party } from './party.js';

/** A verification method of a DID document (DID Core 1.0, section 5.2; JsonWebKey). */
export interface VerificationMethod {
  readonly id: string;
  readonly type: 'JsonWebKey';
  readonly controller: string;
  readonly publicKeyJwk: PlainKey & { readonly kid: KeyId };
}

/** The DID document of a party: its keys in force by purpose (DID Core 1.0, section 5). */
export interface DidDocument {
  readonly '@context': readonly string[];
  readonly id: string;
  readonly verificationMethod: readonly VerificationMethod[];
  readonly authentication: readonly string[];
  readonly assertionMethod: readonly string[];
  readonly capabilityInvocation: readonly string[];
}

/** The decentralised identifier of a party: method `scrip`, network, channel, party id. */
export const didOf = ({ network, channel }: LedgerName, partyId: string): string =>
  `did:scrip:${network}:${channel}:${partyId}`;

/**
 * The DID document of a party, derived from its record. A party that cannot act has no key in force, so that nobody
 * relies on what its keys sign.
 */
export function didDocument(ledger: LedgerName, party: Party): DidDocument {
  const id = didOf(ledger, party.partyId);
  const isActing = party.restrictions.length === 0 && party.recovery === undefined;
  const keys = isActing ? party.keyring.keys.filter(({ revokedOn }) => revokedOn === undefined) : [];
  const idsFor = (purpose: KeyPurpose): readonly string[] =>
    isActing ? liveKeys(party.keyring, purpose).map(({ keyId }) => `${id}#${keyId}`) : [];
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
    id,
    verificationMethod: keys.map(({ keyId, key }) => ({
      id: `${id}#${keyId}`,
      type: 'JsonWebKey',
      controller: id,
      publicKeyJwk: { ...plainKey(key), kid: keyId },
    })),
    authentication: idsFor('authentication'),
    assertionMethod: idsFor('assertion'),
    capabilityInvocation: idsFor('instruction'),
  };
}
