import {
  DomainError,
  keyIdOf,
  provenKeys,
  type EnrolledKey,
  type Enrolment,
  type NewKey,
  type PartyId,
} from '@scrip/model';
import { reserveKey } from '../records/party-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Takes keys in: each has agreed to the whole enrolment, and belongs to no other party of the channel, now or before.
 *
 * @throws DomainError KEY_EXISTS, SIGNATURE_INVALID, STATEMENT_NOT_CURRENT
 */
export async function enrolKeys(
  work: UnitOfWork,
  partyId: PartyId,
  enrolment: Enrolment<EnrolledKey>,
): Promise<readonly NewKey[]> {
  const proven = provenKeys(await work.ledgerName(), work.callerMspId, enrolment, await work.today());
  for (const { key } of proven) {
    const keyId = keyIdOf(key);
    if (!(await reserveKey(work.state, keyId, partyId))) throw new DomainError('KEY_EXISTS', { keyId });
  }
  return proven;
}
