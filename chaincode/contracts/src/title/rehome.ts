import {
  type Attestation,
  type BusinessDate,
  type Lot,
  type LotId,
  type Movement,
  type Security,
  type SubAccount,
} from '@scrip/model';
import { applyOrRefuse, movementFacts, sideOf } from '../register/movement.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Lots that come to be attested by others. */
export interface Rehoming {
  readonly account: SubAccount;
  readonly lotIds: readonly LotId[];
  /** Of these lots together; what is left of the last one stays as it was. */
  readonly units: bigint;
  readonly attestation: Attestation;
}

/**
 * Puts lots in the place of others that are alike but for who attests them. The old ones are consumed, so that the key
 * policies of before decide whether it may be done.
 *
 * @returns the lots that are attested otherwise
 * @throws DomainError with the first reason
 */
export async function rehomeLots(
  work: UnitOfWork,
  security: Security,
  today: BusinessDate,
  { account, lotIds, units, attestation }: Rehoming,
): Promise<readonly Lot[]> {
  const from = await sideOf(work, security, account);
  const movement: Movement = { kind: 'rehoming', from, lotIds, units, attestation };
  const facts = await movementFacts(work, security, today, movement);
  const { consumed, created } = await applyOrRefuse(work, movement, facts);
  const { isin } = security;
  work.events.push({
    type: 'LotsRehomed',
    ...{ isin, holderId: account.holderId, businessDate: today },
    consumed: consumed.map(({ lotId }) => lotId),
    created,
  });
  return created.filter(({ origin }) => origin === 'rehoming');
}
