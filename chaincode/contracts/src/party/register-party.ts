import { DomainError, partyReference } from '@scrip/model';
import { findParty, privatePartyKey, writeParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { PartyReference } from './keep-record.js';

/**
 * Makes a party known to the channel by the salted id. Every endorser compares the hash that the command names with
 * the one that Fabric keeps of the private record; no record means no party.
 */
export const registerParty: CommandHandler<PartyReference> = {
  body: partyReference,
  run: async (work, { partyId, recordHash }) => {
    if ((await findParty(work.state, partyId)) !== undefined) throw new DomainError('PARTY_EXISTS', { partyId });
    const custodian = work.callerMspId;
    const kept = await work.ledger.privateRecords.hash(custodian, privatePartyKey(partyId));
    if (kept === undefined) throw new DomainError('PARTY_RECORD_ABSENT', { partyId });
    if (kept !== recordHash) throw new DomainError('PARTY_RECORD_DIFFERS', { partyId });
    const party = { partyId, custodian, recordHash };
    writeParty(work.state, party);
    work.events.push({ type: 'PartyRegistered', party });
    return { partyId };
  },
};
