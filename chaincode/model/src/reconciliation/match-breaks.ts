import type { Break } from '../calendar/break.js';
import { isSameDifference, type Difference } from './difference.js';

/** What a run makes of the breaks that were open before it. */
export interface MatchedBreaks {
  /** Differences that no break is open for. */
  readonly appeared: readonly Difference[];
  /** Breaks whose difference was found again, with what was found now. */
  readonly kept: readonly { readonly open: Break; readonly difference: Difference }[];
  /** Breaks whose difference is gone. */
  readonly gone: readonly Break[];
}

/**
 * Matches what a run found with the breaks of the same scope that are open: the same difference opens no twin.
 *
 * @param isComplete - whether all differences are named; if not, one that is not named may be there still
 */
export function matchBreaks(
  open: readonly Break[],
  differences: readonly Difference[],
  isComplete: boolean,
): MatchedBreaks {
  const openFor = (found: Difference): Break | undefined =>
    open.find((each) => each.found !== undefined && isSameDifference(each.found, found));
  const isFoundAgain = ({ found }: Break): boolean =>
    found !== undefined && differences.some((each) => isSameDifference(each, found));
  return {
    appeared: differences.filter((each) => openFor(each) === undefined),
    kept: differences.flatMap((each) => {
      const known = openFor(each);
      return known === undefined ? [] : [{ open: known, difference: each }];
    }),
    gone: isComplete ? open.filter((each) => !isFoundAgain(each)) : [],
  };
}
