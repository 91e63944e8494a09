import type { AsOf } from '../read-model/queries.js';
import { ledgerProblem } from './ledger-problems.js';

/** The business date as of which a register is shown, and whether it is over. */
export interface RecordDay {
  readonly date: string;
  readonly isFinal: boolean;
}

/**
 * The date that is asked for, the present one where none is.
 *
 * @throws {Problem} RECORD_DATE_NOT_REACHED
 */
export function recordDay({ businessDate }: AsOf, asked: string | undefined): RecordDay {
  const date = asked ?? businessDate;
  if (businessDate === null || date === null || date > businessDate) throw ledgerProblem('RECORD_DATE_NOT_REACHED');
  return { date, isFinal: date < businessDate };
}
