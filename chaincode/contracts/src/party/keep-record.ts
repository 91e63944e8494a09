import {
  canonicalJson,
  derivePartyId,
  DomainError,
  partyRecordHash,
  partyReference,
  LIMITS,
  parseCanonicalJson,
  privatePartyRecord,
  type PartyId,
  type PrivatePartyRecord,
  type Sha256,
} from '@scrip/model';
import { privatePartyKey } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { LedgerTransaction } from '../world-state/ledger-transaction.js';

/** What the public knows of a private party record. */
export interface PartyReference {
  readonly partyId: PartyId;
  readonly recordHash: Sha256;
}

const TRANSIENT_NAME = 'record';

/**
 * Keeps the private record of a party in the collection of the caller's organisation. Writes nothing public: only
 * the organisation itself endorses, so nobody else sees the transient record. A record that is kept already is not
 * overwritten: the channel may hold its hash.
 */
export const keepRecord: CommandHandler<PartyReference> = {
  body: partyReference,
  run: async (work, reference) => {
    const { privateRecords } = work.ledger;
    const record = presentedRecord(work.ledger);
    const isNamed =
      derivePartyId(work.callerMspId, record) === reference.partyId && partyRecordHash(record) === reference.recordHash;
    if (!isNamed) throw new DomainError('PARTY_RECORD_DIFFERS');
    const key = privatePartyKey(reference.partyId);
    const text = canonicalJson(record);
    const kept = await privateRecords.read(key);
    if (kept !== undefined && kept !== text) throw new DomainError('PARTY_EXISTS');
    privateRecords.write(key, text);
    return reference;
  },
};

function presentedRecord(ledger: LedgerTransaction): PrivatePartyRecord {
  const text = ledger.transient(TRANSIENT_NAME);
  if (text === undefined) throw new DomainError('PARTY_RECORD_MISSING', { transient: TRANSIENT_NAME });
  return privatePartyRecord(parseCanonicalJson(text, LIMITS.privateRecordCharactersMax), '/record');
}
