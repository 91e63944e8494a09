import {
  DomainError,
  requireFitScreener,
  requireInForce,
  security,
  type Participants,
  type Security,
} from '@scrip/model';
import { issuedPolicy } from '../register/attestors.js';
import { readDefinition } from '../records/definition-records.js';
import { findSecurity, writeIssuedUnits, writeSecurity } from '../records/security-records.js';
import { requireSoundTitle } from '../title/sound-title.js';
import type { CommandHandler } from '../transaction/submit.js';

/** Registers a security by its public terms, in the name of the caller as its issuer; no units exist yet. */
export const registerSecurity: CommandHandler<Security> = {
  body: security,
  run: async (work, body) => {
    requireRoles(await work.participants(), body);
    if (body.issuer.mspId !== work.callerMspId) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'issuer of the security' });
    }
    if ((await findSecurity(work.state, body.isin)) !== undefined) {
      throw new DomainError('SECURITY_EXISTS', { isin: body.isin });
    }
    const { businessDate } = await work.moment(body.calendar);
    if (body.title !== undefined) requireInForce(await readDefinition(work.state, body.title.protocol), businessDate);
    await requireSoundTitle(work, body);
    writeSecurity(work.state, body);
    writeIssuedUnits(work.state, { isin: body.isin, issued: 0n }, await issuedPolicy(work, body));
    work.events.push({ type: 'SecurityRegistered', security: body });
    return { isin: body.isin };
  },
};

/** Refuses a security whose issuer or registrar does not hold that role on the channel. */
function requireRoles(participants: Participants, { issuer, registrar, screener }: Security): void {
  if (screener !== undefined) requireFitScreener(participants.require(screener));
  for (const [mspId, role] of [
    [issuer.mspId, 'issuer'],
    [registrar, 'registrar'],
  ] as const) {
    if (!participants.require(mspId).roles.includes(role)) throw new DomainError('AUTHORITY_DENIED', { mspId, role });
  }
}
