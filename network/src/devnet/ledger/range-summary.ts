import { ledger } from '@hyperledger/fabric-protos';
import { sha256 } from '../../crypto/ecdsa.js';
import type { Version } from './types.js';

const { kvrwset } = ledger.rwset;

/** Above this many results a range query is recorded as hashes (`txmgr/query_executor.go`, maxDegreeQueryReadsHashing). */
export const MAX_RAW_READS = 50;

/** A key and the version that was seen; undefined when it did not exist. */
export interface KeyRead {
  readonly key: string;
  readonly version: Version | undefined;
}

/** What a Merkle summary says: the hashes of its highest level. */
export interface MerkleSummary {
  readonly maxDegree: number;
  readonly maxLevel: number;
  readonly hashes: readonly Buffer[];
}

/** The results of a range query: each read, or hashes over them. */
export type RangeSummary =
  | { readonly kind: 'raw'; readonly reads: readonly KeyRead[] }
  | { readonly kind: 'merkle'; readonly summary: MerkleSummary };

/** A read as `kvrwset.KVRead`. */
export function readMessage(read: KeyRead): ledger.rwset.kvrwset.KVRead {
  const message = new kvrwset.KVRead();
  message.setKey(read.key);
  message.setVersion(versionMessage(read.version));
  return message;
}

/** A version as `kvrwset.Version`; an absent one stays absent. */
export function versionMessage(version: Version | undefined): ledger.rwset.kvrwset.Version | undefined {
  if (version === undefined) {
    return undefined;
  }
  const message = new kvrwset.Version();
  message.setBlockNum(version.block);
  message.setTxNum(version.tx);
  return message;
}

/**
 * Collects the results of a range query one after the other, as Fabric does in simulation and again in validation
 * (`rwsetutil/query_results_helper.go`): groups of `maxDegree + 1` reads are hashed, groups of `maxDegree + 1` hashes
 * are hashed to the next level, and what is left over at the end is lifted to the highest level.
 */
export class RangeSummaryBuilder {
  private pending: KeyRead[] = [];
  private readonly tree: MerkleTree;

  /** @throws RangeError when `maxDegree` is below 2 */
  constructor(private readonly maxDegree: number = MAX_RAW_READS) {
    this.tree = new MerkleTree(maxDegree);
  }

  add(read: KeyRead): void {
    this.pending.push(read);
    if (this.pending.length > this.maxDegree) {
      this.hashPending();
    }
  }

  /** The summary of all reads so far. Nothing may be added afterwards. */
  finish(): RangeSummary {
    if (this.tree.empty) {
      return { kind: 'raw', reads: this.pending };
    }
    if (this.pending.length > 0) {
      this.hashPending();
    }
    return { kind: 'merkle', summary: this.tree.finish() };
  }

  private hashPending(): void {
    const reads = new kvrwset.QueryReads();
    reads.setKvReadsList(this.pending.map(readMessage));
    this.tree.addLeaf(sha256(reads.serializeBinary()));
    this.pending = [];
  }
}

/** The levels under construction; level 1 holds hashes of reads. A level that is complete moves up as one hash. */
class MerkleTree {
  private readonly levels = new Map<number, Buffer[]>();
  private maxLevel = 1;

  constructor(private readonly maxDegree: number) {
    if (maxDegree < 2) {
      throw new RangeError(`maxDegree [${maxDegree}] should not be less than 2 in the merkle tree`);
    }
  }

  get empty(): boolean {
    return this.maxLevel === 1 && this.at(1).length === 0;
  }

  addLeaf(hash: Buffer): void {
    this.at(1).push(hash);
    for (let level = 1; this.at(level).length > this.maxDegree; level++) {
      this.lift(level, sha256(...this.at(level)));
      this.maxLevel = Math.max(this.maxLevel, level + 1);
    }
  }

  finish(): MerkleSummary {
    for (let level = 1; level < this.maxLevel; level++) {
      const [first, ...others] = this.at(level);
      if (first !== undefined) {
        this.lift(level, others.length === 0 ? first : sha256(first, ...others));
      }
    }
    if (this.at(this.maxLevel).length > this.maxDegree) {
      this.lift(this.maxLevel, sha256(...this.at(this.maxLevel)));
      this.maxLevel++;
    }
    return { maxDegree: this.maxDegree, maxLevel: this.maxLevel, hashes: this.at(this.maxLevel) };
  }

  private lift(level: number, hash: Buffer): void {
    this.levels.delete(level);
    this.at(level + 1).push(hash);
  }

  private at(level: number): Buffer[] {
    const found = this.levels.get(level);
    if (found !== undefined) {
      return found;
    }
    const created: Buffer[] = [];
    this.levels.set(level, created);
    return created;
  }
}
