import { DomainError, holderReference } from '@scrip/model';
import { findHolder, privateHolderKey, writeHolder } from '../records/holder-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { HolderReference } from './keep-record.js';

/**
 * Makes a holder known to the channel by the salted id. Every endorser compares the hash that the command names with
 * the one that Fabric keeps of the private record; no record means no holder.
 */
export const registerHolder: CommandHandler<HolderReference> = {
  body: holderReference,
  run: async (work, { holderId, recordHash }) => {
    if ((await findHolder(work.state, holderId)) !== undefined) throw new DomainError('HOLDER_EXISTS', { holderId });
    const custodian = work.callerMspId;
    const kept = await work.ledger.privateRecords.hash(custodian, privateHolderKey(holderId));
    if (kept === undefined) throw new DomainError('HOLDER_RECORD_ABSENT', { holderId });
    if (kept !== recordHash) throw new DomainError('HOLDER_RECORD_DIFFERS', { holderId });
    const holder = { holderId, custodian, recordHash };
    writeHolder(work.state, holder);
    work.events.push({ type: 'HolderRegistered', holder });
    return { holderId };
  },
};
