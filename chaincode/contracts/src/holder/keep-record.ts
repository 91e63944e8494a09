import {
  canonicalJson,
  deriveHolderId,
  DomainError,
  holderRecordHash,
  holderReference,
  LIMITS,
  parseCanonicalJson,
  privateHolderRecord,
  type HolderId,
  type PrivateHolderRecord,
  type Sha256,
} from '@scrip/model';
import { privateHolderKey } from '../records/holder-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { LedgerTransaction } from '../world-state/ledger-transaction.js';

/** What the public knows of a private holder record. */
export interface HolderReference {
  readonly holderId: HolderId;
  readonly recordHash: Sha256;
}

const TRANSIENT_NAME = 'record';

/**
 * Keeps the private record of a holder in the collection of the caller's organisation. Writes nothing public: only
 * the organisation itself endorses, so nobody else sees the transient record. A record that is kept already is not
 * overwritten: the channel may hold its hash.
 */
export const keepRecord: CommandHandler<HolderReference> = {
  body: holderReference,
  run: async (work, reference) => {
    const { privateRecords } = work.ledger;
    const record = presentedRecord(work.ledger);
    const isNamed =
      deriveHolderId(work.callerMspId, record) === reference.holderId &&
      holderRecordHash(record) === reference.recordHash;
    if (!isNamed) throw new DomainError('HOLDER_RECORD_DIFFERS');
    const key = privateHolderKey(reference.holderId);
    const text = canonicalJson(record);
    const kept = await privateRecords.read(key);
    if (kept !== undefined && kept !== text) throw new DomainError('HOLDER_EXISTS');
    privateRecords.write(key, text);
    return reference;
  },
};

function presentedRecord(ledger: LedgerTransaction): PrivateHolderRecord {
  const text = ledger.transient(TRANSIENT_NAME);
  if (text === undefined) throw new DomainError('HOLDER_RECORD_MISSING', { transient: TRANSIENT_NAME });
  return privateHolderRecord(parseCanonicalJson(text, LIMITS.privateRecordCharactersMax), '/record');
}
