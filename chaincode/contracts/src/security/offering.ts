import { DomainError, offeringReference, type Isin, type Offering } from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { findOffering, writeOffering } from '../records/offering-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Closes the offering of a security today: from here on restrictions on resale run, and nothing more is issued. */
export const closeOffering: CommandHandler<{ readonly isin: Isin }> = {
  body: offeringReference,
  run: async (work, { isin }) => {
    const { issuedOn, closedOn } = await ownOffering(work, isin);
    if (closedOn !== undefined) throw new DomainError('OFFERING_CLOSED', { isin });
    const offering: Offering = { isin, issuedOn, closedOn: await today(work, isin) };
    writeOffering(work.state, offering);
    work.events.push({ type: 'OfferingClosed', offering });
    return { isin, closedOn: offering.closedOn };
  },
};

/** Opens the offering again, as for a further tranche: what runs from its close begins anew with the next one. */
export const reopenOffering: CommandHandler<{ readonly isin: Isin }> = {
  body: offeringReference,
  run: async (work, { isin }) => {
    const { issuedOn, closedOn } = await ownOffering(work, isin);
    if (closedOn === undefined) throw new DomainError('OFFERING_OPEN', { isin });
    await today(work, isin);
    const offering: Offering = { isin, issuedOn };
    writeOffering(work.state, offering);
    work.events.push({ type: 'OfferingReopened', offering });
    return { isin };
  },
};

async function today(work: UnitOfWork, isin: Isin): ReturnType<UnitOfWork['today']> {
  const { calendar } = await readSecurity(work.state, isin);
  const { businessDate } = await readCalendarDate(work.state, calendar);
  work.businessDate = businessDate;
  return businessDate;
}

/** @throws DomainError AUTHORITY_DENIED, NOT_ISSUED */
async function ownOffering(work: UnitOfWork, isin: Isin): Promise<Offering> {
  const { issuer } = await readSecurity(work.state, isin);
  if (issuer.mspId !== work.callerMspId) throw new DomainError('AUTHORITY_DENIED', { rule: 'issuer of the security' });
  const offering = await findOffering(work.state, isin);
  if (offering === undefined) throw new DomainError('NOT_ISSUED', { isin });
  return offering;
}
