import {
  compliance,
  isSettlementOpen,
  withoutPassingLots,
  type BusinessDate,
  type InstructionId,
  type Isin,
  type Security,
} from '@scrip/model';
import { readRulesInForce } from '../records/compliance-records.js';
import { readInstruction } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { beginBatch, settleOne, type Batch } from './settle-one.js';

/** Events of which the rules of a transfer are. */
const JUDGED = ['transfer', 'hold'] as const;

/**
 * Settles instructions in the transaction that has entered them, in their order. What cannot settle now, and whatever is
 * of a security whose rules count over all its holders, stays pending for the registrar: many custodians would only
 * stand in each other's way. It takes no lease: the registrar's peer attests the lots, and settles nothing twice.
 */
export async function settleAtOnce(work: UnitOfWork, instructionIds: readonly InstructionId[]): Promise<void> {
  const batches = new Map<Isin, Batch | undefined>();
  for (const id of instructionIds) {
    const { isin } = await readInstruction(work.state, id);
    if (!batches.has(isin)) batches.set(isin, await batchAtOnce(work, isin));
    const batch = batches.get(isin);
    if (batch !== undefined) await settleOne(batch, id);
  }
  work.events.splice(0, work.events.length, ...withoutPassingLots(work.events));
}

async function batchAtOnce(work: UnitOfWork, isin: Isin): Promise<Batch | undefined> {
  const security = await readSecurity(work.state, isin);
  const now = await work.moment(security.calendar);
  if (!isSettlementOpen(now) || (await countsOverAll(work, security, now.businessDate))) return undefined;
  return beginBatch(work, security, now.businessDate);
}

/** Facts that no transfer changes, wide as they are. */
const isSteady = (need: compliance.NeedName): boolean => need === 'outstanding';

/** Whether the rules in force ask for facts that any other transfer of the security changes. */
async function countsOverAll({ state }: UnitOfWork, { isin }: Security, today: BusinessDate): Promise<boolean> {
  const adopted = await readRulesInForce(state, isin, today);
  if (adopted === undefined) return false;
  return JUDGED.some((event) => {
    const expression = adopted.rules[event];
    if (expression === undefined) return false;
    return compliance
      .needsOf(expression, event)
      .some(({ need }) => compliance.WIDE_NEEDS.includes(need) && !isSteady(need));
  });
}
