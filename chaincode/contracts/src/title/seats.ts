import {
  accountsOf,
  concernedBy,
  DomainError,
  seatsOf,
  votesAsked,
  type Party,
  type Seat,
  type Security,
  type SettlementInstruction,
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

/** The two sides of a transfer. */
export interface TransferAccounts {
  readonly from: SubAccount;
  readonly to: SubAccount;
}

/**
 * The places from which it is voted on a transfer, and who has them: whoever is on either side, or behind it, is conflicted.
 *
 * @throws DomainError PARTY_UNKNOWN
 */
export async function seatsOfTransfer(
  work: UnitOfWork,
  security: Titled,
  { from, to }: TransferAccounts,
): Promise<readonly Seat[]> {
  const votes = votesAsked(security.title, await protocolOf(work.state, security.title));
  const [seller, buyer] = [await readParty(work.state, from.holderId), await readParty(work.state, to.holderId)];
  const custodians = { sellers: seller.custodian, buyers: buyer.custodian };
  const concerned: Party[] = [];
  for (const id of [...concernedBy(from), ...concernedBy(to)]) concerned.push(await readParty(work.state, id));
  return seatsOf(votes, security, custodians, concerned, await work.participants());
}

/**
 * Lets through who has to do with the votes on a transfer: the registrar of its security, whoever has a place from which it is
 * voted or stands in for who has, and the custodians of its parties.
 *
 * @throws DomainError AUTHORITY_DENIED, PARTY_UNKNOWN
 */
export async function requireConcerned(
  work: UnitOfWork,
  security: Titled,
  instruction: SettlementInstruction,
): Promise<void> {
  const caller = work.callerMspId;
  if (security.registrar === caller) return;
  const accounts = accountsOf(instruction);
  const seats = await seatsOfTransfer(work, security, accounts);
  if (seats.some(({ mspId, deputy }) => mspId === caller || deputy === caller)) return;
  for (const { holderId } of [accounts.from, accounts.to]) {
    if ((await readParty(work.state, holderId)).custodian === caller) return;
  }
  const { instructionId } = instruction;
  throw new DomainError('AUTHORITY_DENIED', {
    instructionId,
    rule: 'registrar, a place that votes, or a custodian of a party',
  });
}
