import { requireCurrent, verifySigners, type Authorisation, type PartyId, type Signers } from '@scrip/model';
import { readParty } from '../records/party-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Whose keys have signed an act, for this network and channel, now.
 *
 * @param act - what was signed, by the name of the function that does it
 * @throws DomainError PARTY_UNKNOWN, KEY_UNKNOWN, SIGNATURE_INVALID, STATEMENT_NOT_CURRENT
 */
export async function verifiedSigners(
  work: UnitOfWork,
  act: { readonly purpose: string; readonly body: unknown },
  authorisation: Authorisation,
): Promise<Signers> {
  requireCurrent(authorisation, work.businessDate ?? (await work.today()));
  const ids = new Set<PartyId>(authorisation.signatures.map(({ signer }) => signer));
  const parties = [];
  for (const id of ids) parties.push(await readParty(work.state, id));
  return verifySigners(await work.ledgerName(), act, authorisation, parties);
}
