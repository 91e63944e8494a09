import { DomainError } from '../errors/domain-error.js';
import type { PartyId } from '../identifiers/names.js';
import type { KeyId, PublicKey } from '../signature/public-key.js';
import { isSignedBy } from '../signature/signature.js';
import { statementBytes, type Authorisation, type LedgerName, type PartySignature } from '../signature/statement.js';
import type { Party } from './party.js';

/** Whose keys have signed a statement. */
export type Signers = ReadonlyMap<PartyId, ReadonlySet<KeyId>>;

/** Nobody has signed. */
export const NO_SIGNERS: Signers = new Map();

/** The keys that an authorisation names, by party: whose signatures were verified when it was entered. */
export function signersNamed({ signatures }: Pick<Authorisation, 'signatures'>): Signers {
  const signers = new Map<PartyId, Set<KeyId>>();
  for (const { signer, keyId } of signatures) signers.set(signer, (signers.get(signer) ?? new Set()).add(keyId));
  return signers;
}

/** What was signed, without the days, which the authorisation states. */
export interface SignedAct {
  readonly purpose: string;
  readonly body: unknown;
}

/**
 * Verifies every signature of a statement. One that does not hold refuses the whole: a forged signature beside enough
 * others is no accident.
 *
 * @param parties - records of all signers
 * @throws DomainError KEY_UNKNOWN for a key that is not in force, SIGNATURE_INVALID
 */
export function verifySigners(
  ledger: LedgerName,
  { purpose, body }: SignedAct,
  authorisation: Authorisation,
  parties: readonly Party[],
): Signers {
  const { validFrom, validUntil, signatures } = authorisation;
  const message = statementBytes(ledger, { purpose, body, validFrom, validUntil });
  for (const given of signatures) {
    if (!isSignedBy(keyInForce(parties, given), message, given)) {
      throw new DomainError('SIGNATURE_INVALID', { signer: given.signer, keyId: given.keyId });
    }
  }
  return signersNamed(authorisation);
}

function keyInForce(parties: readonly Party[], { signer, keyId }: PartySignature): PublicKey {
  const keys = parties.find(({ partyId }) => partyId === signer)?.keyring.keys ?? [];
  const found = keys.find((key) => key.keyId === keyId && key.revokedOn === undefined);
  if (found === undefined) throw new DomainError('KEY_UNKNOWN', { signer, keyId });
  return found.key;
}
