import {
  definitions,
  DomainError,
  requireFitScreener,
  requireInForce,
  securityPlacement,
  type BusinessDate,
  type Participants,
  type RecordedDefinition,
  type Security,
  type SecurityPlacement,
} from '@scrip/model';
import { issuedPolicy } from '../register/attestors.js';
import { readDefinition } from '../records/definition-records.js';
import { findSecurity, writeIssuedUnits, writeSecurity } from '../records/security-records.js';
import { requireSoundTitle } from '../title/sound-title.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { beginRules, rulesOf } from './begin-rules.js';

/** Registers a security by its definition, in the name of the caller as its issuer; no units exist yet. */
export const registerSecurity: CommandHandler<SecurityPlacement> = {
  body: securityPlacement,
  run: async (work, placement) => {
    const { businessDate } = await work.moment(placement.calendar);
    const definition = await readOwnDefinition(work, placement, businessDate);
    const security = definitions.registrationOf(definition, placement, work.callerMspId);
    const { isin, title } = security;
    requireRoles(await work.participants(), security);
    if ((await findSecurity(work.state, isin)) !== undefined) throw new DomainError('SECURITY_EXISTS', { isin });
    const named = [title?.protocol, definition.privacy].filter((name) => name !== undefined);
    for (const name of named) requireInForce(await readDefinition(work.state, name), businessDate);
    await requireSoundTitle(work, security);
    writeSecurity(work.state, security);
    writeIssuedUnits(work.state, { isin, issued: 0n }, await issuedPolicy(work, security));
    work.events.push({ type: 'SecurityRegistered', security });
    const rules = await rulesOf(work, definition);
    if (rules !== undefined) {
      await beginRules(work, { isin, rules, grandfathers: false, effectiveFrom: businessDate }, businessDate);
    }
    return { isin };
  },
};

/** The definition in force that the caller's organisation has written. */
async function readOwnDefinition(
  work: UnitOfWork,
  { definition: name }: SecurityPlacement,
  today: BusinessDate,
): Promise<definitions.SecurityDefinition> {
  const recorded: RecordedDefinition = await readDefinition(work.state, name);
  requireInForce(recorded, today);
  const { definition, steps } = recorded;
  if (definition.kind !== 'security') throw new DomainError('DEFINITION_MISUSED', { definition: name });
  if (steps.author.mspId !== work.callerMspId) {
    throw new DomainError('AUTHORITY_DENIED', { rule: 'author of the definition' });
  }
  return definition;
}

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
