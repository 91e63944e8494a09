import {
  addDays,
  DomainError,
  TRANSACTIONS,
  type CalendarDate,
  type StatedDate,
  type TransactionName,
} from '@scrip/model';
import { hasPassed, standInForDate } from '../records/calendar-records.js';
import type { LedgerTransaction } from '../world-state/ledger-transaction.js';
import type { WorldState } from '../world-state/world-state.js';

/**
 * Has a command go by the dates that it states. It reads no business date, which every step of a day changes, but two days
 * of the calendar: the one before the stated date has passed, and the last one on which the command can be entered has
 * not. Both are among what peers compare when the transaction is committed, so it is valid on any day in between, and on
 * none after. Stating a date is for lawful override: what is done is put under its seal.
 *
 * @throws DomainError STATED_DATE_UNFIT where private records are written, whose transactions write nothing else
 */
export function goByStatedDates(
  name: TransactionName,
  { state }: LedgerTransaction,
  dated: readonly StatedDate[],
): void {
  if (TRANSACTIONS[name].kind !== 'command') throw new DomainError('STATED_DATE_UNFIT');
  for (const stated of dated) standInForDate(state, stated.calendar, () => heldDate(state, stated));
}

/**
 * The stated date, while it holds. The phases of a day are for those who instruct in the ordinary course: an order is
 * executed in any of them.
 *
 * @throws DomainError STATED_DATE_NOT_COME, STATED_DATE_PASSED
 */
async function heldDate(state: WorldState, { calendar, on, until }: StatedDate): Promise<CalendarDate> {
  if (!(await hasPassed(state, calendar, addDays(on, -1))))
    throw new DomainError('STATED_DATE_NOT_COME', { calendar, on });
  if (await hasPassed(state, calendar, until)) throw new DomainError('STATED_DATE_PASSED', { calendar, until });
  return { calendar, businessDate: on, phase: 'open' };
}
