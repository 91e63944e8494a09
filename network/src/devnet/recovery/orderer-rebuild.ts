import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NetworkError } from '../../network-error.js';
import { withoutVerdicts } from '../ledger/block-metadata.js';
import { BlockStore as PeerBlockStore } from '../ledger/block-store.js';
import { OrganizationStore } from '../ledger/store.js';
import { BlockStore } from '../orderer/block-store.js';
import { DamagedStore } from '../storage/damaged-store.js';
import { forgetDamage, openStore } from '../storage/open-store.js';
import { ordererDamage, ORDERER_STORE, peerDamage, type StoresOptions } from './stores.js';

/** The peer that has most blocks of a channel. */
interface Source {
  readonly mspId: string;
  readonly store: OrganizationStore;
  readonly height: number;
}

/**
 * Makes the orderer's store of a network that is not running from the peers' blocks, when it is damaged or has fewer
 * than they. Every transaction that a client was told of is in some peer's blocks; what the orderer had accepted and no
 * peer had committed yet is lost. A new store takes the old one's place only when it is complete.
 *
 * @returns whether anything was changed
 * @throws NetworkError when no peer has sound blocks of a channel; nothing is changed then
 */
export async function rebuildOrderer(options: StoresOptions, organizations: readonly string[]): Promise<boolean> {
  const { directory, channels, log } = options;
  const stores = await openReadablePeers(options, organizations);
  try {
    const sources = new Map(channels.map((channel) => [channel, sourceOf(channel, stores)]));
    if (await isComplete(directory, sources)) {
      log("the orderer's store is sound and has all blocks of the peers; nothing was changed");
      return false;
    }
    const path = join(directory, ORDERER_STORE);
    await rm(`${path}.new`, { recursive: true, force: true });
    const blocks = new BlockStore(await openStore(`${path}.new`));
    for (const [channel, { mspId, store, height }] of sources) {
      await copyBlocks(channel, store, height, blocks);
      log(`channel ${channel}: ${height} blocks taken from ${mspId}`);
    }
    await blocks.close();
    await rm(`${path}.damaged`, { recursive: true, force: true });
    await rename(path, `${path}.damaged`).catch(ignoreAbsent);
    await rename(`${path}.new`, path);
    await forgetDamage(path);
    log(`the orderer's store is made anew; the one before is kept as ${path}.damaged`);
    return true;
  } finally {
    for (const store of stores.values()) await store.close();
  }
}

async function openReadablePeers(
  { directory, log }: StoresOptions,
  organizations: readonly string[],
): Promise<Map<string, OrganizationStore>> {
  const stores = new Map<string, OrganizationStore>();
  for (const mspId of organizations.filter((name) => existsSync(join(directory, name)))) {
    try {
      stores.set(mspId, await OrganizationStore.open(join(directory, mspId)));
    } catch (error) {
      if (!(error instanceof DamagedStore)) throw error;
      log(`${error.message}; it is no source of blocks`);
    }
  }
  return stores;
}

function sourceOf(channel: string, stores: ReadonlyMap<string, OrganizationStore>): Source {
  const candidates = [...stores].flatMap(([mspId, store]): Source[] => {
    if (unsound(store, channel)) return [];
    return [{ mspId, store, height: new PeerBlockStore(store, channel).height() }];
  });
  const [best] = candidates.sort((a, b) => b.height - a.height);
  if (best !== undefined && best.height > 0) return best;
  throw new NetworkError(
    `no peer has sound blocks of channel ${channel}; nothing was changed`,
    'restore the data directory from a copy, or reset the network',
  );
}

function unsound(store: OrganizationStore, channel: string): boolean {
  try {
    return peerDamage(store, channel) !== undefined;
  } catch (error) {
    if (error instanceof DamagedStore) return true;
    throw error;
  }
}

async function isComplete(directory: string, sources: ReadonlyMap<string, Source>): Promise<boolean> {
  let blocks: BlockStore | undefined;
  try {
    blocks = new BlockStore(await openStore(join(directory, ORDERER_STORE)));
    for (const [channel, { height }] of sources) {
      if ((await ordererDamage(blocks, channel)) !== undefined || (await blocks.height(channel)) < height) return false;
    }
    return true;
  } catch (error) {
    if (error instanceof DamagedStore) return false;
    throw error;
  } finally {
    await blocks?.close();
  }
}

async function copyBlocks(channel: string, from: OrganizationStore, height: number, to: BlockStore): Promise<void> {
  const blocks = new PeerBlockStore(from, channel);
  for (let number = 0; number < height; number += 1) {
    const block = blocks.block(number);
    if (block !== undefined) await to.append(channel, withoutVerdicts(block));
  }
}

/** The orderer's store may have been deleted as a whole. */
function ignoreAbsent(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
