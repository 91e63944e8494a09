import { isin, type Isin } from '../identifiers/isin.js';
import { instructionId, lotId, partyId, type InstructionId, type LotId, type PartyId } from '../identifiers/names.js';
import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { designation, type Designation } from './designation.js';
import { units } from '../numbers/units.js';
import { list, optional, record } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** Units of a holding that wait for the settlement of one instruction. */
export interface Reservation {
  readonly instructionId: InstructionId;
  readonly units: bigint;
  /** The sub-account that gives; absent: units that are allocated to nobody. */
  readonly designation?: Designation;
  /** Lots that are set aside for it; absent: whichever there are. */
  readonly lots?: readonly LotId[];
}

/** All reservations of one holding. */
export interface ReservedHolding {
  readonly isin: Isin;
  readonly holderId: PartyId;
  readonly reservations: readonly Reservation[];
}

const setAside = list(lotId, { min: 1, max: LIMITS.lotsPerMovementMax });

/** How the reservations of a holding are stored; a holding without any has no record. */
export const reservedHoldingRecord = storedRecord<ReservedHolding>(
  'reserved holding',
  record({
    isin,
    holderId: partyId,
    reservations: list(record({ instructionId, units, designation: optional(designation), lots: optional(setAside) }), {
      min: 1,
      max: LIMITS.reservationsPerHoldingMax,
    }),
  }),
);

/** The units that are reserved altogether. */
export const reservedUnits = (reservations: readonly Reservation[]): bigint =>
  reservations.reduce((sum, { units: reserved }) => sum + reserved, 0n);

/** The reservations with one more. @throws DomainError LIMIT_EXCEEDED */
export function withReservation(
  reservations: readonly Reservation[],
  reservation: Reservation,
): readonly Reservation[] {
  if (reservations.length >= LIMITS.reservationsPerHoldingMax) {
    throw new DomainError('LIMIT_EXCEEDED', { reservationsMax: LIMITS.reservationsPerHoldingMax });
  }
  return [...withoutReservation(reservations, reservation.instructionId), reservation];
}

/** The reservations without that of an instruction. */
export const withoutReservation = (
  reservations: readonly Reservation[],
  instructionId: InstructionId,
): readonly Reservation[] => reservations.filter((each) => each.instructionId !== instructionId);
