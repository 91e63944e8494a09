import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transaction } from '@hyperledger/fabric-gateway';
import { REPOSITORY } from '../../support/command.js';
import { CHANNEL, Consortium, MEMBERS } from '../../support/consortium.js';
import { Membership } from '../../support/membership.js';
import type { TestNetwork } from '../../support/network.js';
import { OrdererSession } from '../../support/orderer-session.js';
import { type Outcome, Probe } from '../../support/probe.js';
import { type User, userOf } from '../../support/signing.js';

/** For a test that has administrators change the channel, each command in a process of its own. */
export const COMMANDS_TIMEOUT_MS = 240_000;

/** Folder of the chaincode that does what its arguments say. */
export const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
/** Its private collections, whose members are Aurora and Borealis. */
export const COLLECTIONS = join(PROBE, 'collections.json');

const CONFIG_TIMEOUT_MS = 30_000;
const POLL_MS = 100;

/** A network whose channel changes, as the rows see it; it exists only while the tests run. */
export class MembershipScene {
  private running: TestNetwork | undefined;
  private current: Consortium | undefined;
  private readonly sessions = new Map<string, OrdererSession>();
  private readonly folders: string[] = [];
  private counter = 0;
  readonly members = MEMBERS;

  open(network: TestNetwork): void {
    this.running = network;
    this.current = new Consortium(network);
  }

  /** Closes the sessions and ends the network, if it ever started. */
  async end(): Promise<void> {
    for (const session of this.sessions.values()) session.close();
    this.current?.close();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
    await this.running?.end();
  }

  get network(): TestNetwork {
    if (this.running === undefined) throw new Error('the network has not started');
    return this.running;
  }

  get consortium(): Consortium {
    if (this.current === undefined) throw new Error('the network has not started');
    return this.current;
  }

  /** The commands of administrators, on the channel that all are members of. */
  get membership(): Membership {
    return new Membership(this.network, CHANNEL);
  }

  /** Changes the channel by the commands, and waits until the new configuration holds at the orderers and peers. */
  async change(command: readonly string[], signers: readonly string[], staying = MEMBERS): Promise<void> {
    const [first = ''] = staying;
    const before = (await this.orderer(first).config(CHANNEL)).getSequence();
    await this.membership.change(command, signers);
    await this.sequence(before + 1, staying);
    await this.settled(staying);
  }

  /** Waits until the peers of these organisations have a block that was made now. */
  async settled(mspIds: readonly string[]): Promise<void> {
    const number = await this.given();
    await Promise.all(mspIds.map((mspId) => this.consortium.block(number, mspId)));
  }

  probe(mspId: string, chaincode?: string): Probe {
    return new Probe(this.consortium.at(mspId), chaincode);
  }

  /** An organisation's orderer, spoken to by the administrator of that organisation or of another one. */
  orderer(mspId: string, as = mspId): OrdererSession {
    const name = `${mspId} as ${as}`;
    const session = this.sessions.get(name) ?? OrdererSession.open(this.network, mspId, this.admin(as));
    this.sessions.set(name, session);
    return session;
  }

  admins(mspIds: readonly string[]): readonly User[] {
    return mspIds.map((mspId) => this.admin(mspId));
  }

  /** A folder that goes when the network goes. */
  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'scrip-membership-'));
    this.folders.push(folder);
    return folder;
  }

  /** A key that no other test uses. */
  key(name: string): string {
    this.counter += 1;
    return `${name}-${String(this.counter).padStart(4, '0')}`;
  }

  /** Commits a write. @returns the number of its block */
  async given(): Promise<bigint> {
    const [first = ''] = MEMBERS;
    const key = this.key('given');
    return (await this.probe(first).submitValid([{ op: 'put', key, value: 'v' }])).status.blockNumber;
  }

  /** A write that the members endorsed and that is not ordered yet. */
  endorsedWrite(mspId = MEMBERS[0] ?? '', endorsers = MEMBERS, chaincode?: string): Promise<Transaction> {
    const steps = [{ op: 'put', key: this.key('write'), value: 'v' }];
    return this.probe(mspId, chaincode).endorse(steps, { endorsers });
  }

  commit(transaction: Transaction, mspId = MEMBERS[0] ?? ''): Promise<Outcome> {
    return this.probe(mspId).commit(transaction);
  }

  /** Waits until every member's orderer has a configuration of at least this sequence. */
  async sequence(sequence: number, mspIds: readonly string[] = MEMBERS): Promise<void> {
    const deadline = Date.now() + CONFIG_TIMEOUT_MS;
    for (const mspId of mspIds) {
      while ((await this.orderer(mspId).config(CHANNEL)).getSequence() < sequence) {
        if (Date.now() > deadline) throw new Error(`${mspId} has no configuration ${sequence}`);
        await sleep(POLL_MS);
      }
    }
  }

  private admin(mspId: string): User {
    return userOf(this.network.profile(CHANNEL, mspId), 'admin');
  }
}
