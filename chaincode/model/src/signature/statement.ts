import { utf8ToBytes } from '@noble/hashes/utils.js';
import { businessDate, daysBetween, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { partyId, type NetworkName, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, record, type Reader } from '../serialisation/reader.js';
import { keyId, type KeyId } from './public-key.js';
import { signatureFields, type Signature } from './signature.js';

/** The ledger on which a statement counts, and no other: its network and its channel. */
export interface LedgerName {
  readonly network: NetworkName;
  readonly channel: string;
}

/** A signature of a party, by one of its keys. */
export interface PartySignature extends Signature {
  readonly signer: PartyId;
  readonly keyId: KeyId;
}

/** What signatures add to that which is signed: from when to when (business dates, both included), and by whom. */
export interface Authorisation {
  readonly validFrom: BusinessDate;
  readonly validUntil: BusinessDate;
  readonly signatures: readonly PartySignature[];
}

/** What a party signs: what is to be done (purpose and body), where, and when. */
export interface Statement {
  /** Name of the function, such as `settlement:instruct`. */
  readonly purpose: string;
  /** What is to be done. It names itself (by an instruction id or a sequence number), so that it is done once. */
  readonly body: unknown;
  readonly validFrom: BusinessDate;
  readonly validUntil: BusinessDate;
}

const fields = record({
  validFrom: businessDate,
  validUntil: businessDate,
  signatures: list(record({ signer: partyId, keyId, ...signatureFields }), {
    min: 1,
    max: LIMITS.signaturesPerStatementMax,
  }),
});

/** Reader of an authorisation; a key signs once. Error: DUPLICATE_IN_BATCH. */
export const authorisation: Reader<Authorisation> = (value, path) => {
  const read = fields(value, path);
  requireDistinct(read.signatures.map(({ keyId: id }) => id));
  return read;
};

/** Tells these bytes from everything else that a key may sign. */
const CONTEXT = 'scrip-statement-v1\n';

/**
 * The bytes that a party signs: a line that names the kind, then canonical JSON (RFC 8785) of the statement and of the
 * ledger for which it is made.
 */
export function statementBytes({ network, channel }: LedgerName, statement: Statement): Uint8Array {
  const { purpose, body, validFrom, validUntil } = statement;
  return utf8ToBytes(`${CONTEXT}${canonicalJson({ network, channel, purpose, body, validFrom, validUntil })}`);
}

/**
 * Refuses a statement outside its time.
 *
 * @throws DomainError STATEMENT_NOT_CURRENT; LIMIT_EXCEEDED when it would be valid for longer than
 *   `LIMITS.statementDaysMax`
 */
export function requireCurrent(
  { validFrom, validUntil }: Pick<Statement, 'validFrom' | 'validUntil'>,
  today: BusinessDate,
): void {
  if (daysBetween(validFrom, validUntil) > LIMITS.statementDaysMax) {
    throw new DomainError('LIMIT_EXCEEDED', { daysMax: LIMITS.statementDaysMax });
  }
  if (isBefore(today, validFrom) || isBefore(validUntil, today)) {
    throw new DomainError('STATEMENT_NOT_CURRENT', { validFrom, validUntil, businessDate: today });
  }
}
