import type { Network } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import { parsePayload, required, type EndorsedTransaction } from './transaction.js';

const TRANSACTIONS_FILTER = common.BlockMetadataIndex.TRANSACTIONS_FILTER;
const COMMIT_HASH = common.BlockMetadataIndex.COMMIT_HASH;

/** One transaction of a block with the verdict of the peer that delivered it. */
export interface BlockTransaction {
  readonly txId: string;
  readonly type: number;
  readonly code: number;
  /** `common.Payload` bytes. */
  readonly payload: Buffer;
}

/** Reads one committed block from the peer, waiting for it if it is not there yet. */
export async function readBlock(network: Network, number: bigint): Promise<common.Block> {
  for await (const block of await blocksFrom(network, number)) {
    return block;
  }
  throw new Error(`block ${number} did not arrive`);
}

/** Reads the blocks `first` to `last`, both included. */
export async function readBlocks(network: Network, first: bigint, last: bigint): Promise<common.Block[]> {
  const blocks: common.Block[] = [];
  for await (const block of await blocksFrom(network, first)) {
    blocks.push(block);
    if (BigInt(numberOf(block)) >= last) {
      break;
    }
  }
  return blocks;
}

/** A `for await` over the events ends the call when it is left, so no stream stays open. */
async function blocksFrom(network: Network, startBlock: bigint): Promise<AsyncIterable<common.Block>> {
  const events = await network.getBlockEvents({ startBlock });
  return (async function* closing() {
    try {
      yield* events;
    } finally {
      events.close();
    }
  })();
}

export function numberOf(block: common.Block): number {
  return required(block.getHeader(), 'block header').getNumber();
}

/** The transactions of a block in their order. */
export function transactionsOf(block: common.Block): BlockTransaction[] {
  const codes = flagsOf(block);
  return required(block.getData(), 'block data')
    .getDataList_asU8()
    .map((bytes, index) => {
      const payload = common.Envelope.deserializeBinary(bytes).getPayload_asU8();
      const header = required(common.Payload.deserializeBinary(payload).getHeader(), 'header');
      const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
      return {
        txId: channelHeader.getTxId(),
        type: channelHeader.getType(),
        code: required(codes[index], 'validation code'),
        payload: Buffer.from(payload),
      };
    });
}

/** The endorsed content of the transaction `txId` of this block. */
export function endorsedTransaction(block: common.Block, txId: string): EndorsedTransaction {
  return parsePayload(
    required(
      transactionsOf(block).find((t) => t.txId === txId),
      `transaction ${txId}`,
    ).payload,
  );
}

/** One validation code per transaction, as the peer wrote them into the block's metadata. */
export function flagsOf(block: common.Block): Buffer {
  return metadataOf(block, TRANSACTIONS_FILTER);
}

/** The chained hash over everything the peer has committed up to this block; empty in block 0. */
export function commitHashOf(block: common.Block): Buffer {
  return Buffer.from(common.Metadata.deserializeBinary(metadataOf(block, COMMIT_HASH)).getValue_asU8());
}

function metadataOf(block: common.Block, index: number): Buffer {
  return Buffer.from(block.getMetadata()?.getMetadataList_asU8()[index] ?? []);
}
