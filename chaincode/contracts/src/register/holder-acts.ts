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
import { readParty } from '../records/party-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** What an act of a party is about, and by which function it is done. */
export interface HolderAct {
  readonly purpose:
    | `register:${'encumber' | 'releaseUnits' | 'subordinate' | 'enforce' | 'exchange' | 'rematerialise'}`
    | 'dispute:agree'
    | 'solicitation:vote';
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
  given: GivenAct<unknown>,
  about: HolderAct,
): Promise<void> {
  await readOwnParty(work, partyId);
  await requireWordOf(work, partyId, given, about);
}

/**
 * The same, where whoever carries the act out brings in what the party has signed; for a party without keys its custodian
 * alone speaks.
 *
 * @throws DomainError as {@link requireActOf}
 */
export async function requireWordOf(
  work: UnitOfWork,
  partyId: Party['partyId'],
  { act, authorisation }: GivenAct<unknown>,
  { purpose, security, units, today }: HolderAct,
): Promise<void> {
  if (authorisation === undefined) {
    const own = await readOwnParty(work, partyId);
    const verdict = mayAct(transferAct(security, units), await actingFacts(work.state, own, NO_SIGNERS, today));
    if (!verdict.allowed) throw new DomainError(verdict.reason, { partyId });
    return;
  }
  const party = await readParty(work.state, partyId);
  const signers = await verifiedSigners(work, { purpose, body: act }, authorisation);
  const obstacle = actingObstacle(party, 'instruction', signers.get(partyId));
  if (obstacle !== undefined) throw new DomainError(obstacle, { partyId });
}
