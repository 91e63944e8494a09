import type { BusinessDate, Encumbrance, EncumbranceEffect, Isin, Movement } from '@scrip/model';
import { readEncumbrances, useEncumbranceId, writeEncumbrances } from '../records/encumbrance-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** What lies on the receiver's holding, where a movement may bring something along; others do not read it. */
export async function encumbrancesOfReceiver(
  { state }: UnitOfWork,
  isin: Isin,
  movement: Movement,
): Promise<readonly Encumbrance[] | undefined> {
  if (!('to' in movement)) return undefined;
  const brings = movement.kind === 'recovery' || movement.kind === 'enforcement' || 'subjectTo' in movement;
  return brings ? readEncumbrances(state, isin, movement.to.holderId) : undefined;
}

/** Stages what a movement changes of encumbrances, and says it of each: its id is used where it comes to lie, too. */
export function stageEncumbrances(
  work: UnitOfWork,
  isin: Isin,
  { holdings, severed }: EncumbranceEffect,
  businessDate: BusinessDate,
): void {
  for (const { holderId, encumbrances } of holdings) writeEncumbrances(work.state, isin, holderId, encumbrances);
  for (const { before, stays, passes } of severed) {
    if (passes !== undefined) useEncumbranceId(work.state, passes, businessDate);
    const now = [...(stays === undefined ? [] : [stays]), ...(passes === undefined ? [] : [passes])];
    if (now.length > 0) work.events.push({ type: 'EncumbranceChanged', previous: before, now, businessDate });
    else work.events.push({ type: 'EncumbranceEnded', encumbrance: before, endedBy: work.callerMspId, businessDate });
  }
}
