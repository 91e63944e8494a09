import type { EndorsedTransaction } from '../transaction/endorsed-transaction.js';

/** A date that a command states: it is carried out as of `on`, and can be entered until the end of `until`. */
export interface StatedDate {
  readonly calendar: string;
  /** Dates as YYYY-MM-DD. */
  readonly on: string;
  readonly until: string;
}

/** Key of a day of a calendar that has passed, which is written once. */
const passedDayKey = (calendar: string, date: string): string => `passedDay/${calendar}/${date}`;

/**
 * The dates of a command that its transaction depends on: peers have looked whether the last day has passed, and compare
 * it when the transaction is committed.
 *
 * @param stated - all that the command states
 */
export function datesRead(
  { sets, chaincode }: EndorsedTransaction,
  stated: readonly StatedDate[],
): readonly StatedDate[] {
  const reads = sets.get(chaincode.name)?.reads;
  return stated.filter(({ calendar, until }) => reads?.has(passedDayKey(calendar, until)) === true);
}
