import { compliance, DomainError, LIMITS, type Isin, type PartyId, type Security } from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { readExemptions, writeExemption } from '../records/compliance-records.js';
import { readParty } from '../records/party-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Exempts a party from a rule of a security for a time, by the issuer of the security or a regulator. */
export const exemptParty: CommandHandler<compliance.ExemptionGrant> = {
  body: compliance.exemptionGrant,
  run: async (work, grant) => {
    const today = await exemptingDay(work, grant.isin);
    await readParty(work.state, grant.party);
    if (grant.validUntil < today) throw new DomainError('EXEMPTION_EXPIRED', { exemptionId: grant.exemptionId });
    const before = await readExemptions(work.state, grant.isin, grant.party);
    if (before.some(({ exemptionId }) => exemptionId === grant.exemptionId)) {
      throw new DomainError('EXEMPTION_EXISTS', { exemptionId: grant.exemptionId });
    }
    if (before.length === LIMITS.exemptionsPerPartyMax) {
      throw new DomainError('LIMIT_EXCEEDED', { exemptionsMax: LIMITS.exemptionsPerPartyMax });
    }
    const exemption = { ...grant, grantedBy: work.callerMspId, grantedOn: today };
    writeExemption(work.state, exemption);
    work.events.push({ type: 'ExemptionGranted', exemption });
    return { exemptionId: grant.exemptionId };
  },
};

/** Ends an exemption before its time, by the organisation that granted it or a regulator. One person does it. */
export const endExemption: CommandHandler<{
  readonly isin: Isin;
  readonly party: PartyId;
  readonly exemptionId: string;
}> = {
  body: compliance.exemptionReference,
  run: async (work, { isin, party, exemptionId }) => {
    const today = await exemptingDay(work, isin);
    const exemptions = await readExemptions(work.state, isin, party);
    const granted = exemptions.find((each) => each.exemptionId === exemptionId);
    if (granted === undefined || !compliance.isExempting(granted, today)) {
      throw new DomainError('EXEMPTION_UNKNOWN', { exemptionId });
    }
    const exemption = { ...granted, endedOn: today };
    writeExemption(work.state, exemption);
    work.events.push({ type: 'ExemptionEnded', exemption });
    return { exemptionId };
  },
};

/** The business date of a security, for whom may exempt from its rules. @throws DomainError AUTHORITY_DENIED */
async function exemptingDay(work: UnitOfWork, isin: Isin): ReturnType<typeof dayOf> {
  const security = await readSecurity(work.state, isin);
  const isIssuer = security.issuer.mspId === work.callerMspId;
  if (!isIssuer && !(await work.callerHas('regulator'))) {
    throw new DomainError('AUTHORITY_DENIED', { rule: 'issuer of the security or regulator' });
  }
  return dayOf(work, security);
}

async function dayOf(
  work: UnitOfWork,
  { calendar }: Security,
): Promise<Awaited<ReturnType<typeof readCalendarDate>>['businessDate']> {
  const { businessDate } = await readCalendarDate(work.state, calendar);
  work.businessDate = businessDate;
  return businessDate;
}
