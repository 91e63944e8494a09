import {
  acquisitionTerms,
  allocatedTitle,
  DomainError,
  issueRequest,
  requireDayOpen,
  type Allocation,
  type BusinessDate,
  type Isin,
  type IssueRequest,
  type LotId,
  type Security,
} from '@scrip/model';
import { findOffering, writeOffering } from '../records/offering-records.js';
import { readIssuedUnits } from '../records/security-records.js';
import { readOwnSecurity } from '../security/own-security.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { applyOrRefuse, movementFacts, sideOf } from './movement.js';
import { isTitled } from '../title/seats.js';

/** Issues units to holders, by the issuer of the security alone: all allocations or none. */
export const issueUnits: CommandHandler<IssueRequest> = {
  body: issueRequest,
  run: async (work, { isin, allocations }) => {
    const security = await readOwnSecurity(work, isin);
    const now = await work.moment(security.calendar);
    requireDayOpen(now);
    const { businessDate } = now;
    await openOffering(work, isin, businessDate);
    const lots: LotId[] = [];
    let toOthers = allocations.reduce((sum, { units }) => sum + units, 0n);
    for (const allocation of allocations) {
      toOthers -= allocation.units;
      lots.push(...(await allocate(work, security, { businessDate, toOthers }, allocation)));
    }
    return { isin, lots };
  },
};

/** The first issue begins the distribution; after its close nothing more is issued. @throws DomainError OFFERING_CLOSED */
async function openOffering({ state }: UnitOfWork, isin: Isin, today: BusinessDate): Promise<void> {
  const offering = await findOffering(state, isin);
  if (offering === undefined) writeOffering(state, { isin, issuedOn: today });
  else if (offering.closedOn !== undefined) throw new DomainError('OFFERING_CLOSED', { isin });
}

async function allocate(
  work: UnitOfWork,
  security: Security,
  { businessDate, toOthers }: { readonly businessDate: BusinessDate; readonly toOthers: bigint },
  allocation: Allocation,
): Promise<readonly LotId[]> {
  const { holderId, units } = allocation;
  const terms = { ...acquisitionTerms(allocation, businessDate), ...allocatedTitle(allocation, isTitled(security)) };
  const to = await sideOf(work, security, allocation);
  const outstanding = await readIssuedUnits(work.state, security.isin);
  const movement = { kind: 'issue', to, units, outstanding, toOthers, ...terms } as const;
  const facts = await movementFacts(work, security, businessDate, movement);
  const { created } = await applyOrRefuse(work, movement, facts);
  const issued = outstanding + units;
  work.events.push({ type: 'HoldingIssued', isin: security.isin, holderId, units, businessDate, created, issued });
  return created.map(({ lotId }) => lotId);
}
