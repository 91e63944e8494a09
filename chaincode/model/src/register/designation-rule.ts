import type { PartyId } from '../identifiers/names.js';
import { nomineesOf } from './designation.js';
import type { Lot } from './lot.js';
import type { Movement } from './movement.js';
import { judge, type RuleVerdict } from './verdict.js';

/**
 * Judges that units come only to a holder, and through intermediaries, who hold as nominees; those that leave ask for
 * nothing, so that whoever ceases to be a nominee can still deliver what it holds for others.
 *
 * @param moved - lots that go as they are to another holder: a recovery takes their designations along
 */
export function judgeNominees(
  movement: Movement,
  moved: readonly Lot[],
  nominees: readonly PartyId[],
): readonly RuleVerdict[] {
  if (!('to' in movement)) return [];
  const isAlong = movement.kind === 'recovery' && moved.some((lot) => lot.designation !== undefined);
  const needed = isAlong ? [movement.to.holderId] : nomineesOf(movement.to);
  if (needed.length === 0) return [];
  const isAble = needed.every((each) => nominees.includes(each));
  return [judge('nominee-capacity', 'receiver', isAble ? undefined : 'NOMINEE_REQUIRED')];
}
