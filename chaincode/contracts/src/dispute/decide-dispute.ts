import {
  agreeTo,
  decideDispute,
  disputeDecision,
  disputeReference,
  DomainError,
  freezeOf,
  givenAgreement,
  isLapsed,
  isWantedByBoth,
  withdrawDispute,
  type BusinessDate,
  type Dispute,
  type LegalBasis,
} from '@scrip/model';
import { mayUndo } from '../authority/may-undo.js';
import { readDispute, writeDispute } from '../records/dispute-records.js';
import { deleteFreeze, writeFreeze } from '../records/freeze-records.js';
import { readSecurity } from '../records/security-records.js';
import { requireWordOf } from '../register/holder-acts.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** A party of the transfer says which decision it wants: by its signature, or its custodian for it where it has no keys. */
export const agreeToDecision: CommandHandler<ReturnType<typeof givenAgreement>> = {
  body: givenAgreement,
  run: async (work, given) => {
    const { isin, disputeId, party, decision } = given.act;
    const security = await readSecurity(work.state, isin);
    const { businessDate: today } = await work.moment(security.calendar);
    const before = await readDispute(work.state, isin, disputeId);
    const dispute = agreeTo(before, { party, decision, by: work.callerMspId, on: today });
    await requireWordOf(work, party, given, { purpose: 'dispute:agree', security, units: before.units, today });
    writeDispute(work.state, dispute);
    work.events.push({ type: 'DisputeAgreed', dispute });
    return { isin, disputeId, agreements: dispute.agreements };
  },
};

/**
 * Decides a dispute in its time: the registrar of the security what both parties want, a regulator by its order. What has
 * lapsed is closed by either. What is dismissed frees the units; what is upheld keeps them until the register is corrected over it.
 */
export const decide: CommandHandler<ReturnType<typeof disputeDecision>> = {
  body: disputeDecision,
  run: async (work, { isin, disputeId, decision, basis, document }) => {
    const security = await readSecurity(work.state, isin);
    const isRegulator = await work.callerHas('regulator');
    if (!isRegulator && security.registrar !== work.callerMspId) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'registrar of the security or regulator' });
    }
    const { businessDate: on } = await work.moment(security.calendar);
    const before = await readDispute(work.state, isin, disputeId);
    const decided = { basis, document, by: work.callerMspId, on };
    const dispute = decideDispute(before, decision, decided, isRegulator);
    const mayDecide = isRegulator || isWantedByBoth(before, decision) || isLapsed(before, on);
    if (!mayDecide) throw new DomainError('DISPUTE_NOT_AGREED', { disputeId });
    writeDispute(work.state, dispute);
    work.events.push({ type: 'DisputeDecided', dispute });
    if (dispute.endedOn === undefined) await keepFrozen(work, dispute, before);
    else await endFreeze(work, before, { basis, document, on });
    return { isin, disputeId, state: dispute.state };
  },
};

/** Takes an objection back, by who raised it or by a regulator while that one may give no commands. */
export const takeBack: CommandHandler<ReturnType<typeof disputeReference>> = {
  body: disputeReference,
  run: async (work, { isin, disputeId }) => {
    const security = await readSecurity(work.state, isin);
    const before = await readDispute(work.state, isin, disputeId);
    if (!(await mayUndo(work, before.raisedBy))) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'organisation that objected' });
    }
    const { businessDate } = await work.moment(security.calendar);
    const dispute = withdrawDispute(before, businessDate);
    writeDispute(work.state, dispute);
    work.events.push({ type: 'DisputeWithdrawn', dispute });
    await endFreeze(work, before, { basis: 'terms', document: before.document, on: businessDate });
    return { isin, disputeId, state: dispute.state };
  },
};

/** What is upheld has no last day any more: its units wait for the correction. */
async function keepFrozen(work: UnitOfWork, upheld: Dispute, before: Dispute): Promise<void> {
  const freeze = freezeOf(upheld);
  await writeFreeze(work.state, freeze);
  work.events.push({ type: 'FreezeImposed', freeze, previous: freezeOf(before) });
}

/**
 * Stages that the units of a dispute are frozen no longer, and says it.
 *
 * @param before - the dispute as it froze them
 */
export async function endFreeze(
  work: UnitOfWork,
  before: Dispute,
  { on: businessDate, ...by }: LegalBasis & { readonly on: BusinessDate },
): Promise<void> {
  const freeze = freezeOf(before);
  await deleteFreeze(work.state, freeze);
  work.events.push({ type: 'FreezeLifted', freeze, liftedBy: work.callerMspId, businessDate, ...by });
}
