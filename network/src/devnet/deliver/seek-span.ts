import type { orderer } from '@hyperledger/fabric-protos';

/** First and last block of a deliver request; the last may be infinite. */
export interface SeekSpan {
  readonly first: number;
  readonly last: number;
}

/**
 * Blocks that a seek request means on a ledger of this height (Fabric: common/deliver/deliver.go and
 * common/ledger/blockledger/fileledger).
 *
 * @returns `BAD_REQUEST` without start or stop, or when the stop is before the start; `NOT_FOUND` when the start lies
 *   beyond the next block
 */
export function seekSpan(seek: orderer.SeekInfo, height: number): SeekSpan | 'BAD_REQUEST' | 'NOT_FOUND' {
  const [start, stop] = [seek.getStart(), seek.getStop()];
  if (start === undefined || stop === undefined) return 'BAD_REQUEST';
  const first = firstBlock(start, height);
  if (first === undefined) return 'NOT_FOUND';
  const last = lastBlock(stop, { first, fromNewest: start.hasNewest() }, height);
  return last < first && stop.hasSpecified() ? 'BAD_REQUEST' : { first, last };
}

function firstBlock(start: orderer.SeekPosition, height: number): number | undefined {
  if (start.hasOldest()) return 0;
  if (start.hasNewest()) return Math.max(height - 1, 0);
  if (start.hasNextCommit()) return height;
  const specified = start.getSpecified()?.getNumber();
  return specified === undefined || specified > height ? undefined : specified;
}

function lastBlock(
  stop: orderer.SeekPosition,
  { first, fromNewest }: { readonly first: number; readonly fromNewest: boolean },
  height: number,
): number {
  if (stop.hasOldest()) return first;
  if (stop.hasNewest()) return fromNewest ? first : height - 1;
  // A position that says nothing is block 0 to Go, which a stream that begins later has passed.
  return stop.getSpecified()?.getNumber() ?? (first === 0 ? 0 : Infinity);
}
