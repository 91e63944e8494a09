import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import type { MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { list, record, type Reader } from '../serialisation/reader.js';
import { keyIdOf } from '../signature/public-key.js';
import { isSignedBy, signatureFields, type Signature } from '../signature/signature.js';
import { requireCurrent, statementBytes, type LedgerName } from '../signature/statement.js';
import { keyFields, type NewKey, type Thresholds } from './keyring.js';
import type { Guardianship } from './recovery.js';

/**
 * Proof that whoever enrols a key has its private part: a signature by the key itself. Without it, somebody could
 * claim the key of another and with it what the other has signed.
 */
export interface Possession extends Signature {
  readonly validFrom: BusinessDate;
  readonly validUntil: BusinessDate;
}

/** A key as it is presented for enrolment. */
export interface EnrolledKey extends NewKey {
  readonly possession: Possession;
}

/** What a command states beside the keys that it enrols. */
export interface EnrolmentTerms {
  readonly thresholds?: Thresholds;
  readonly guardianship?: Guardianship;
}

/** The keys that one command enrols, in its order, with its terms. */
export interface Enrolment<Key extends NewKey = NewKey> extends EnrolmentTerms {
  readonly keys: readonly Key[];
}

/** Reader of a key to be enrolled. */
export const enrolledKey: Reader<EnrolledKey> = record({
  ...keyFields,
  possession: record({ validFrom: businessDate, validUntil: businessDate, ...signatureFields }),
});

/** Reader of the keys that one command enrols. */
export const enrolledKeys = (min: number): Reader<readonly EnrolledKey[]> =>
  list(enrolledKey, { min, max: LIMITS.signaturesPerStatementMax });

/** Purpose of the statement by which a key proves that its holder enrols it. */
const POSSESSION = 'party:enrolKeys';

/**
 * What each key of an enrolment signs: all keys and terms of it. So the custodian, who brings the first ones in, adds
 * neither a key nor a guardian of its own to those of a holder.
 */
export function enrolmentBytes(
  ledger: LedgerName,
  custodian: MspId,
  { keys, thresholds, guardianship }: Enrolment,
  { validFrom, validUntil }: Pick<Possession, 'validFrom' | 'validUntil'>,
): Uint8Array {
  const body = {
    custodian,
    keys: keys.map(({ key, purposes }) => ({ key, purposes })),
    ...(thresholds === undefined ? {} : { thresholds }),
    ...(guardianship === undefined ? {} : { guardianship }),
  };
  return statementBytes(ledger, { purpose: POSSESSION, body, validFrom, validUntil });
}

/**
 * The keys that are enrolled, once each has proven that its holder wants it enrolled with these others, on these terms,
 * at this custodian, now.
 *
 * @throws DomainError SIGNATURE_INVALID, STATEMENT_NOT_CURRENT
 */
export function provenKeys(
  ledger: LedgerName,
  custodian: MspId,
  enrolment: Enrolment<EnrolledKey>,
  today: BusinessDate,
): readonly NewKey[] {
  return enrolment.keys.map(({ possession, ...enrolled }) => {
    requireCurrent(possession, today);
    const message = enrolmentBytes(ledger, custodian, enrolment, possession);
    if (!isSignedBy(enrolled.key, message, possession)) {
      throw new DomainError('SIGNATURE_INVALID', { keyId: keyIdOf(enrolled.key) });
    }
    return enrolled;
  });
}
