import {
  attestationBy,
  completed,
  restingQuorums,
  selectAttestors,
  transferQuorums,
  votesAsked,
  type Attestation,
  type MspId,
  type Security,
  type TransferCustodians,
} from '@scrip/model';
import { protocolOf } from '../records/definition-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Who is asked whatever the protocol says, and who joins where that is one organisation. */
async function placeOf(
  work: UnitOfWork,
  { screener, issuer }: Pick<Security, 'screener' | 'issuer'>,
): Promise<{ readonly always: readonly MspId[]; readonly next: readonly MspId[] }> {
  const regulators = (await work.participants()).withRole('regulator');
  return { always: screener === undefined ? [] : [screener], next: [issuer.mspId, ...regulators] };
}

/**
 * Who attests what belongs to the register of a security as a whole: its registrar and its screener; where that is one
 * organisation, the issuer joins, then a regulator.
 *
 * @throws DomainError ATTESTORS_TOO_FEW
 */
export async function registerAttestation(work: UnitOfWork, security: Security): Promise<Attestation> {
  const { always, next } = await placeOf(work, security);
  return { attestors: selectAttestors([security.registrar, ...always], next) };
}

/**
 * Who attests lots at rest in the hands of a custodian's client: those whose votes its ownership protocol asks for,
 * whoever buys; without a protocol, registrar and custodian.
 *
 * @throws DomainError ATTESTORS_TOO_FEW
 */
export async function restingAttestation(work: UnitOfWork, security: Security, custodian: MspId): Promise<Attestation> {
  const place = await placeOf(work, security);
  const { registrar, title } = security;
  if (title === undefined) {
    return attestationBy(completed([[...new Set([registrar, custodian])].sort()], place.always, place.next));
  }
  const votes = votesAsked(title, await protocolOf(work.state, title));
  return attestationBy(restingQuorums(votes, security, custodian, place));
}

/** Who attests lots that are set aside for a transfer between two custodians. @throws DomainError ATTESTORS_TOO_FEW */
export async function transferAttestation(
  work: UnitOfWork,
  security: Security & Required<Pick<Security, 'title'>>,
  custodians: Required<TransferCustodians>,
): Promise<Attestation> {
  const votes = votesAsked(security.title, await protocolOf(work.state, security.title));
  return attestationBy(transferQuorums(votes, security, custodians, await placeOf(work, security)));
}

/**
 * The policy of the number of units outstanding, which every issue and redemption writes: no lot is consumed by an issue,
 * so that nothing else would ask for the screener's peer. Absent where nobody screens the security.
 */
export const issuedPolicy = async (work: UnitOfWork, security: Security): Promise<Uint8Array | undefined> =>
  security.screener === undefined ? undefined : work.keyPolicy(await registerAttestation(work, security));
