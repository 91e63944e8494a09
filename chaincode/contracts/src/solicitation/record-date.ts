import {
  inSubAccount,
  isBefore,
  totalUnits,
  type BusinessDate,
  type Movement,
  type MovementEffect,
  type Security,
  type SolicitationName,
  type SubAccount,
  type VotingAccount,
} from '@scrip/model';
import { readHolding } from '../records/lot-records.js';
import { readUnitsOnPaper } from '../records/paper-records.js';
import { readIssuedUnits } from '../records/security-records.js';
import { findHeldThen, findTotalThen, keepHeldThen, keepTotalThen } from '../records/solicitation-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { WorldState } from '../world-state/world-state.js';

/**
 * Before a movement after the record date of a solicitation: what either account has, and what is outstanding where that
 * changes, is written down the first time that it changes. So a vote looks at one account, however large the register is,
 * and a transfer moves no vote.
 */
export async function rememberRecordDate(
  { state }: UnitOfWork,
  { isin, solicitation }: Security,
  businessDate: BusinessDate,
  movement: Movement,
  { outstanding }: Pick<MovementEffect, 'outstanding'>,
): Promise<void> {
  if (solicitation === undefined || !isBefore(solicitation.recordDate, businessDate)) return;
  const of = { isin, number: solicitation.number };
  for (const account of changedAccounts(movement)) {
    const voting = { ...of, ...account };
    if ((await findHeldThen(state, voting)) === undefined) keepHeldThen(state, voting, await heldNow(state, voting));
  }
  if (outstanding !== undefined && (await findTotalThen(state, of)) === undefined) {
    keepTotalThen(state, of, await outstandingNow(state, of));
  }
}

/** Accounts of which a movement changes the units: none where lots only take the place of others. */
function changedAccounts(movement: Movement): readonly SubAccount[] {
  if (movement.kind === 'consolidation' || movement.kind === 'rehoming') return [];
  const sides = ['from' in movement ? [movement.from] : [], 'to' in movement ? [movement.to] : []].flat();
  return sides.map(({ holderId, designation }) => ({
    holderId,
    ...(designation === undefined ? {} : { designation }),
  }));
}

async function heldNow(state: WorldState, { isin, holderId, designation }: VotingAccount): Promise<bigint> {
  return totalUnits(inSubAccount(await readHolding(state, isin, holderId), designation));
}

/** In lots and on paper. */
async function outstandingNow(state: WorldState, { isin }: SolicitationName): Promise<bigint> {
  return (await readIssuedUnits(state, isin)) + (await readUnitsOnPaper(state, isin));
}

/** Units of an account at the end of a record date that is over. */
export const heldAtRecordDate = async (state: WorldState, of: VotingAccount): Promise<bigint> =>
  (await findHeldThen(state, of)) ?? heldNow(state, of);

/** Units outstanding at the end of a record date that is over, those on paper included. */
export const totalAtRecordDate = async (state: WorldState, of: SolicitationName): Promise<bigint> =>
  (await findTotalThen(state, of)) ?? outstandingNow(state, of);
