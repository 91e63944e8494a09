import { common } from '@hyperledger/fabric-protos';
import { BoundedCache } from '../../crypto/bounded-cache.js';
import { asBuffer, decode } from '../../proto/decode.js';
import { blockHeaderHash } from '../../proto/block-header.js';
import { validationFlags } from '../../proto/block.js';
import { COLUMN, numberBytes, recordKey } from './record-key.js';
import type { RecordWrite } from '../storage/database.js';
import type { OrganizationStore } from './store.js';
import { transactionId } from './transaction.js';
import { LedgerError } from './types.js';

/** Blocks kept in memory: readers mostly ask for the newest. */
const RECENT_BLOCKS = 64;
const INDEX_ENTRY_BYTES = 16;

/** Where a transaction id first occurred, and its validation code. */
export interface TransactionLocation {
  readonly block: number;
  readonly index: number;
  readonly code: number;
}

/** The blocks of one channel with their metadata, and the indexes by header hash and by transaction id. */
export class BlockStore {
  private readonly recent = new BoundedCache<number, common.Block>(RECENT_BLOCKS);

  constructor(
    private readonly store: OrganizationStore,
    private readonly channel: string,
  ) {}

  /** Number of blocks on disk. */
  height(): number {
    const bytes = this.store.get(recordKey(COLUMN.height, [this.channel], ''));
    return bytes === undefined ? 0 : Number(bytes.readBigUInt64BE(0));
  }

  /** A block as it was committed. The object is shared: do not change it. */
  block(number: number): common.Block | undefined {
    const known = this.recent.get(number);
    if (known !== undefined) {
      return known;
    }
    const bytes = this.store.get(recordKey(COLUMN.block, [this.channel], number));
    if (bytes === undefined) {
      return undefined;
    }
    const block = decode(common.Block, bytes, 'Block');
    this.recent.set(number, block);
    return block;
  }

  /** Number of the block with this header hash. */
  numberOf(headerHash: Uint8Array): number | undefined {
    const bytes = this.store.get(recordKey(COLUMN.blockHash, [this.channel], headerHash));
    return bytes === undefined ? undefined : Number(bytes.readBigUInt64BE(0));
  }

  locate(txId: string): TransactionLocation | undefined {
    const bytes = this.store.get(recordKey(COLUMN.transaction, [this.channel], txId));
    if (bytes === undefined) {
      return undefined;
    }
    return { block: Number(bytes.readBigUInt64BE(0)), index: bytes.readUInt32BE(8), code: bytes.readUInt32BE(12) };
  }

  /** @throws LedgerError when an indexed block is not on disk */
  envelope({ block, index }: TransactionLocation): common.Envelope {
    const bytes = this.block(block)?.getData()?.getDataList_asU8()[index];
    if (bytes === undefined) {
      throw new LedgerError(`block ${block} of channel ${this.channel} lost transaction ${index}`);
    }
    return decode(common.Envelope, bytes, 'Envelope');
  }

  /**
   * Records of a block whose metadata is complete. Of a transaction id that occurs more than once, in one block or in
   * several, the first occurrence stays in the index (`blkstorage/blockindex.go`).
   */
  writes(block: common.Block, number: number): RecordWrite[] {
    return [
      { key: recordKey(COLUMN.block, [this.channel], number), value: asBuffer(block.serializeBinary()) },
      { key: recordKey(COLUMN.height, [this.channel], ''), value: numberBytes(number + 1) },
      { key: recordKey(COLUMN.blockHash, [this.channel], headerHashOf(block)), value: numberBytes(number) },
      ...this.transactionWrites(block, number),
    ];
  }

  /** Puts a block that is now on disk among the recent ones. */
  remember(block: common.Block, number: number): void {
    this.recent.set(number, block);
  }

  private transactionWrites(block: common.Block, number: number): RecordWrite[] {
    const flags = validationFlags(block);
    const first = new Map<string, number>();
    (block.getData()?.getDataList_asU8() ?? []).forEach((envelope, index) => {
      const txId = transactionId(envelope);
      if (txId !== '' && !first.has(txId) && this.locate(txId) === undefined) {
        first.set(txId, index);
      }
    });
    return [...first].map(([txId, index]) => ({
      key: recordKey(COLUMN.transaction, [this.channel], txId),
      value: indexEntry({ block: number, index, code: flags[index] ?? 0 }),
    }));
  }
}

/** Hash of a block's header. */
export function headerHashOf(block: common.Block): Buffer {
  const header = block.getHeader();
  if (header === undefined) {
    throw new LedgerError('block has no header');
  }
  return blockHeaderHash(header);
}

function indexEntry({ block, index, code }: TransactionLocation): Buffer {
  const bytes = Buffer.allocUnsafe(INDEX_ENTRY_BYTES);
  bytes.writeBigUInt64BE(BigInt(block), 0);
  bytes.writeUInt32BE(index, 8);
  bytes.writeUInt32BE(code, 12);
  return bytes;
}
