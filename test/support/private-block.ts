import type { Network, Status } from '@hyperledger/fabric-gateway';
import { ledger, type peer } from '@hyperledger/fabric-protos';
import { transactionsOf } from './block.js';
import { required } from './transaction.js';

/**
 * The private values of one collection that a committed transaction wrote, as the peer delivers its block with private
 * data today: what has been purged since is missing.
 */
export async function privateValuesOf(
  network: Network,
  status: Status,
  collection: string,
): Promise<readonly (readonly [key: string, value: string])[]> {
  const delivered = await blockWithPrivateData(network, status.blockNumber);
  const position = transactionsOf(required(delivered.getBlock(), 'block')).findIndex(
    ({ txId }) => txId === status.transactionId,
  );
  const set = delivered.getPrivateDataMapMap().get(position);
  const collections = set?.getNsPvtRwsetList().flatMap((namespace) => namespace.getCollectionPvtRwsetList()) ?? [];
  return collections
    .filter((candidate) => candidate.getCollectionName() === collection)
    .flatMap((found) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(found.getRwset_asU8()).getWritesList())
    .map((write) => [write.getKey(), Buffer.from(write.getValue_asU8()).toString('utf8')] as const);
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
