import { selectAttestors, type MspId, type Security } from '@scrip/model';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Who attests what belongs to the register of a security: its registrar and its screener with those named; where that is
 * one organisation, the issuer joins, then a regulator.
 *
 * @throws DomainError ATTESTORS_TOO_FEW
 */
export async function attestorsOf(
  work: UnitOfWork,
  { registrar, screener, issuer }: Pick<Security, 'registrar' | 'screener' | 'issuer'>,
  named: readonly MspId[] = [],
): Promise<readonly MspId[]> {
  const first = [registrar, ...named, ...(screener === undefined ? [] : [screener])];
  return selectAttestors(first, [issuer.mspId, ...(await work.participants()).withRole('regulator')]);
}

/**
 * The policy of the number of units outstanding, which every issue and redemption writes: no lot is consumed by an issue,
 * so that nothing else would ask for the screener's peer. Absent where nobody screens the security.
 */
export const issuedPolicy = async (work: UnitOfWork, security: Security): Promise<Uint8Array | undefined> =>
  security.screener === undefined ? undefined : work.keyPolicy(await attestorsOf(work, security));
