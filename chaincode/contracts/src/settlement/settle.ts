import {
  requireLease,
  requireSettlementOpen,
  settlementBatch,
  withoutPassingLots,
  type SettlementBatch,
} from '@scrip/model';
import { readLease } from '../records/lease-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { beginBatch, settleOne, type SettlementOutcome } from './settle-one.js';

/**
 * Settles instructions in the order in which the registrar lists them; each is settled or refused alone. All are of
 * one security and of one custodian of the sender (the first that can be settled fixes it), so that one set of
 * endorsements satisfies the policies of all consumed lots.
 */
export const settle: CommandHandler<SettlementBatch> = {
  body: settlementBatch,
  run: async (work, { isin, instructionIds }) => {
    const security = await readSecurity(work.state, isin);
    requireLease(await readLease(work.state, security.registrar), work.callerMspId);
    const now = await work.moment(security.calendar);
    requireSettlementOpen(now);
    const { businessDate } = now;
    const batch = await beginBatch(work, security, businessDate);
    const outcomes: SettlementOutcome[] = [];
    for (const id of instructionIds) outcomes.push(await settleOne(batch, id));
    work.events.splice(0, work.events.length, ...withoutPassingLots(work.events));
    return { isin, businessDate, instructions: outcomes };
  },
};
