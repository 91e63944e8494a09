import type { EndorsedTransaction } from '../transaction/endorsed-transaction.js';
import type { KeyVersion, RangeRead, ReadWriteSet } from '../transaction/read-write-set.js';
import { fail, ensure } from '../verification-error.js';
import type { CertifiedEntry } from './entry.js';

/** Versions at which the peers read an entry. */
export interface ReadVersions {
  readonly security: KeyVersion;
  readonly holder: KeyVersion;
  /** By lot id; none where there are so many lots that the peers keep a hash over all keys and versions. */
  readonly lots: ReadonlyMap<string, KeyVersion>;
  /** That hash. */
  readonly lotsSummary: readonly string[];
}

/** Where a lot lies. */
export const lotKey = ({ isin, holderId }: CertifiedEntry, lotId: string): string => `lot/${isin}/${holderId}/${lotId}`;

/**
 * The peers must have read all that an entry is made of, in the state of the chaincode, and written nothing: the lots of
 * the holder to the last one, and every place where something may lie that keeps them from moving.
 *
 * @param asOfBlock - up to which the configuration is known: who signed what is newer may not count any more
 * @throws {VerificationError} read-set
 */
export function checkReadSet(
  { sets, chaincode }: EndorsedTransaction,
  entry: CertifiedEntry,
  asOfBlock: number,
): ReadVersions {
  const set = sets.get(chaincode.name) ?? fail('read-set', 'the peers read nothing of the chaincode');
  ensure(set.writes.size + set.policies.size === 0, 'read-set', 'the query wrote something');
  const newest = newestBlock(set);
  const message = `the peers read what block ${newest} wrote, and the configuration is known up to block ${asOfBlock}`;
  ensure(newest <= asOfBlock, 'read-set', message);
  const { isin, holderId, calendar } = entry;
  const burdens = ['encumbered', 'reserved', 'freeze/units'].map((kind) => `${kind}/${isin}/${holderId}`);
  const orders = [`freeze/security/${isin}`, ...['all', isin].map((scope) => `freeze/holder/${holderId}/${scope}`)];
  requireReads(set, [`date/${calendar}`, `issued/${isin}`, ...burdens, ...orders]);
  const { keys, summary } = rangeOf(set, `lot/${isin}/${holderId}/`);
  return {
    security: versionOf(set, `security/${isin}`),
    holder: versionOf(set, `party/${holderId}`),
    lots: keys === undefined ? new Map() : lotVersions(keys, entry),
    lotsSummary: summary,
  };
}

const newestBlock = ({ reads, ranges }: ReadWriteSet): number =>
  [...reads.values(), ...ranges.flatMap(({ keys }) => [...(keys?.values() ?? [])])].reduce(
    (newest, version) => Math.max(newest, version?.block ?? 0),
    0,
  );

function requireReads(set: ReadWriteSet, keys: readonly string[]): void {
  for (const key of keys) ensure(set.reads.has(key), 'read-set', `the peers did not read ${key}`);
}

const versionOf = (set: ReadWriteSet, key: string): KeyVersion =>
  set.reads.get(key) ?? fail('read-set', `the peers did not find ${key}`);

/** All keys that begin with a prefix, read to the end: `0` follows `/` in ASCII. */
function rangeOf(set: ReadWriteSet, prefix: string): RangeRead {
  const end = `${prefix.slice(0, -1)}0`;
  const range = set.ranges.find((each) => each.start === prefix && each.end === end);
  if (range?.isExhausted !== true) return fail('read-set', `the peers did not read all of ${prefix}`);
  return range;
}

function lotVersions(keys: NonNullable<RangeRead['keys']>, entry: CertifiedEntry): ReadonlyMap<string, KeyVersion> {
  ensure(keys.size === entry.lots.length, 'read-set', `the peers read ${keys.size} lots and not ${entry.lots.length}`);
  return new Map(
    entry.lots.map(({ lotId }) => {
      const version = keys.get(lotKey(entry, lotId));
      return [lotId, version ?? fail('read-set', `the peers did not read the lot ${lotId}`)];
    }),
  );
}
