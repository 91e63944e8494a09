import { isSettlementOpen, withoutPassingLots, type InstructionId, type Isin } from '@scrip/model';
import { readInstruction } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import { WideFactAsked, type UnitOfWork } from '../transaction/unit-of-work.js';
import { beginBatch, settleOne, type Batch } from './settle-one.js';

/**
 * Settles instructions in the transaction that has entered them, in their order. What cannot settle now, and what a rule
 * judges by all holders of the security, stays pending for the registrar: many custodians would only stand in each
 * other's way. It takes no lease: the registrar's peer attests the lots, and settles nothing twice.
 */
export async function settleAtOnce(work: UnitOfWork, instructionIds: readonly InstructionId[]): Promise<void> {
  work.avoidsWideFacts = true;
  const batches = new Map<Isin, Batch | undefined>();
  for (const id of instructionIds) {
    const { isin } = await readInstruction(work.state, id);
    if (!batches.has(isin)) batches.set(isin, await batchOf(work, isin));
    const batch = batches.get(isin);
    if (batch !== undefined) await settleOrLeave(batch, id);
  }
  work.events.splice(0, work.events.length, ...withoutPassingLots(work.events));
}

async function settleOrLeave(batch: Batch, id: InstructionId): Promise<void> {
  try {
    await settleOne(batch, id);
  } catch (error) {
    if (!(error instanceof WideFactAsked)) throw error;
  }
}

/** The batch of a security; undefined once the day takes no settlement any more. */
async function batchOf(work: UnitOfWork, isin: Isin): Promise<Batch | undefined> {
  const security = await readSecurity(work.state, isin);
  const now = await work.moment(security.calendar);
  return isSettlementOpen(now) ? beginBatch(work, security, now.businessDate) : undefined;
}
