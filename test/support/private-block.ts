import type { Network, Status } from '@hyperledger/fabric-gateway';
import { ledger, type peer } from '@hyperledger/fabric-protos';
import { transactionsOf } from './block.js';
import { required } from './transaction.js';

/** A private key with its value. */
export type PrivateEntry = readonly [key: string, value: string];

/**
 * The private values of one collection that a committed transaction wrote, as the peer delivers its block with private
 * data today: what has been purged since is missing.
 */
export async function privateValuesOf(
  network: Network,
  status: Status,
  collection: string,
): Promise<readonly PrivateEntry[]> {
  const delivered = await blockWithPrivateData(network, status.blockNumber);
  const position = transactionsOf(required(delivered.getBlock(), 'block')).findIndex(
    ({ txId }) => txId === status.transactionId,
  );
  return privateEntries(delivered, position).get(collection) ?? [];
}

/** By collection, the private values that come with the transaction at a position of a delivered block. */
export function privateEntries(
  delivered: peer.BlockAndPrivateData,
  position: number,
): ReadonlyMap<string, readonly PrivateEntry[]> {
  const namespaces = delivered.getPrivateDataMapMap().get(position)?.getNsPvtRwsetList() ?? [];
  return new Map(
    namespaces
      .flatMap((namespace) => namespace.getCollectionPvtRwsetList())
      .map((found) => [found.getCollectionName(), entriesIn(found.getRwset_asU8())]),
  );
}

function entriesIn(bytes: Uint8Array): readonly PrivateEntry[] {
  return ledger.rwset.kvrwset.KVRWSet.deserializeBinary(bytes)
    .getWritesList()
    .map((write) => [write.getKey(), Buffer.from(write.getValue_asU8()).toString('utf8')]);
}

async function blockWithPrivateData(network: Network, startBlock: bigint): Promise<peer.BlockAndPrivateData> {
  const events = await network.getBlockAndPrivateDataEvents({ startBlock });
  try {
    for await (const delivered of events) {
      return delivered;
    }
  } finally {
    events.close();
  }
  throw new Error(`block ${startBlock} did not arrive`);
}
