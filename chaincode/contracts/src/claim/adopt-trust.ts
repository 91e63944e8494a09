import {
  adoptTrust,
  DomainError,
  endTrust,
  LIMITS,
  trust,
  trustEnding,
  type Trust,
  type TrustEnding,
} from '@scrip/model';
import { readSecurity } from '../records/security-records.js';
import { findTrust, readTrusts, writeTrust } from '../records/trust-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Adopts whom the network (a regulator) or a security (its issuer) trusts for claims of a type, and to what effect. */
export const adoptClaimTrust: CommandHandler<Trust> = {
  body: trust,
  run: async (work, next) => {
    await requireAuthorityOver(work, next);
    const participants = await work.participants();
    for (const { mspId } of next.issuers ?? []) participants.require(mspId);
    const before = await findTrust(work.state, next.isin, next.type);
    if (before === undefined && (await readTrusts(work.state, next.isin)).length === LIMITS.trustedTypesMax) {
      throw new DomainError('LIMIT_EXCEEDED', { typesMax: LIMITS.trustedTypesMax });
    }
    const adopted = adoptTrust(before, next);
    await work.today();
    writeTrust(work.state, adopted);
    work.events.push({ type: 'TrustAdopted', trust: adopted });
    return { type: adopted.type };
  },
};

/** Ends the trust in one claim issuer, by whom it is adopted. One person does it: it takes power away. */
export const endClaimTrust: CommandHandler<TrustEnding> = {
  body: trustEnding,
  run: async (work, ending) => {
    await requireAuthorityOver(work, ending);
    const ended = endTrust(await findTrust(work.state, ending.isin, ending.type), ending);
    await work.today();
    writeTrust(work.state, ended);
    work.events.push({ type: 'TrustAdopted', trust: ended });
    return { type: ended.type };
  },
};

async function requireAuthorityOver(work: UnitOfWork, { isin }: Pick<Trust, 'isin'>): Promise<void> {
  const { roles } = (await work.participants()).require(work.callerMspId);
  if (isin === undefined) {
    if (!roles.includes('regulator')) throw new DomainError('AUTHORITY_DENIED', { rule: 'regulator' });
    return;
  }
  const { issuer } = await readSecurity(work.state, isin);
  // a regulator that once issued it has no say over it any more
  const isIssuer = issuer.mspId === work.callerMspId && roles.includes('issuer');
  if (!isIssuer) throw new DomainError('AUTHORITY_DENIED', { rule: 'issuer of the security' });
}
