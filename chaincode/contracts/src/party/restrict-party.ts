import {
  canonicalJson,
  DomainError,
  endsWithRestriction,
  restrictionBy,
  privateReason,
  reasonReference,
  restorationRequest,
  restrictionRequest,
  sha256Hex,
  type PartyId,
  type RestorationRequest,
  type RestrictionRequest,
  type Sha256,
} from '@scrip/model';
import { requireCustodianOrRegulator } from '../authority/custodian-or-regulator.js';
import { mayUndo } from '../authority/may-undo.js';
import { endMandates } from '../mandate/end-mandate.js';
import { findParty, privateReasonKey, readParty } from '../records/party-records.js';
import { presented } from '../transaction/presented.js';
import type { CommandHandler } from '../transaction/submit.js';
import { requireKept } from './kept-record.js';
import { writeChanged } from './own-party.js';

/**
 * Keeps the reason of a restriction in the collection of the caller's organisation; writes nothing public. While its
 * restriction is in force the reason stays as it is: its hash is on record, and it must be there to be shown.
 */
export const keepReason: CommandHandler<{ readonly partyId: PartyId; readonly reasonHash: Sha256 }> = {
  body: reasonReference,
  run: async (work, { partyId, reasonHash }) => {
    const { restrictions = [] } = (await findParty(work.state, partyId)) ?? {};
    if (restrictionBy(restrictions, work.callerMspId) !== undefined)
      throw new DomainError('PARTY_RESTRICTED', { partyId });
    const text = canonicalJson(presented(work.ledger, 'reason', privateReason, 'PARTY_RECORD_MISSING'));
    if (sha256Hex(text) !== reasonHash) throw new DomainError('PARTY_RECORD_DIFFERS');
    work.ledger.privateRecords.write(privateReasonKey(partyId), text);
    return { partyId, reasonHash };
  },
};

/**
 * Erases the reason of a restriction that is not in force: one that was never imposed, or that was lifted. The hash says
 * which, so that a reason that was kept meanwhile for another restriction stays.
 */
export const purgeReason: CommandHandler<{ readonly partyId: PartyId; readonly reasonHash: Sha256 }> = {
  body: reasonReference,
  run: async (work, { partyId, reasonHash }) => {
    const { privateRecords } = work.ledger;
    const kept = await privateRecords.read(privateReasonKey(partyId));
    if (kept === undefined) throw new DomainError('PARTY_RECORD_ABSENT', { partyId });
    if (sha256Hex(kept) !== reasonHash) throw new DomainError('PARTY_RECORD_DIFFERS', { partyId });
    const { restrictions = [] } = (await findParty(work.state, partyId)) ?? {};
    if (restrictionBy(restrictions, work.callerMspId) !== undefined) {
      throw new DomainError('PARTY_RESTRICTED', { partyId });
    }
    privateRecords.purge(privateReasonKey(partyId));
    return { partyId };
  },
};

/**
 * Takes from a party the power to act for itself; the custodian does so on notice, a regulator by order. Each has its
 * own restriction, so that the custodian's does not keep a regulator's out.
 */
export const restrictParty: CommandHandler<RestrictionRequest> = {
  body: restrictionRequest,
  run: async (work, { partyId, reasonHash, outlasting }) => {
    const before = await readParty(work.state, partyId);
    const caller = work.callerMspId;
    await requireCustodianOrRegulator(work, before);
    if (restrictionBy(before.restrictions, caller) !== undefined)
      throw new DomainError('PARTY_RESTRICTED', { partyId });
    await requireKept(work, partyId, privateReasonKey(partyId), reasonHash);
    const restriction = { since: await work.today(), imposedBy: caller, reasonHash, outlasting };
    const party = writeChanged(work, { ...before, restrictions: [...before.restrictions, restriction] });
    work.events.push({ type: 'PartyRestricted', party });
    return { partyId, since: restriction.since };
  },
};

/**
 * Lifts a restriction, by the organisation that imposed it, or by a regulator in its place. The party acts for itself
 * again when none is left. What the custodian appointed because of it ends.
 */
export const restoreParty: CommandHandler<RestorationRequest> = {
  body: restorationRequest,
  run: async (work, { partyId, imposedBy: imposer }) => {
    const before = await readParty(work.state, partyId);
    if (!(await mayUndo(work, imposer))) {
      throw new DomainError('AUTHORITY_DENIED', { partyId, rule: 'organisation that restricted' });
    }
    const lifted = restrictionBy(before.restrictions, imposer);
    if (lifted === undefined) throw new DomainError('PARTY_NOT_RESTRICTED', { partyId, imposedBy: imposer });
    await work.today();
    const restrictions = before.restrictions.filter((each) => each !== lifted);
    const party = writeChanged(work, { ...before, restrictions });
    work.events.push({ type: 'PartyRestored', party });
    await endMandates(work, partyId, (mandate) => endsWithRestriction(mandate, party, lifted));
    return { partyId, restrictions: restrictions.length };
  },
};
