import { seatsOf, votesAsked, type PartyId, type Seat, type Security, type Title } from '@scrip/model';
import { protocolOf } from '../records/definition-records.js';
import { readParty } from '../records/party-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** A security that says what title to it is. */
export type Titled = Security & { readonly title: Title };

/** Whether a security says what title to it is. */
export const isTitled = (security: Security): security is Titled => security.title !== undefined;

/** The places from which it is voted on a transfer between two holders, and who has them. @throws DomainError PARTY_UNKNOWN */
export async function seatsOfTransfer(
  work: UnitOfWork,
  security: Titled,
  sellerId: PartyId,
  buyerId: PartyId,
): Promise<readonly Seat[]> {
  const votes = votesAsked(security.title, await protocolOf(work.state, security.title));
  const [seller, buyer] = [await readParty(work.state, sellerId), await readParty(work.state, buyerId)];
  const custodians = { sellers: seller.custodian, buyers: buyer.custodian };
  return seatsOf(votes, security, custodians, [seller, buyer], await work.participants());
}
