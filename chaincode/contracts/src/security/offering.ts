import { DomainError, offeringReference, type BusinessDate, type Isin, type Offering } from '@scrip/model';
import { findOffering, writeOffering } from '../records/offering-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { readOwnSecurity } from './own-security.js';

/** Closes the offering of a security today: from here on restrictions on resale run, and nothing more is issued. */
export const closeOffering: CommandHandler<{ readonly isin: Isin }> = {
  body: offeringReference,
  run: async (work, { isin }) => {
    const { issuedOn, closedOn, today } = await ownOffering(work, isin);
    if (closedOn !== undefined) throw new DomainError('OFFERING_CLOSED', { isin });
    const offering: Offering = { isin, issuedOn, closedOn: today };
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
    const offering: Offering = { isin, issuedOn };
    writeOffering(work.state, offering);
    work.events.push({ type: 'OfferingReopened', offering });
    return { isin };
  },
};

/**
 * The offering of a security of the caller's organisation, and the business date of its calendar.
 *
 * @throws DomainError AUTHORITY_DENIED, NOT_ISSUED
 */
async function ownOffering(work: UnitOfWork, isin: Isin): Promise<Offering & { readonly today: BusinessDate }> {
  const { calendar } = await readOwnSecurity(work, isin);
  const offering = await findOffering(work.state, isin);
  if (offering === undefined) throw new DomainError('NOT_ISSUED', { isin });
  return { ...offering, today: (await work.moment(calendar)).businessDate };
}
