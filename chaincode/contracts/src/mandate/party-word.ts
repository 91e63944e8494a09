import {
  DomainError,
  isAutomaton,
  mayAct,
  NO_SIGNERS,
  type Act,
  type Party,
  type PartyWord,
  type SignedAct,
} from '@scrip/model';
import { verifiedSigners } from '../party/verified-signers.js';
import { readParty } from '../records/party-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { actingFacts } from './acting-facts.js';

/**
 * Refuses the word of a party that its custodian does not bring in, or that those who signed may not give for it.
 *
 * @param acts - what it does by its word, as mandates see it
 * @throws DomainError AUTHORITY_DENIED and what {@link requireActs} throws
 */
export async function requirePartyWord(
  work: UnitOfWork,
  word: PartyWord,
  signed: SignedAct,
  acts: readonly Act[],
): Promise<void> {
  const { instructionId, party } = word;
  const principal = await readParty(work.state, party);
  if (principal.custodian !== work.callerMspId) {
    throw new DomainError('AUTHORITY_DENIED', { instructionId, rule: 'custodian of the party' });
  }
  await requireActs(work, principal, word, signed, acts);
}

/**
 * Refuses what those who signed may not do for a party. Where nobody signed, a person of its custodian acts for it, and no
 * program.
 *
 * @throws DomainError SIGNATURES_INSUFFICIENT, what {@link verifiedSigners} throws, and why an act is not allowed
 */
export async function requireActs(
  work: UnitOfWork,
  principal: Party,
  { instructionId, authorisation }: Pick<PartyWord, 'instructionId' | 'authorisation'>,
  signed: SignedAct,
  acts: readonly Act[],
): Promise<void> {
  if (authorisation === undefined && isAutomaton(work.operator)) {
    throw new DomainError('SIGNATURES_INSUFFICIENT', { instructionId });
  }
  const signers = authorisation === undefined ? NO_SIGNERS : await verifiedSigners(work, signed, authorisation);
  const facts = await actingFacts(work.state, principal, signers, work.businessDate ?? (await work.today()));
  for (const act of acts) {
    const verdict = mayAct(act, facts);
    if (!verdict.allowed) throw new DomainError(verdict.reason, { instructionId });
  }
}
