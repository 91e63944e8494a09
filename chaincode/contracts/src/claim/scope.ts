import { parseIsin, type BusinessDate, type Isin } from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** The network as the argument of a query names it. */
const NETWORK = 'network';

/** A security, or the whole network, with the business date that decides there. */
export interface Scope {
  readonly isin?: Isin;
  readonly businessDate: BusinessDate;
}

/** Reads a scope: `network` or an ISIN. @throws DomainError ISIN_INVALID, SECURITY_UNKNOWN */
export async function scopeOf(work: UnitOfWork, text: string): Promise<Scope> {
  if (text === NETWORK) return { businessDate: await work.today() };
  const { isin, calendar } = await readSecurityOnRecord(work.state, parseIsin(text));
  return { isin, businessDate: (await readCalendarDate(work.state, calendar)).businessDate };
}
