import type { LotSelection } from './lot-selection.js';
import type { Lot } from './lot.js';
import { keepsOwner, type Movement } from './movement.js';

/** Units of an acquisition that others have: absent rather than none. */
type PassedOn = Pick<Lot, 'passedOn'>;

const counted = (units: bigint): PassedOn => (units === 0n ? {} : { passedOn: units });

/** What of a lot's count goes with a part of its units: as many parts of it, rounded down, so that all of it goes with all. */
const shareOf = ({ passedOn = 0n, units: all }: Lot, part: bigint): bigint => (passedOn * part) / all;

/** What units count that move and stay with whom they are for. */
export const passedOnWith = (lot: Lot, part: bigint): PassedOn => counted(shareOf(lot, part));

/** What one lot counts that is made of several. */
export const passedOnOfAll = (lots: readonly Lot[]): PassedOn =>
  counted(lots.reduce((sum, { passedOn = 0n }) => sum + passedOn, 0n));

/** Movements by which a holder disposes of units, so that a rule on what has vested is asked of them. */
const disposes = (movement: Movement): boolean =>
  ['exchangeOut', 'rematerialisation', 'enforcement'].includes(movement.kind) ||
  (movement.kind === 'transfer' && !keepsOwner(movement));

/**
 * What is left of the last lot counts: more by what the holder disposes of, and less by what units take along that go
 * otherwise. What vests in parts of an acquisition would all be free at once if each remainder were an acquisition.
 */
export function passedOnBefore(movement: Movement, lot: Lot, { remainder }: Pick<LotSelection, 'remainder'>): PassedOn {
  const { passedOn = 0n, units } = lot;
  const moved = units - remainder;
  return counted(disposes(movement) ? passedOn + moved : passedOn - shareOf(lot, moved));
}
