import { ledger } from '@hyperledger/fabric-protos';
import { sha256 } from '../crypto/ecdsa.js';
import { asBuffer, decode } from '../proto/decode.js';
import { COLUMN, KeyReader, numberBytes, recordKey, recordsUnder } from './record-key.js';
import type { RecordWrite } from '../storage/database.js';
import type { OrganizationStore } from './store.js';

/** Blocks after which private data of a transaction that never came is dropped (`transientstoreMaxBlockRetention`). */
export const TRANSIENT_RETENTION = 1000;

interface Entry {
  readonly key: Buffer;
  readonly receivedAt: number;
  readonly bytes: Buffer;
  /** Resolves when the set is on disk. */
  readonly written: Promise<void>;
}

/**
 * Private data of endorsed transactions whose block has not come yet (`core/transientstore`). On disk and synchronised,
 * because no block can give it back: an acknowledged private value survives a power failure. Also in memory, because
 * every commit asks for it.
 */
export class TransientStore {
  private constructor(
    private readonly store: OrganizationStore,
    private readonly channel: string,
    private readonly entries: Map<string, Entry[]>,
  ) {}

  static async open(store: OrganizationStore, channel: string): Promise<TransientStore> {
    const entries = new Map<string, Entry[]>();
    for await (const [key, value] of store.entries(recordsUnder(COLUMN.transient, [channel]))) {
      const reader = new KeyReader(key);
      reader.bytes();
      const entry = {
        key,
        receivedAt: Number(value.readBigUInt64BE(0)),
        bytes: value.subarray(8),
        written: Promise.resolve(),
      };
      append(entries, reader.text(), entry);
    }
    return new TransientStore(store, channel, entries);
  }

  /** Keeps a set; it is on disk when the promise resolves. Equal sets from several peers are kept once. */
  async put(txId: string, set: ledger.rwset.TxPvtReadWriteSet, height: number): Promise<void> {
    const bytes = asBuffer(set.serializeBinary());
    const key = recordKey(COLUMN.transient, [this.channel, txId], sha256(bytes));
    const known = this.entries.get(txId)?.find((entry) => entry.key.equals(key));
    if (known !== undefined) {
      return known.written;
    }
    const written = this.store.writeSynced([{ key, value: Buffer.concat([numberBytes(height), bytes]) }]);
    append(this.entries, txId, { key, receivedAt: height, bytes, written });
    await written;
  }

  /** Every set that was received for a transaction; they differ when a peer sent something else than it endorsed. */
  get(txId: string): ledger.rwset.TxPvtReadWriteSet[] {
    const entries = this.entries.get(txId) ?? [];
    return entries.map(({ bytes }) => decode(ledger.rwset.TxPvtReadWriteSet, bytes, 'TxPvtReadWriteSet'));
  }

  /** Removes the sets of committed transactions and, now and then, those that have waited too long. */
  removals(committed: readonly string[], height: number): { readonly txIds: string[]; readonly writes: RecordWrite[] } {
    const txIds = committed.filter((txId) => this.entries.has(txId));
    if (height % TRANSIENT_RETENTION === 0) {
      txIds.push(...this.expired(height));
    }
    const writes = txIds.flatMap((txId) => this.entries.get(txId) ?? []).map(({ key }) => ({ key, value: undefined }));
    return { txIds, writes };
  }

  /** Forgets sets whose removal is on disk. */
  forget(txIds: readonly string[]): void {
    for (const txId of txIds) {
      this.entries.delete(txId);
    }
  }

  private expired(height: number): string[] {
    return [...this.entries]
      .filter(([, entries]) => entries.every(({ receivedAt }) => receivedAt + TRANSIENT_RETENTION < height))
      .map(([txId]) => txId);
  }
}

function append(entries: Map<string, Entry[]>, txId: string, entry: Entry): void {
  entries.set(txId, [...(entries.get(txId) ?? []), entry]);
}
