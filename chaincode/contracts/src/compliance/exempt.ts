import { compliance, DomainError, isBefore, LIMITS, type BusinessDate, type Isin, type PartyId } from '@scrip/model';
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
    if (isBefore(grant.validUntil, today))
      throw new DomainError('EXEMPTION_EXPIRED', { exemptionId: grant.exemptionId });
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
async function exemptingDay(work: UnitOfWork, isin: Isin): Promise<BusinessDate> {
  const { issuer, calendar } = await readSecurity(work.state, isin);
  if (issuer.mspId !== work.callerMspId && !(await work.callerHas('regulator'))) {
    throw new DomainError('AUTHORITY_DENIED', { rule: 'issuer of the security or regulator' });
  }
  return (await work.moment(calendar)).businessDate;
}
