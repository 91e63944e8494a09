import { transientstore } from '@hyperledger/fabric-protos';
import { sha256 } from '../../crypto/ecdsa.js';
import { asBuffer, decode } from '../../proto/decode.js';
import { COLUMN, KeyReader, numberBytes, recordKey, recordsUnder } from './record-key.js';
import type { OrganizationStore } from './store.js';

const { TxPvtReadWriteSetWithConfigInfo } = transientstore;

/** Blocks after which private data of a transaction that never came is dropped (`transientstoreMaxBlockRetention`). */
export const TRANSIENT_RETENTION = 20_000;

/** A set in the store. */
export interface KeptSet {
  readonly txId: string;
  readonly key: Buffer;
}

interface Entry extends KeptSet {
  readonly receivedAt: number;
  readonly bytes: Buffer;
  /** Resolves when the set is on disk. */
  readonly written: Promise<void>;
}

/**
 * Private data of endorsed transactions whose block has not come yet, each set with the configuration of its
 * collections when it was endorsed, by which other peers are entitled to it (`core/transientstore`). On disk and synchronised,
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
      append(entries, {
        txId: reader.text(),
        key,
        receivedAt: Number(value.readBigUInt64BE(0)),
        bytes: value.subarray(8),
        written: Promise.resolve(),
      });
    }
    return new TransientStore(store, channel, entries);
  }

  /** Keeps a set; it is on disk when the promise resolves. Equal sets from several peers are kept once. */
  async put(txId: string, set: transientstore.TxPvtReadWriteSetWithConfigInfo, height: number): Promise<void> {
    const bytes = asBuffer(set.serializeBinary());
    const record = transientRecord(this.channel, txId, bytes, height);
    const { key } = record;
    const known = this.entries.get(txId)?.find((entry) => entry.key.equals(key));
    if (known !== undefined) {
      return known.written;
    }
    const written = this.store.writeSynced([record]);
    append(this.entries, { txId, key, receivedAt: height, bytes, written });
    await written;
  }

  /** Every set that was received for a transaction; they differ when a peer sent something else than it endorsed. */
  get(txId: string): transientstore.TxPvtReadWriteSetWithConfigInfo[] {
    const entries = this.entries.get(txId) ?? [];
    return entries.map(({ bytes }) =>
      decode(TxPvtReadWriteSetWithConfigInfo, bytes, 'TxPvtReadWriteSetWithConfigInfo'),
    );
  }

  /** What goes with a block: the sets of its transactions and, now and then, those that have waited too long. */
  leaving(committed: readonly string[], height: number): readonly KeptSet[] {
    const leaving = committed.flatMap((txId) => this.entries.get(txId) ?? []);
    if (height > TRANSIENT_RETENTION && height % TRANSIENT_RETENTION === 0) {
      const oldest = height - TRANSIENT_RETENTION;
      leaving.push(...[...this.entries.values()].flat().filter(({ receivedAt }) => receivedAt < oldest));
    }
    return leaving;
  }

  /** Forgets sets whose removal is on disk. */
  forget(sets: readonly KeptSet[]): void {
    const gone = new Set(sets);
    for (const txId of new Set(sets.map((set) => set.txId))) {
      const left = (this.entries.get(txId) ?? []).filter((entry) => !gone.has(entry));
      if (left.length === 0) this.entries.delete(txId);
      else this.entries.set(txId, left);
    }
  }
}

/** A kept set as it is stored: `bytes` are a `TxPvtReadWriteSetWithConfigInfo`. */
export function transientRecord(
  channel: string,
  txId: string,
  bytes: Buffer,
  height: number,
): { readonly key: Buffer; readonly value: Buffer } {
  return {
    key: recordKey(COLUMN.transient, [channel, txId], sha256(bytes)),
    value: Buffer.concat([numberBytes(height), bytes]),
  };
}

function append(entries: Map<string, Entry[]>, entry: Entry): void {
  entries.set(entry.txId, [...(entries.get(entry.txId) ?? []), entry]);
}
