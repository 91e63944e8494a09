import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NetworkError } from '../../network-error.js';
import { BlockStore as PeerBlockStore } from '../ledger/block-store.js';
import { OrganizationStore } from '../ledger/store.js';
import { BlockStore } from '../orderer/block-store.js';
import { DamagedStore } from '../storage/damaged-store.js';
import { forgetDamage, openStore } from '../storage/open-store.js';
import { chainDamage, RECENT_BYTES } from './chain-check.js';
import { salvagePrivateData } from './salvage.js';

/** Name of the orderer's store among those of the organisations. */
export const ORDERER_STORE = 'orderer';

/** What opening the stores needs to know. */
export interface StoresOptions {
  /** `<data>/ledger` */
  readonly directory: string;
  /** Names of the network's channels. */
  readonly channels: readonly string[];
  /** One line for the operator. */
  readonly log: (line: string) => void;
}

/**
 * Opens the orderer's store, and looks at what was written last. It is never made anew by itself: blocks that no peer
 * has yet would be lost without a word.
 *
 * @throws NetworkError when it is damaged
 */
export async function openBlocks({ directory, channels, log }: StoresOptions): Promise<BlockStore> {
  await mkdir(directory, { recursive: true });
  let blocks: BlockStore | undefined;
  try {
    blocks = new BlockStore(await openStore(join(directory, ORDERER_STORE), ({ message }) => log(message)));
    for (const name of channels) {
      const damage = await ordererDamage(blocks, name, RECENT_BYTES);
      if (damage !== undefined) throw new DamagedStore(ORDERER_STORE, `channel ${name}: ${damage}`);
    }
    return blocks;
  } catch (error) {
    await blocks?.close();
    if (!(error instanceof DamagedStore)) throw error;
    throw new NetworkError(`${error.message}; nothing was started`, REBUILD_HINT, { cause: error });
  }
}

/** What an operator does about an orderer that lost blocks. */
export const REBUILD_HINT = '`npm run network -- rebuild` takes its blocks from the peer that has the most';

/**
 * Opens the store of one organisation's peer. A damaged one is put aside and made anew from the orderer's blocks;
 * private data is taken out of it, and what cannot be read is asked of other members.
 */
export async function openPeerStore(
  mspId: string,
  blocks: BlockStore,
  options: StoresOptions,
): Promise<OrganizationStore> {
  const { directory, channels, log } = options;
  const path = join(directory, mspId);
  const note = ({ message }: DamagedStore): void => log(`${message}; it is made anew at the next start`);
  try {
    return await openSound(path, mspId, channels, note);
  } catch (error) {
    if (!(error instanceof DamagedStore)) throw error;
    const aside = `${path}.damaged`;
    await rm(aside, { recursive: true, force: true });
    await rename(path, aside);
    await forgetDamage(path);
    const store = new OrganizationStore(await openStore(path, note));
    const salvaged = await salvagePrivateData(aside, store, blocks, channels);
    log(
      `${error.message}; it is made anew from the orderer's blocks, ${salvaged} private sets were taken over from it, ` +
        `and it is kept as ${aside}`,
    );
    return store;
  }
}

async function openSound(
  path: string,
  mspId: string,
  channels: readonly string[],
  note: (error: DamagedStore) => void,
): Promise<OrganizationStore> {
  const store = new OrganizationStore(await openStore(path, note));
  try {
    for (const channel of channels) {
      const damage = peerDamage(store, channel, RECENT_BYTES);
      if (damage !== undefined) throw new DamagedStore(mspId, `channel ${channel}: ${damage}`);
    }
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What is wrong with a peer's blocks of a channel. */
export function peerDamage(store: OrganizationStore, channel: string, bytes?: number): string | undefined {
  const blocks = new PeerBlockStore(store, channel);
  return chainDamage({ height: blocks.height(), block: (number) => blocks.block(number) }, bytes);
}

/** What is wrong with the orderer's blocks of a channel. */
export async function ordererDamage(blocks: BlockStore, channel: string, bytes?: number): Promise<string | undefined> {
  const height = await blocks.height(channel);
  return chainDamage({ height, block: (number) => blocks.block(channel, number) }, bytes);
}
