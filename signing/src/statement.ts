import {
  enrolmentBytes,
  keyIdOf,
  operatorStatementBytes,
  statementBytes,
  type Authorisation,
  type BusinessDate,
  type EnrolledKey,
  type Enrolment,
  type EnrolmentTerms,
  type KeyPurpose,
  type LedgerName,
  type MspId,
  type OperatorSignature,
  type PartyId,
  type Possession,
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

/** A key that is to be enrolled, and what for. */
export interface EnrollingKey {
  readonly signer: Signer;
  readonly purposes: readonly KeyPurpose[];
}

/**
 * The keys of one command with the proofs of their possession. Each signs the whole: the custodian, all keys in their
 * order, and thresholds and guardians just as the command states them.
 */
export async function enrolKeys(
  ledger: LedgerName,
  custodian: MspId,
  enrolling: readonly EnrollingKey[],
  terms: EnrolmentTerms,
  validity: Validity,
): Promise<readonly EnrolledKey[]> {
  const keys = enrolling.map(({ signer: { key }, purposes }) => ({ key, purposes }));
  const enrolled = [];
  for (const { signer, purposes } of enrolling) {
    const possession = await agreeToEnrolment(ledger, custodian, { ...terms, keys }, validity, signer);
    enrolled.push({ key: signer.key, purposes, possession });
  }
  return enrolled;
}

/** What one holder signs when its key is enrolled beside keys that are elsewhere. */
export async function agreeToEnrolment(
  ledger: LedgerName,
  custodian: MspId,
  enrolment: Enrolment,
  validity: Validity,
  signer: Signer,
): Promise<Possession> {
  return { ...validity, ...(await signer.sign(enrolmentBytes(ledger, custodian, enrolment, validity))) };
}
