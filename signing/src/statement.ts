import {
  keyIdOf,
  operatorStatementBytes,
  POSSESSION,
  statementBytes,
  type Authorisation,
  type BusinessDate,
  type EnrolledKey,
  type KeyPurpose,
  type LedgerName,
  type MspId,
  type OperatorSignature,
  type PartyId,
  type SignedAct,
  type SignedCommand,
} from '@scrip/model';
import type { Signer } from './signer.js';

/** The business dates for which a statement is signed, both included. */
export interface Validity {
  readonly validFrom: BusinessDate;
  readonly validUntil: BusinessDate;
}

/** A key and the party whose key it is. */
export interface SigningParty {
  readonly party: PartyId;
  readonly signer: Signer;
}

/**
 * Signs what is to be done, for one ledger and some days.
 *
 * @param act - purpose (name of the function) and body; the body names itself by an id or a sequence number
 */
export async function authorise(
  ledger: LedgerName,
  act: SignedAct,
  validity: Validity,
  signing: readonly SigningParty[],
): Promise<Authorisation> {
  const message = statementBytes(ledger, { ...act, ...validity });
  const signatures = [];
  for (const { party, signer } of signing) {
    signatures.push({ signer: party, keyId: keyIdOf(signer.key), ...(await signer.sign(message)) });
  }
  return { ...validity, signatures };
}

/** Signs a command as the operator who gives it. */
export async function signCommand(
  ledger: LedgerName,
  command: SignedCommand,
  validity: Validity,
  signer: Signer,
): Promise<OperatorSignature> {
  const message = operatorStatementBytes(ledger, command, validity);
  return { ...validity, ...(await signer.sign(message)) };
}

/** A key with the proof that its holder wants it enrolled with a custodian. */
export async function enrolKey(
  ledger: LedgerName,
  custodian: MspId,
  signer: Signer,
  purposes: readonly KeyPurpose[],
  validity: Validity,
): Promise<EnrolledKey> {
  const enrolled = { key: signer.key, purposes };
  const body = { custodian, ...enrolled };
  const message = statementBytes(ledger, { purpose: POSSESSION, body, ...validity });
  return { ...enrolled, possession: { ...validity, ...(await signer.sign(message)) } };
}
