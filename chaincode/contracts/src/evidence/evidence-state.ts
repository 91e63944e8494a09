import {
  addDays,
  asksForEvidence,
  byUrgency,
  demandsOf,
  demandStates,
  dueOf,
  dueWithin,
  parseIsin,
  type BusinessDate,
  type DemandState,
  type DueEvidence,
  type Movement,
  type MovementFacts,
  type Security,
} from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { protocolOf } from '../records/definition-records.js';
import { readAllEvidence, readLatestEvidence } from '../records/evidence-records.js';
import { readSecurities, readSecurityOnRecord } from '../records/security-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** How it stands with the evidence that a security or its protocol demands; nothing where they demand none. */
export async function evidenceStates(
  { state }: UnitOfWork,
  security: Security,
  today: BusinessDate,
): Promise<readonly DemandState[]> {
  const { isin, title } = security;
  const protocol = title === undefined ? undefined : await protocolOf(state, title);
  const demands = demandsOf(security, protocol?.evidence ?? []);
  return demands.length === 0 ? [] : demandStates(demands, await readLatestEvidence(state, isin), today);
}

/** The same, as far as a movement waits for it. */
export const evidenceOf = async (
  work: UnitOfWork,
  security: Security,
  today: BusinessDate,
  movement: Movement,
): Promise<Pick<MovementFacts, 'evidence'>> =>
  asksForEvidence(movement) ? { evidence: await evidenceStates(work, security, today) } : {};

/** What stands behind a security: what is demanded and how it stands with it today, and all that was ever shown. */
export async function evidenceBehind(work: UnitOfWork, isinText: string): Promise<unknown> {
  const security = await readSecurityOnRecord(work.state, parseIsin(isinText));
  const { businessDate } = await readCalendarDate(work.state, security.calendar);
  const demands = await evidenceStates(work, security, businessDate);
  return {
    ...{ isin: security.isin, businessDate, demands },
    transfersSuspended: demands.some(({ isStale }) => isStale),
    shown: await readAllEvidence(work.state, security.isin),
  };
}

/** What of all securities must be shown anew within so many calendar days, the most urgent first; what is missing is due. */
export async function evidenceDue(work: UnitOfWork, daysText: string): Promise<unknown> {
  const days = dueWithin(daysText, '/days');
  const due: DueEvidence[] = [];
  for (const security of await readSecurities(work.state)) {
    if (security.deactivated !== undefined) continue;
    const { businessDate } = await readCalendarDate(work.state, security.calendar);
    const states = await evidenceStates(work, security, businessDate);
    due.push(...dueOf(security.isin, states, addDays(businessDate, days)));
  }
  return { days, due: [...due].sort(byUrgency) };
}
