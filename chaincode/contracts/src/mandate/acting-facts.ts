import type { ActingFacts, BusinessDate, Party, Signers } from '@scrip/model';
import { readMandates, readOfficers } from '../records/mandate-records.js';
import { readParty } from '../records/party-records.js';
import type { WorldState } from '../world-state/world-state.js';

/**
 * What the ledger says about who acts for a party today. Mandates are read only when somebody else has signed: a party
 * that signs for itself is judged by its own record.
 *
 * @param signers - whose signatures were verified; nobody: the custodian instructs
 * @throws DomainError PARTY_UNKNOWN
 */
export async function actingFacts(
  state: WorldState,
  principal: Party,
  signers: Signers,
  today: BusinessDate,
): Promise<ActingFacts> {
  const signing = [];
  for (const [id, keys] of signers) signing.push({ party: await readParty(state, id), keys });
  const others = [...signers.keys()].some((id) => id !== principal.partyId);
  const mandates = others ? await readMandates(state, principal.partyId) : [];
  const officers = others ? await readOfficers(state, principal.partyId) : [];
  return { principal, signing, mandates, officers, today };
}
