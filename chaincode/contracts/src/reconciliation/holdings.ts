import {
  encumberedUnits,
  parseIsin,
  partyId,
  reservedUnits,
  totalUnits,
  type BusinessDate,
  type Isin,
  type PartyId,
} from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { encumberedHolders, readEncumbrances } from '../records/encumbrance-records.js';
import { holdersOnRegister, readHolding } from '../records/lot-records.js';
import { readReservations, reservingHolders } from '../records/reservation-records.js';
import { readIssuedUnits, readSecurityOnRecord } from '../records/security-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { WorldState } from '../world-state/world-state.js';

/**
 * A page of what the ledger holds of a security, holder by holder: the sum of the lots with what is reserved and
 * encumbered of it. A holder is named who has any of the three, so that a reservation without units is seen.
 *
 * @param after - the last holder of the page before, or empty
 */
export async function holdingsFrom({ state }: UnitOfWork, isinText: string, after: string): Promise<unknown> {
  const { isin, calendar } = await readSecurityOnRecord(state, parseIsin(isinText));
  if (after !== '') partyId(after, '/after');
  const { businessDate, phase } = await readCalendarDate(state, calendar);
  const lists = [
    await holdersOnRegister(state, isin, after),
    await reservingHolders(state, isin, after),
    await encumberedHolders(state, isin, after),
  ];
  // what lies beyond the end of a list that was cut is for the next page
  const ends = lists.flatMap(({ holders, isCut }) => (isCut ? [holders.at(-1) ?? ''] : [])).sort();
  const [end] = ends;
  const named = [...new Set(lists.flatMap(({ holders }) => holders))].sort();
  const shown = end === undefined ? named : named.filter((each) => each <= end);
  const rows = [];
  for (const holderId of shown) rows.push(await rowOf(state, isin, holderId, businessDate));
  const next = end === undefined ? {} : { next: end };
  return { isin, businessDate, phase, issued: await readIssuedUnits(state, isin), rows, ...next };
}

async function rowOf(state: WorldState, isin: Isin, holderId: PartyId, today: BusinessDate): Promise<unknown> {
  const lots = await readHolding(state, isin, holderId);
  return {
    ...{ holderId, units: totalUnits(lots), lots: lots.length },
    reserved: reservedUnits(await readReservations(state, isin, holderId)),
    encumbered: encumberedUnits(await readEncumbrances(state, isin, holderId), today),
  };
}
