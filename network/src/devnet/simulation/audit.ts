import { sha256 } from '../../crypto/ecdsa.js';
import { DERIVED_COLUMNS } from '../ledger/derived-records.js';
import { COLUMN, type Column, KeyReader } from '../ledger/record-key.js';
import { OrganizationStore } from '../ledger/store.js';
import { decodeValue, versionText } from '../ledger/stored-value.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { BlockReplay } from '../replay.js';
import type { Entry } from '../storage/database.js';
import type { Scheduler } from './scheduler.js';
import type { RunningConsortium, SimulatedConsortium } from './simulated-consortium.js';
import { SimulatedDisk } from './simulated-disk.js';
import { ACCOUNTS, type Acknowledged, CHAINCODE, EXPIRING_COLLECTION, UNITS } from './workload.js';

/** Something that must never happen has happened. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** A network at rest, and what its clients were told. */
export interface Rest {
  readonly consortium: SimulatedConsortium;
  readonly running: RunningConsortium;
  readonly scheduler: Scheduler;
  readonly acknowledged: readonly Acknowledged[];
}

/**
 * What must hold whatever happened: no acknowledged transaction is lost or changed, all organisations agree, a replay
 * from block 0 gives the same records, every member has every private value, no units came or went.
 *
 * @throws Violation
 */
export async function audit(rest: Rest): Promise<void> {
  agreement(rest.running);
  acknowledgements(rest);
  await replay(rest);
  for (const peer of rest.running.peers) privateValues(rest.consortium, peer);
  await conservation(rest.running);
}

function agreement({ channel, peers, failure }: RunningConsortium): void {
  require(failure() === undefined, () => `the channel has stopped: ${failure()?.message ?? ''}`);
  for (const { ledger, organization } of peers) {
    const { mspId } = organization;
    require(ledger.height === channel.orderer.height, () =>
      `${mspId} has ${ledger.height} of ${channel.orderer.height} blocks`);
    require(ledger.commitHash.equals(peers[0]?.ledger.commitHash ?? Buffer.alloc(0)), () =>
      `the commit hash of ${mspId} differs`);
  }
}

function acknowledgements({ running, acknowledged }: Rest): void {
  for (const { organization, ledger } of running.peers) {
    for (const { txId, code, block } of acknowledged) {
      const found = ledger.locate(txId);
      require(found?.block === block && found.code === code, () => {
        const told = `block ${block}, code ${code}`;
        return `${organization.mspId} has an acknowledged transaction (${told}) ${found === undefined ? 'lost' : JSON.stringify(found)}`;
      });
    }
  }
}

async function replay({ consortium, running, scheduler }: Rest): Promise<void> {
  const disk = new SimulatedDisk();
  const { genesis } = consortium.material;
  const fresh = await BlockReplay.into(new OrganizationStore(disk.open(scheduler)), genesis.serializeBinary());
  for (let number = 0; number < running.channel.orderer.height; number += 1) {
    await fresh.commit(running.channel.orderer.block(number).serializeBinary());
  }
  const expected = derived(disk);
  for (const { organization } of running.peers) {
    const found = derived(consortium.disk(organization.mspId));
    for (const [key, value] of expected) {
      require(found.get(key) === value, () =>
        `a replay has another record than ${organization.mspId} at ${JSON.stringify(key)}`);
    }
    require(found.size === expected.size, () =>
      `${organization.mspId} has ${found.size - expected.size} records more than a replay`);
  }
}

/** The derived records as text. */
function derived(disk: SimulatedDisk): ReadonlyMap<string, string> {
  const columns = new Set<string>(DERIVED_COLUMNS);
  const records = disk.contents().filter(([key]) => columns.has(key.toString('latin1', 0, 1)));
  return new Map(records.map(([key, value]) => [key.toString('latin1'), value.toString('latin1')]));
}

/**
 * At a member every private hash has its value, at the same version, and no value is there without its hash. What is
 * about to expire may be missing where messages were lost: nobody pulls it any more (Fabric: gossip/privdata/pull.go,
 * btlPullMargin).
 */
function privateValues(consortium: SimulatedConsortium, { organization }: ChannelPeer): void {
  const { mspId } = organization;
  const outside = [...consortium.material.pki.keys()].slice(2).includes(mspId);
  const contents = consortium.disk(mspId).contents();
  const values = new Map(
    column(contents, COLUMN.privateState).map(([key, value]) => {
      const { collection, last } = stateKey(key);
      const { value: bytes, version } = decodeValue(value);
      return [
        `${collection}/${sha256(last).toString('hex')}`,
        `${sha256(bytes).toString('hex')} ${versionText(version)}`,
      ];
    }),
  );
  for (const [key, value] of column(contents, COLUMN.hashedState)) {
    const { collection, last } = stateKey(key);
    if (collection.startsWith('_') || (outside && collection === 'pair')) continue;
    const name = `${collection}/${last.toString('hex')}`;
    const found = values.get(name);
    if (found === undefined && collection === EXPIRING_COLLECTION) continue;
    const { value: hash, version } = decodeValue(value);
    require(found === `${hash.toString('hex')} ${versionText(version)}`, () =>
      `${mspId} lacks a private value of ${name}: ${found ?? 'none'}`);
    values.delete(name);
  }
  require(values.size === 0, () => `${mspId} has private values without hashes: ${[...values.keys()].join(', ')}`);
}

function column(contents: readonly Entry[], wanted: Column): readonly Entry[] {
  return contents.filter(([key]) => key.toString('latin1', 0, 1) === wanted);
}

function stateKey(key: Buffer): { readonly collection: string; readonly last: Buffer } {
  const reader = new KeyReader(key);
  reader.bytes();
  reader.bytes();
  return { collection: reader.text(), last: reader.rest() };
}

async function conservation({ peers }: RunningConsortium): Promise<void> {
  for (const { ledger, organization } of peers) {
    const state = ledger.state();
    const held = await Promise.all(ACCOUNTS.map((account) => state.get(CHAINCODE, account)));
    state.release();
    const sum = held.reduce((total, account) => total + Number(account?.value), 0);
    require(sum === UNITS, () => `${organization.mspId} has ${sum} units instead of ${UNITS}`);
  }
}

function require(holds: boolean, message: () => string): void {
  if (!holds) throw new Violation(message());
}
