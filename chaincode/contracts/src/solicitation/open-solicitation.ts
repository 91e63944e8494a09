import {
  askingRules,
  definitions,
  recordedDifferences,
  requireAskable,
  type AmendmentRequest,
  type BusinessDate,
  type Security,
  type Solicitation,
  type SolicitationDates,
} from '@scrip/model';
import { readSolicitations, writeSolicitation } from '../records/solicitation-records.js';
import { writeSecurity } from '../records/security-records.js';
import type { Versions } from '../security/make-amendment.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Refuses dates that the definition, or the calendar, does not let holders be asked by. @throws DomainError SOLICITATION_DATES_INVALID */
export const requireSolicitable = ({ before }: Versions, dates: SolicitationDates, today: BusinessDate): void =>
  requireAskable(dates, today, askingRules(before).daysMin);

/** What two organisations have agreed to ask holders. */
export type AgreedQuestion = Pick<Solicitation, 'recordDate' | 'deadline' | 'needs' | 'effectiveFrom' | 'by'> &
  Pick<AmendmentRequest, 'definition' | 'hash' | 'grandfathers'>;

/** Opens the solicitation of the holders of a security: the security as it is stays until they have agreed. */
export async function openSolicitation(
  work: UnitOfWork,
  security: Security,
  { before, after, previous }: Versions,
  { recordDate, deadline, needs, effectiveFrom, by, definition, hash, grandfathers }: AgreedQuestion,
  openedOn: BusinessDate,
): Promise<Solicitation> {
  const { isin } = security;
  const number = ((await readSolicitations(work.state, isin)).at(-1)?.number ?? 0) + 1;
  const solicitation: Solicitation = {
    ...{ isin, number, definition, hash, previous, grandfathers, effectiveFrom, recordDate, deadline },
    ...recordedDifferences(definitions.differences(before, after)),
    ...{ needs, closesEarly: askingRules(before).closesEarly, by, openedOn, state: 'open' },
  };
  const asked = { ...security, solicitation: { number, recordDate } };
  writeSolicitation(work.state, solicitation);
  writeSecurity(work.state, asked);
  work.events.push({ type: 'SolicitationOpened', solicitation, security: asked });
  return solicitation;
}
