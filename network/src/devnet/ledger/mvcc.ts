import { peer } from '@hyperledger/fabric-protos';
import { type KeyRead, type MerkleSummary, RangeSummaryBuilder } from './range-summary.js';
import type { NamespaceSet, RangeRead } from './read-write-set.js';
import { sameVersion } from './stored-value.js';
import type { Version } from './types.js';
import type { UpdateBatch } from './update-batch.js';
import { compareUtf8 } from './utf8-order.js';
import type { ChannelView } from './world-state.js';

const { VALID, MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT } = peer.TxValidationCode;

/**
 * Whether what a transaction read is still so: reads, range queries and hashed reads against the state before the
 * block and the updates of the valid transactions before it in the block (`validation/validator.go`).
 *
 * @returns VALID, MVCC_READ_CONFLICT (11) or PHANTOM_READ_CONFLICT (12)
 */
export async function checkReads(
  namespaces: readonly NamespaceSet[],
  view: ChannelView,
  updates: UpdateBatch,
): Promise<number> {
  for (const set of namespaces) {
    if (!readsHold(set, view, updates)) {
      return MVCC_READ_CONFLICT;
    }
    for (const range of set.ranges) {
      if (!(await rangeHolds(set.namespace, range, view, updates))) {
        return PHANTOM_READ_CONFLICT;
      }
    }
    if (!hashedReadsHold(set, view, updates)) {
      return MVCC_READ_CONFLICT;
    }
  }
  return VALID;
}

/** Any update of the key in the block is a conflict, also a delete of a key that was read as absent. */
function readsHold({ namespace, reads }: NamespaceSet, view: ChannelView, updates: UpdateBatch): boolean {
  return reads.every(
    ({ key, version }) =>
      updates.getPublic(namespace, key) === undefined && sameVersion(view.readPublic(namespace, key)?.version, version),
  );
}

function hashedReadsHold({ namespace, collections }: NamespaceSet, view: ChannelView, updates: UpdateBatch): boolean {
  return collections.every(({ name, reads }) =>
    reads.every(
      ({ key, version }) =>
        updates.getHashed(namespace, name, key) === undefined &&
        sameVersion(view.readHashed(namespace, name, key)?.version, version),
    ),
  );
}

async function rangeHolds(
  namespace: string,
  range: RangeRead,
  view: ChannelView,
  updates: UpdateBatch,
): Promise<boolean> {
  const current = currentRange(namespace, range, view, updates);
  return range.merkle === undefined ? sameReads(range.reads, current) : sameSummary(range.merkle, current);
}

async function sameReads(recorded: readonly KeyRead[], current: AsyncIterable<KeyRead>): Promise<boolean> {
  let position = 0;
  for await (const { key, version } of current) {
    const expected = recorded[position++];
    if (expected?.key !== key || !sameVersion(expected.version, version)) {
      return false;
    }
  }
  return position === recorded.length;
}

async function sameSummary(recorded: MerkleSummary, current: AsyncIterable<KeyRead>): Promise<boolean> {
  const builder = new RangeSummaryBuilder(recorded.maxDegree);
  for await (const read of current) {
    builder.add(read);
  }
  const built = builder.finish();
  if (built.kind === 'raw') {
    return false;
  }
  const { maxLevel, hashes } = built.summary;
  return (
    maxLevel === recorded.maxLevel &&
    hashes.length === recorded.hashes.length &&
    hashes.every((hash, i) => recorded.hashes[i]?.equals(hash) === true)
  );
}

/**
 * The range as it is now (`validation/combined_iterator.go`). A query that was not read to its end is recorded up to
 * its last key, which then belongs to the range.
 */
async function* currentRange(
  namespace: string,
  range: RangeRead,
  view: ChannelView,
  updates: UpdateBatch,
): AsyncGenerator<KeyRead> {
  const { start, end } = range;
  const overlay = changedInRange(updates, namespace, range);
  let next = 0;
  for await (const [key, { version }] of view.range(namespace, start, end)) {
    for (; isBefore(overlay[next], key); next++) {
      yield* present(overlay[next]);
    }
    if (overlay[next]?.key === key) {
      yield* present(overlay[next++]);
    } else {
      yield { key, version };
    }
  }
  for (; next < overlay.length; next++) {
    yield* present(overlay[next]);
  }
  if (!range.exhausted) {
    yield* lastKey(namespace, end, view, updates);
  }
}

interface Change {
  readonly key: string;
  /** Undefined for a delete. */
  readonly version: Version | undefined;
}

function changedInRange(updates: UpdateBatch, namespace: string, { start, end }: RangeRead): Change[] {
  return [...updates.publicOf(namespace)]
    .filter(([key]) => compareUtf8(key, start) >= 0 && (end === '' || compareUtf8(key, end) < 0))
    .map(([key, { value, version }]) => ({ key, version: value === undefined ? undefined : version }))
    .sort((a, b) => compareUtf8(a.key, b.key));
}

function isBefore(change: Change | undefined, key: string): boolean {
  return change !== undefined && compareUtf8(change.key, key) < 0;
}

function* present(change: Change | undefined): Generator<KeyRead> {
  if (change?.version !== undefined) {
    yield change;
  }
}

function* lastKey(namespace: string, key: string, view: ChannelView, updates: UpdateBatch): Generator<KeyRead> {
  const update = updates.getPublic(namespace, key);
  const current = update ?? view.readPublic(namespace, key);
  if (current?.value !== undefined) {
    yield { key, version: current.version };
  }
}
