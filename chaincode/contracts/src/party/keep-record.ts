import {
  canonicalJson,
  derivePartyId,
  DomainError,
  LIMITS,
  parseCanonicalJson,
  partyOnly,
  partyRecordHash,
  partyReference,
  privatePartyRecord,
  requireRetentionBegun,
  type PartyId,
  type PartyReference,
  type PrivatePartyRecord,
} from '@scrip/model';
import { findParty, privatePartyKey, writeParty } from '../records/party-records.js';
import { presented } from '../transaction/presented.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { LedgerTransaction } from '../world-state/ledger-transaction.js';
import { requireKept } from './kept-record.js';
import { readOwnParty } from './own-party.js';

/**
 * Keeps the private record of a party in the collection of the caller's organisation. Writes nothing public: only
 * the organisation itself endorses, so nobody else sees the transient record. The first record makes the id; of a
 * party that is registered, a later record may tell other facts (people move and marry), and counts once
 * `party:amend` has told the channel its hash.
 */
export const keepRecord: CommandHandler<PartyReference> = {
  body: partyReference,
  run: async (work, reference) => {
    const { privateRecords } = work.ledger;
    const record = presented(work.ledger, 'record', privatePartyRecord, 'PARTY_RECORD_MISSING');
    const isRegistered = (await findParty(work.state, reference.partyId))?.custodian === work.callerMspId;
    const isNamed = isRegistered || derivePartyId(work.callerMspId, record) === reference.partyId;
    if (!isNamed || partyRecordHash(record) !== reference.recordHash) throw new DomainError('PARTY_RECORD_DIFFERS');
    const key = privatePartyKey(reference.partyId);
    const text = canonicalJson(record);
    const kept = await privateRecords.read(key);
    if (kept !== undefined && kept !== text && !isRegistered) throw new DomainError('PARTY_EXISTS');
    privateRecords.write(key, text);
    return reference;
  },
};

/** Tells the channel the hash of a later private record. */
export const amendParty: CommandHandler<PartyReference> = {
  body: partyReference,
  run: async (work, reference) => {
    const { partyId, recordHash } = reference;
    const before = await readOwnParty(work, partyId);
    await requireKept(work, partyId, privatePartyKey(partyId), recordHash);
    await work.today();
    const party = { ...before, recordHash };
    writeParty(work.state, party);
    work.events.push({ type: 'PartyAmended', party });
    return reference;
  },
};

/**
 * Erases the private record of a party from state, history and the transient store of the organisation's own peers.
 * It needs a retention period that has begun: nothing is erased by a slip while the relation lasts. Of somebody who was
 * never registered there is no relation, and the record goes at once.
 */
export const purgeRecord: CommandHandler<{ readonly partyId: PartyId }> = {
  body: partyOnly,
  run: async (work, { partyId }) => {
    const { privateRecords } = work.ledger;
    const { retention } = await readPrivateRecord(work.ledger, partyId);
    const today = await work.today();
    const isRegistered = (await findParty(work.state, partyId))?.custodian === work.callerMspId;
    if (isRegistered) requireRetentionBegun(retention, today, { partyId });
    privateRecords.purge(privatePartyKey(partyId));
    return { partyId };
  },
};

/** The private record of a party. @throws DomainError PARTY_RECORD_ABSENT, PEER_NOT_OF_CALLER */
export async function readPrivateRecord(ledger: LedgerTransaction, partyId: PartyId): Promise<PrivatePartyRecord> {
  const text = await ledger.privateRecords.read(privatePartyKey(partyId));
  if (text === undefined) throw new DomainError('PARTY_RECORD_ABSENT');
  return privatePartyRecord(parseCanonicalJson(text, LIMITS.privateRecordCharactersMax), '/record');
}
