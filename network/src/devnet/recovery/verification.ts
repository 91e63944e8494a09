import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlockStore as PeerBlockStore } from '../ledger/block-store.js';
import { firstDifference } from '../ledger/derived-records.js';
import { MissingData } from '../ledger/missing-data.js';
import { OrganizationStore } from '../ledger/store.js';
import { BlockStore } from '../orderer/block-store.js';
import { BlockReplay } from '../replay.js';
import { DamagedStore } from '../storage/damaged-store.js';
import type { Database } from '../storage/database.js';
import { EVERYTHING, openStore } from '../storage/open-store.js';
import { ordererDamage, ORDERER_STORE, peerDamage, type StoresOptions } from './stores.js';

const SHOWN_KEY_BYTES = 60;

/**
 * Reads every record of every store of a network that is not running, follows every chain of blocks, and replays every
 * channel from block 0 with both validation passes: each peer's state, history and indexes must be what the blocks make.
 * Changes nothing but notes damage beside a store, for the next start. Says a line about each store and channel.
 *
 * @returns whether everything is sound
 */
export async function verifyStores(options: StoresOptions, organizations: readonly string[]): Promise<boolean> {
  return new Verification(options, organizations).run();
}

class Verification {
  #sound = true;

  constructor(
    private readonly options: StoresOptions,
    private readonly organizations: readonly string[],
  ) {}

  async run(): Promise<boolean> {
    const database = await this.#open(ORDERER_STORE);
    if (database === undefined) return false;
    try {
      for (const channel of this.options.channels) await this.#channel(channel, new BlockStore(database));
    } finally {
      await database.close();
    }
    return this.#sound;
  }

  async #channel(name: string, blocks: BlockStore): Promise<void> {
    const height = await blocks.height(name);
    const damage = await ordererDamage(blocks, name);
    this.#report(ORDERER_STORE, name, damage, `${height} blocks that follow from each other`);
    const genesis = blocks.block(name, 0);
    if (damage !== undefined || genesis === undefined) return;
    const scratch = await mkdtemp(join(tmpdir(), 'scrip-verify-'));
    const replayed = await OrganizationStore.open(scratch);
    try {
      const replay = await BlockReplay.into(replayed, genesis.serializeBinary());
      for (let number = 0; number < height; number += 1) {
        await replay.commit(blocks.block(name, number)?.serializeBinary() ?? new Uint8Array());
      }
      for (const mspId of this.organizations) await this.#peer(mspId, name, { height, replayed });
    } finally {
      await replayed.close();
      await rm(scratch, { recursive: true });
    }
  }

  async #peer(
    mspId: string,
    channel: string,
    { height, replayed }: { readonly height: number; readonly replayed: OrganizationStore },
  ): Promise<void> {
    const database = await this.#open(mspId);
    if (database === undefined) return;
    const store = new OrganizationStore(database);
    try {
      const own = new PeerBlockStore(store, channel).height();
      if (own === 0) return;
      const damage = peerDamage(store, channel) ?? (await differenceBetween(store, replayed, channel, own === height));
      const missing = await missingSets(store, channel, own);
      const behind = own < height ? `, ${height - own} blocks behind, which it takes at the next start` : '';
      const lacking = missing > 0 ? `, ${missing} private sets missing, which it asks other members for` : '';
      this.#report(mspId, channel, damage, `${own} blocks, state as they make it${behind}${lacking}`);
    } finally {
      await store.close();
    }
  }

  /** Opens a store and reads all of it; says what is wrong when it cannot be trusted. */
  async #open(name: string): Promise<Database | undefined> {
    const directory = join(this.options.directory, name);
    if (!existsSync(directory)) {
      this.#report(name, undefined, 'there is no store', '');
      return undefined;
    }
    let database: Database | undefined;
    try {
      database = await openStore(directory);
      await readAll(database);
      return database;
    } catch (error) {
      await database?.close();
      if (!(error instanceof DamagedStore)) throw error;
      this.#report(name, undefined, error.damage, '');
      return undefined;
    }
  }

  #report(store: string, channel: string | undefined, damage: string | undefined, otherwise: string): void {
    this.#sound &&= damage === undefined;
    const subject = channel === undefined ? store : `${store}, channel ${channel}`;
    this.options.log(`${subject}: ${damage === undefined ? otherwise : `DAMAGED: ${damage}`}`);
  }
}

async function readAll(database: Database): Promise<void> {
  const portions = database.scan(EVERYTHING);
  while ((await portions.next()).done !== true);
}

/** Number of private sets that the peer should have and has not. */
async function missingSets(store: OrganizationStore, channel: string, height: number): Promise<number> {
  const missing = new MissingData(store, channel);
  const all = { below: height, blocks: height };
  const asked = await missing.list({ ...all, group: 'deprioritized' });
  return asked.length + (await missing.list({ ...all, group: 'prioritized' })).length;
}

/** Where a peer that has all blocks differs from a replay. */
async function differenceBetween(
  store: OrganizationStore,
  replayed: OrganizationStore,
  channel: string,
  complete: boolean,
): Promise<string | undefined> {
  const key = complete ? await firstDifference(replayed, store, channel) : undefined;
  return (
    key && `a replay of its blocks has another record ${JSON.stringify(key.toString('latin1', 0, SHOWN_KEY_BYTES))}`
  );
}
