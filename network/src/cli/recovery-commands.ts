import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { storedTopology } from '../daemon/topology-file.js';
import { rebuildOrderer } from '../devnet/recovery/orderer-rebuild.js';
import { ORDERER_STORE, type StoresOptions } from '../devnet/recovery/stores.js';
import { verifyStores } from '../devnet/recovery/verification.js';
import { NetworkError } from '../network-error.js';
import type { Print } from './output.js';
import { findRunning } from './running.js';

/** Checks everything that a devnet that is not running has on disk. @throws NetworkError when something is damaged */
export async function verify(data: string, print: Print): Promise<void> {
  const { stores, organizations } = await storesOf(data, print);
  if (await verifyStores(stores, organizations)) return;
  throw new NetworkError(
    'there is damage; nothing was changed',
    `peers are made anew at the next start; the orderer by: npm run network -- rebuild --data ${data}`,
  );
}

/** Makes the orderer's store anew from the peers' blocks when it is damaged or behind them. */
export async function rebuild(data: string, print: Print): Promise<void> {
  const { stores, organizations } = await storesOf(data, print);
  await rebuildOrderer(stores, organizations);
}

async function storesOf(
  data: string,
  log: Print,
): Promise<{ readonly stores: StoresOptions; readonly organizations: readonly string[] }> {
  const topology = await storedTopology(data);
  const directory = join(data, 'ledger');
  if (topology === undefined || !existsSync(directory)) {
    throw new NetworkError(
      `${data} holds no devnet`,
      `real peers and orderers have commands of their own, such as \`peer node rebuild-dbs\` (the store ${ORDERER_STORE} is devnet's)`,
    );
  }
  const running = await findRunning(data);
  if (running !== undefined) {
    throw new NetworkError(
      `a network is running on ${data} (process ${running.state.pid}); nothing was done`,
      `npm run network -- down --data ${data}`,
    );
  }
  return {
    stores: { directory, channels: topology.channels.map(({ name }) => name), log },
    organizations: topology.organizations.map(({ mspId }) => mspId),
  };
}
