import {
  quorumsIn,
  type Attestation,
  type InstructionId,
  type Lot,
  type LotId,
  type PartyId,
  type Security,
} from '@scrip/model';
import { readInstruction } from '../records/instruction-records.js';
import { readParty } from '../records/party-records.js';
import { readReservations } from '../records/reservation-records.js';
import { restingAttestation, transferAttestation } from '../register/attestors.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { isTitled } from './seats.js';

/** Where a lot belongs: who should attest it, and the transfer for which it is set aside, if it is. */
export interface Home {
  readonly attestation: Attestation;
  readonly setAsideFor?: InstructionId;
}

/** Who should attest the lots of a holder today. @throws DomainError PARTY_UNKNOWN, ATTESTORS_TOO_FEW */
export async function homesOf(
  work: UnitOfWork,
  security: Security,
  holderId: PartyId,
): Promise<(lot: Pick<Lot, 'lotId'>) => Home> {
  const { custodian: sellers } = await readParty(work.state, holderId);
  const resting: Home = { attestation: await restingAttestation(work, security, sellers) };
  const setAside = new Map<LotId, Home>();
  for (const { instructionId, lots = [] } of await readReservations(work.state, security.isin, holderId)) {
    if (lots.length === 0 || !isTitled(security)) continue;
    const { toHolderId } = await readInstruction(work.state, instructionId);
    const { custodian: buyers } = await readParty(work.state, toHolderId);
    const attestation = await transferAttestation(work, security, { sellers, buyers });
    for (const lotId of lots) setAside.set(lotId, { attestation, setAsideFor: instructionId });
  }
  return ({ lotId }) => setAside.get(lotId) ?? resting;
}

/** Whether a lot is attested by those who should. */
export const isHome = (lot: Attestation, { attestation }: Home): boolean => nameOf(lot) === nameOf(attestation);

const nameOf = (of: Attestation): string =>
  quorumsIn(of)
    .map((quorum) => quorum.join(' '))
    .join('|');
