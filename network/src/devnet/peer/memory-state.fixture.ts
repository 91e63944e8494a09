import { ledger } from '@hyperledger/fabric-protos';
import type { StateView, VersionedValue } from '../ledger/types.js';

/** Committed state in memory, for tests. Private keys are hexadecimal hashes. */
export class MemoryState implements StateView {
  readonly height = 1;
  readonly reads: string[] = [];
  private readonly values = new Map<string, VersionedValue>();

  put(namespace: string, key: string, value: Uint8Array, metadata?: Buffer): void {
    const version = { block: 1, tx: this.values.size };
    this.values.set(`${namespace}|${key}`, { value: Buffer.from(value), metadata, version });
  }

  putHashed(namespace: string, collection: string, keyHash: string, metadata: Buffer): void {
    this.put(`${namespace}$${collection}`, keyHash, Buffer.alloc(0), metadata);
  }

  /** Applies the public writes of a read-write set. */
  apply(set: ledger.rwset.TxReadWriteSet): void {
    for (const namespace of set.getNsRwsetList()) {
      const writes = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(namespace.getRwset_asU8()).getWritesList();
      writes.forEach((write) => this.put(namespace.getNamespace(), write.getKey(), write.getValue_asU8()));
    }
  }

  get(namespace: string, key: string): Promise<VersionedValue | undefined> {
    this.reads.push(key);
    return Promise.resolve(this.values.get(`${namespace}|${key}`));
  }

  getHashed(namespace: string, collection: string, keyHash: Buffer): Promise<VersionedValue | undefined> {
    return this.get(`${namespace}$${collection}`, keyHash.toString('hex'));
  }

  getPrivate(): Promise<VersionedValue | undefined> {
    return Promise.reject(new Error('no private values here'));
  }

  range(): AsyncIterable<readonly [string, VersionedValue]> {
    throw new Error('no ranges here');
  }

  release(): void {
    // Nothing is held.
  }
}
