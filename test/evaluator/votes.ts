import type { Passing, VotesTree } from './text/votes-of-text.js';

/** The votes that were cast, by place. */
export type Cast = Readonly<Partial<Record<string, 'yes' | 'no'>>>;

function isMet(tree: VotesTree, saysYes: (place: string) => boolean): boolean {
  if ('place' in tree) return saysYes(tree.place);
  return tree.of.filter((one) => isMet(one, saysYes)).length >= tree.count;
}

/** Whether title passes: it does, it may still, or it does not. */
export type Passed = 'passes' | 'waits' | 'does not pass';

/** Whether title passes by the votes that were cast. @param isTimeOver - of a ballot, that nobody votes any more */
export function titlePasses({ tree, silence }: Passing, cast: Cast, isTimeOver: boolean): Passed {
  if (isMet(tree, (place) => cast[place] === 'yes')) return 'passes';
  const counts = isTimeOver && silence !== undefined ? silence : undefined;
  if (counts === 'yes' && isMet(tree, (place) => cast[place] !== 'no')) return 'passes';
  if (counts !== undefined) return 'does not pass';
  return isMet(tree, (place) => cast[place] !== 'no') ? 'waits' : 'does not pass';
}
