import {
  concernedBy,
  seatsOf,
  votesAsked,
  type Party,
  type Seat,
  type Security,
  type SubAccount,
  type Title,
} from '@scrip/model';
import { protocolOf } from '../records/definition-records.js';
import { readParty } from '../records/party-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** A security that says what title to it is. */
export type Titled = Security & { readonly title: Title };

/** Whether a security says what title to it is. */
export const isTitled = (security: Security): security is Titled => security.title !== undefined;

/**
 * The places from which it is voted on a transfer, and who has them: whoever is on either side, or behind it, is conflicted.
 *
 * @throws DomainError PARTY_UNKNOWN
 */
export async function seatsOfTransfer(
  work: UnitOfWork,
  security: Titled,
  { from, to }: { readonly from: SubAccount; readonly to: SubAccount },
): Promise<readonly Seat[]> {
  const votes = votesAsked(security.title, await protocolOf(work.state, security.title));
  const [seller, buyer] = [await readParty(work.state, from.holderId), await readParty(work.state, to.holderId)];
  const custodians = { sellers: seller.custodian, buyers: buyer.custodian };
  const concerned: Party[] = [];
  for (const id of [...concernedBy(from), ...concernedBy(to)]) concerned.push(await readParty(work.state, id));
  return seatsOf(votes, security, custodians, concerned, await work.participants());
}
