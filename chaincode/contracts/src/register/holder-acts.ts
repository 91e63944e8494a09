import {
  actingObstacle,
  DomainError,
  mayAct,
  NO_SIGNERS,
  transferAct,
  type BusinessDate,
  type GivenAct,
  type Party,
  type Security,
} from '@scrip/model';
import { actingFacts } from '../mandate/acting-facts.js';
import { readOwnParty } from '../party/own-party.js';
import { verifiedSigners } from '../party/verified-signers.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** What an act of a party is about, and by which function it is done. */
export interface HolderAct {
  readonly purpose: 'register:lockUnits' | 'register:pledgeUnits' | 'register:releaseUnits' | 'register:exchange';
  readonly security: Security;
  readonly units: bigint;
  readonly today: BusinessDate;
}

/**
 * A party must have done an act about its units itself: its custodian brings it in, with the party's signature where it
 * has keys. Mandates to transfer do not reach so far.
 *
 * @throws DomainError AUTHORITY_DENIED, SIGNATURES_INSUFFICIENT, PARTY_RESTRICTED, and those of the signatures
 */
export async function requireActOf(
  work: UnitOfWork,
  partyId: Party['partyId'],
  { act, authorisation }: GivenAct<unknown>,
  { purpose, security, units, today }: HolderAct,
): Promise<void> {
  const party = await readOwnParty(work, partyId);
  if (authorisation === undefined) {
    const verdict = mayAct(transferAct(security, units), await actingFacts(work.state, party, NO_SIGNERS, today));
    if (!verdict.allowed) throw new DomainError(verdict.reason, { partyId });
    return;
  }
  const signers = await verifiedSigners(work, { purpose, body: act }, authorisation);
  const obstacle = actingObstacle(party, 'instruction', signers.get(partyId));
  if (obstacle !== undefined) throw new DomainError(obstacle, { partyId });
}
