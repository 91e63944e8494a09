import { businessDate, compareDates, daysBetween, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { sha256Text, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { record, type Reader } from '../serialisation/reader.js';
import { solicitationNumber } from './solicitation-number.js';

/** When holders are asked: what an amendment says that needs them. */
export interface SolicitationDates {
  /** Who has units at the end of this business date votes, with as many as it has then. */
  readonly recordDate: BusinessDate;
  /** Last business date on which it is voted. */
  readonly deadline: BusinessDate;
}

/** Fields of {@link SolicitationDates}. */
export const solicitationDateFields = { recordDate: businessDate, deadline: businessDate } as const;

/** Which solicitation of which security. */
export interface SolicitationName {
  readonly isin: Isin;
  readonly number: number;
}

const name = { isin, number: solicitationNumber } as const;

/** Reader of the body of `solicitation:conclude`. */
export const solicitationName: Reader<SolicitationName> = record(name);

/** The body of `solicitation:withdraw`. */
export interface SolicitationWithdrawal extends SolicitationName {
  /** SHA-256 of the reasons, with a salt in it. */
  readonly document: Sha256;
}

/** Reader of the body of `solicitation:withdraw`. */
export const solicitationWithdrawal: Reader<SolicitationWithdrawal> = record({ ...name, document: sha256Text });

/** Reader of when holders are asked. */
export const solicitationDates: Reader<SolicitationDates> = record(solicitationDateFields);

/**
 * Refuses dates by which nobody could vote: votes are cast after the record date, which is not over.
 *
 * @param daysMin - for how many days holders are asked at least
 * @throws DomainError SOLICITATION_DATES_INVALID
 */
export function requireAskable(dates: SolicitationDates, today: BusinessDate, daysMin: number): void {
  const rule = brokenRule(dates, today, daysMin);
  if (rule === undefined) return;
  throw new DomainError('SOLICITATION_DATES_INVALID', { rule, businessDate: today, ...dates });
}

function brokenRule(
  { recordDate, deadline }: SolicitationDates,
  today: BusinessDate,
  daysMin: number,
): string | undefined {
  const daysMax = LIMITS.solicitationDaysMax;
  if (isBefore(recordDate, today)) return 'the record date is today or later';
  if (compareDates(deadline, recordDate) <= 0) return 'the deadline is after the record date';
  if (daysBetween(today, deadline) > daysMax) return `the deadline is at most ${String(daysMax)} days ahead`;
  if (daysBetween(today, deadline) < daysMin) return `the deadline is at least ${String(daysMin)} days ahead`;
  return undefined;
}
