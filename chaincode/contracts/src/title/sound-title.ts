import { DomainError, organisationAt, rolesOf, votesAsked, type MspId, type Security } from '@scrip/model';
import { protocolOf } from '../records/definition-records.js';
import { restingAttestation, transferAttestation } from '../register/attestors.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { isTitled } from './seats.js';

/**
 * Refuses a title by which nothing could ever pass: whose protocol there is not, names nobody for a vote, or asks for
 * organisations that are no participants. The key policies of every pair of custodians are made and proven sound.
 *
 * @throws DomainError TITLE_INVALID, DEFINITION_UNKNOWN, DEFINITION_MISUSED, PARTICIPANT_UNKNOWN, ATTESTORS_TOO_FEW, POLICY_INVALID
 */
export async function requireSoundTitle(work: UnitOfWork, security: Security): Promise<void> {
  if (!isTitled(security)) return;
  const participants = await work.participants();
  const { title } = security;
  const named = [title.notary, ...(title.deputies ?? []).map(({ mspId }) => mspId)];
  if ('confirmedBy' in title.register) named.push(title.register.confirmedBy);
  for (const mspId of named) if (mspId !== undefined) participants.require(mspId);
  const votes = votesAsked(title, await protocolOf(work.state, title));
  const [someone] = participants.members as readonly [MspId, ...MspId[]];
  for (const role of rolesOf(votes)) {
    if (organisationAt(role, security, { sellers: someone, buyers: someone }) === undefined) {
      throw new DomainError('TITLE_INVALID', { isin: security.isin, role });
    }
  }
  for (const { for: role } of title.deputies ?? []) {
    if (!rolesOf(votes).includes(role)) throw new DomainError('TITLE_INVALID', { isin: security.isin, role });
  }
  for (const sellers of participants.members) {
    await work.keyPolicy(await restingAttestation(work, security, sellers));
    for (const buyers of participants.members) {
      await work.keyPolicy(await transferAttestation(work, security, { sellers, buyers }));
    }
  }
}
