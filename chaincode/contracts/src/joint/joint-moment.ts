import {
  deliveriesOf,
  DomainError,
  isBefore,
  legSecurities,
  type BusinessCalendar,
  type BusinessDate,
  type DayMoment,
  type Isin,
  type Leg,
  type Security,
} from '@scrip/model';
import { readCalendar, readCalendarDate } from '../records/calendar-records.js';
import { readSecurity } from '../records/security-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** A security of a joint instruction with its calendar and the moment of that. */
export interface TimedSecurity {
  readonly security: Security;
  readonly calendar: BusinessCalendar;
  readonly now: DayMoment;
}

/** The securities of a joint instruction and the date that decides about it. */
export interface JointMoment {
  readonly securities: ReadonlyMap<Isin, TimedSecurity>;
  /** Security of the first delivery: its registrar settles, by its calendar an instruction is late. */
  readonly lead: TimedSecurity;
  /** The earliest business date: a day has come when it has come everywhere. */
  readonly today: BusinessDate;
}

/**
 * The moment of some legs; its date is taken as that of the command.
 *
 * @throws DomainError SECURITY_UNKNOWN, CALENDAR_UNKNOWN
 */
export async function jointMoment(work: UnitOfWork, legs: readonly Leg[]): Promise<JointMoment> {
  const securities = new Map<Isin, TimedSecurity>();
  for (const isin of legSecurities(legs)) {
    const security = await readSecurity(work.state, isin);
    const calendar = await readCalendar(work.state, security.calendar);
    securities.set(isin, { security, calendar, now: await readCalendarDate(work.state, security.calendar) });
  }
  const [first] = deliveriesOf(legs);
  const lead = first === undefined ? undefined : securities.get(first.isin);
  if (lead === undefined) throw new DomainError('INSTRUCTION_WITHOUT_DELIVERY');
  const dates = Array.from(securities.values(), ({ now }) => now.businessDate);
  const today = dates.reduce((earliest, date) => (isBefore(date, earliest) ? date : earliest));
  work.businessDate = today;
  return { securities, lead, today };
}
