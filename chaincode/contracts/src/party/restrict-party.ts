import {
  canonicalJson,
  DomainError,
  endsWithRestriction,
  partyOnly,
  privateReason,
  reasonReference,
  restrictionRequest,
  sha256Hex,
  type PartyId,
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
    const restriction = (await findParty(work.state, partyId))?.restriction;
    if (restriction?.imposedBy === work.callerMspId) throw new DomainError('PARTY_RESTRICTED', { partyId });
    const text = canonicalJson(presented(work.ledger, 'reason', privateReason, 'PARTY_RECORD_MISSING'));
    if (sha256Hex(text) !== reasonHash) throw new DomainError('PARTY_RECORD_DIFFERS');
    work.ledger.privateRecords.write(privateReasonKey(partyId), text);
    return { partyId, reasonHash };
  },
};

/** Takes from a party the power to act for itself; the custodian does so on notice, a regulator by order. */
export const restrictParty: CommandHandler<RestrictionRequest> = {
  body: restrictionRequest,
  run: async (work, { partyId, reasonHash, outlasting }) => {
    const before = await readParty(work.state, partyId);
    const imposedBy = work.callerMspId;
    await requireCustodianOrRegulator(work, before);
    if (before.restriction !== undefined) throw new DomainError('PARTY_RESTRICTED', { partyId });
    await requireKept(work, partyId, privateReasonKey(partyId), reasonHash);
    const restriction = { since: await work.today(), imposedBy, reasonHash, outlasting };
    const party = writeChanged(work, { ...before, restriction });
    work.events.push({ type: 'PartyRestricted', party });
    return { partyId, since: restriction.since };
  },
};

/**
 * Gives the power back, by the organisation that took it, or by a regulator in its place. What the custodian appointed
 * meanwhile ends.
 */
export const restoreParty: CommandHandler<{ readonly partyId: PartyId }> = {
  body: partyOnly,
  run: async (work, { partyId }) => {
    const { restriction, ...before } = await readParty(work.state, partyId);
    if (restriction === undefined) throw new DomainError('PARTY_NOT_RESTRICTED', { partyId });
    if (!(await mayUndo(work, restriction.imposedBy))) {
      throw new DomainError('AUTHORITY_DENIED', { partyId, rule: 'organisation that restricted' });
    }
    await work.today();
    const party = writeChanged(work, before);
    work.events.push({ type: 'PartyRestored', party });
    await endMandates(work, partyId, (mandate) => endsWithRestriction(mandate, party, restriction));
    return { partyId };
  },
};
