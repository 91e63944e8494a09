import { isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import type { MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import type { CorrectionNote } from '../register/correction.js';
import { requireOpen, resolveBreak, type Break, type FoundDifference } from './break.js';

/** How many units a break is over; undefined where who found it has said nothing of it, or by hash only. */
export function unitsOver({ units, found }: Pick<Break, 'units' | 'found'>): bigint | undefined {
  if (found === undefined) return units;
  const [left, right] = [found.expected, found.found];
  if (!('units' in left) || !('units' in right)) return undefined;
  return left.units > right.units ? left.units - right.units : right.units - left.units;
}

/**
 * The break after an entry has corrected the register over it. It is resolved once all the units that it is over are
 * corrected, and lessened until then. What a run has found without showing how many stays open until a run looks again; a
 * break that somebody has raised without a number is resolved.
 *
 * @throws DomainError BREAK_NOT_OPEN, CORRECTION_EXCEEDS_BREAK, BREAK_AWAITS_RUN, LIMIT_EXCEEDED
 */
export function correctBreak(given: Break, note: CorrectionNote, by: MspId): Break {
  const { breakId, found, corrections: earlier = [] } = requireOpen(given);
  if (earlier.length === LIMITS.correctionsPerBreakMax) {
    throw new DomainError('LIMIT_EXCEEDED', { breakId, correctionsMax: LIMITS.correctionsPerBreakMax });
  }
  const corrected = { ...given, corrections: [...earlier, note] };
  const over = unitsOver(given);
  if (over === undefined && found !== undefined) {
    if (earlier.length > 0) throw new DomainError('BREAK_AWAITS_RUN', { breakId });
    return corrected;
  }
  const left = over === undefined ? 0n : over - corrected.corrections.reduce((sum, { units }) => sum + units, 0n);
  if (left < 0n) throw new DomainError('CORRECTION_EXCEEDS_BREAK', { breakId });
  return left > 0n ? corrected : resolveBreak(corrected, { by, on: note.on, entry: note.entry });
}

/**
 * The break with what a run has found now. Its figures tell of the corrections up to the day that the run is about, and only
 * later ones are still to be reckoned with.
 */
export function foundAgain(given: Break, found: FoundDifference, comparedOn: BusinessDate): Break {
  const { corrections = [], ...rest } = given;
  const later = corrections.filter(({ on }) => isBefore(comparedOn, on));
  return { ...rest, found, ...(later.length === 0 ? {} : { corrections: later }) };
}
