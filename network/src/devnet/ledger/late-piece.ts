import { sha256 } from '../../crypto/ecdsa.js';
import { asBuffer, decode, ProtoError } from '../../proto/decode.js';
import { ledger } from '@hyperledger/fabric-protos';
import type { LedgerParts } from './ledger-parts.js';
import { purgedUpTo } from './private-purge.js';
import { type CollectionSet, type HashedWrite, parsePrivateWrites, type PrivateWrites } from './read-write-set.js';
import { compareVersions } from './stored-value.js';
import type { PieceAddress } from './types.js';

const { KVRWSet } = ledger.rwset.kvrwset;

/** A private set that came after its block, as the peer that sent it has it. */
export interface LatePiece extends PieceAddress {
  readonly bytes: Buffer;
}

/**
 * What of a late piece is to be stored: nothing unless it is what the block's hashes say, without what was purged
 * since, at this peer or at the sender (`kvledger/hashcheck_pvtdata.go`).
 *
 * One difference: where a part was purged, Fabric takes a delete among the rest for a wrong value; here it is right.
 */
export function verifiedBytes(parts: LedgerParts, late: LatePiece, set: CollectionSet): Buffer | undefined {
  if (set.writes.length === 0) {
    return undefined;
  }
  const kept = new Map(
    set.writes.filter(({ key }) => !isPurged(parts, late, key)).map((write) => [write.key, write] as const),
  );
  if (kept.size === 0) {
    return Buffer.alloc(0);
  }
  const sent = readWrites(late.bytes);
  if (sent === undefined || sent.writes.length < kept.size) {
    return undefined;
  }
  if (kept.size === set.writes.length && sent.writes.length === kept.size) {
    return sha256(late.bytes).equals(set.privateSetHash) ? late.bytes : undefined;
  }
  return matchingWrites(late.bytes, sent, kept);
}

/** The writes that the block names and that are not purged; undefined when one is missing or has another value. */
function matchingWrites(
  bytes: Buffer,
  { writes }: PrivateWrites,
  kept: ReadonlyMap<string, HashedWrite>,
): Buffer | undefined {
  const wanted = new Map(kept);
  for (const { key, value, isDelete } of writes) {
    const keyHash = hashOf(key);
    const expected = wanted.get(keyHash);
    if (expected === undefined) {
      continue;
    }
    const right = isDelete ? expected.isDelete : expected.value.equals(sha256(value));
    if (!right) {
      return undefined;
    }
    wanted.delete(keyHash);
  }
  return wanted.size > 0 ? undefined : onlyKeys(bytes, kept);
}

function onlyKeys(bytes: Buffer, kept: ReadonlyMap<string, HashedWrite>): Buffer {
  const rest = new KVRWSet();
  const writes = decode(KVRWSet, bytes, 'KVRWSet').getWritesList();
  rest.setWritesList(writes.filter((write) => kept.has(hashOf(write.getKey()))));
  return asBuffer(rest.serializeBinary());
}

function isPurged({ store, channel }: LedgerParts, at: PieceAddress, keyHash: string): boolean {
  const version = purgedUpTo(store, channel, at, keyHash);
  return version !== undefined && compareVersions(at, version) <= 0;
}

function readWrites(bytes: Buffer): PrivateWrites | undefined {
  try {
    return parsePrivateWrites(bytes);
  } catch (error) {
    if (error instanceof ProtoError) {
      return undefined;
    }
    throw error;
  }
}

function hashOf(key: string): string {
  return sha256(Buffer.from(key)).toString('hex');
}
