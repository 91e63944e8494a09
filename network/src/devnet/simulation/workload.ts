import type { ChaincodeDefinition } from '../../engine.js';
import { localTransaction } from '../endorsed-transaction.js';
import { NONCE_BYTES } from '../../proto/signed-envelope.js';
import type { Simulator } from '../ledger/types.js';
import type { OrganizationNode } from '../organization-node.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { simulatorFor } from '../peer/simulation.js';
import type { Scheduler } from './scheduler.js';
import type { RunningConsortium } from './simulated-consortium.js';

/** Name of the simulated chaincode. */
export const CHAINCODE = 'cc';
const VERSION = '1.0';
/** Accounts among which units move; their sum never changes. */
export const ACCOUNTS: readonly string[] = ['account/a', 'account/b', 'account/c', 'account/d'];
export const UNITS = 400;
/** Its values live for two blocks. */
export const EXPIRING_COLLECTION = 'passing';
const KEYS = 5;
const THINKING_MS = 30;

/** What a client was told. */
export interface Acknowledged {
  readonly txId: string;
  readonly code: number;
  readonly block: number;
}

/** The chaincode's definition: public state under the majority, and private data of everybody and of a pair. */
export function definitionFor(mspIds: readonly string[]): ChaincodeDefinition {
  const pair = mspIds.slice(0, 2);
  const common = { requiredPeerCount: 0, maxPeerCount: 3, memberOnlyRead: false, memberOnlyWrite: false };
  const anyOf = (members: readonly string[], role: string): string =>
    `OR(${members.map((mspId) => `'${mspId}.${role}'`).join(', ')})`;
  return {
    name: CHAINCODE,
    version: VERSION,
    sequence: 1,
    initRequired: false,
    collections: [
      { ...common, name: 'everybody', policy: anyOf(mspIds, 'member'), blockToLive: 0 },
      { ...common, name: EXPIRING_COLLECTION, policy: anyOf(mspIds, 'member'), blockToLive: 2 },
      {
        ...common,
        name: 'pair',
        policy: anyOf(pair, 'member'),
        blockToLive: 0,
        endorsementPolicy: anyOf(pair, 'peer'),
      },
    ],
  };
}

/** What a transaction does, and how many of the organisations run it; the first ones are the pair. */
interface Program {
  readonly name: string;
  readonly endorsers: number;
  readonly run: (simulator: Simulator) => Promise<void> | void;
}

/** A client that sends random transactions one after the other, and remembers what it was told. */
export class Client {
  constructor(
    private readonly running: RunningConsortium,
    private readonly scheduler: Scheduler,
    private readonly random: () => number,
    private readonly acknowledged: Acknowledged[],
  ) {}

  /** Creates the accounts unless they are there. */
  async open(): Promise<void> {
    const run: Program['run'] = async (simulator) => {
      if ((await simulator.getState(CHAINCODE, ACCOUNTS[0] ?? '')) !== undefined) return;
      for (const account of ACCOUNTS) {
        simulator.putState(CHAINCODE, account, Buffer.from(String(UNITS / ACCOUNTS.length)));
      }
    };
    await this.transact({ name: 'open', endorsers: this.running.peers.length, run });
  }

  async run(transactions: number): Promise<void> {
    for (let count = 0; count < transactions; count += 1) {
      await this.transact(this.program());
      await new Promise<void>((resolve) => this.scheduler.after(this.below(THINKING_MS), resolve));
    }
  }

  /** Endorses, orders and waits for the verdict. Endorsers that differ, as after different blocks, end it early. */
  private async transact({ name, endorsers, run }: Program): Promise<void> {
    const chosen = this.chosen(endorsers);
    const member = this.pick(this.running.members);
    const transaction = localTransaction({
      channelId: this.running.channel.channelId,
      chaincode: CHAINCODE,
      version: VERSION,
      args: [Buffer.from(name)],
      proposer: member.admin,
      nonce: Buffer.from(Array.from({ length: NONCE_BYTES }, () => this.below(256))),
      timestamp: this.scheduler.now(),
    });
    const results = await Promise.all(chosen.map((peer) => simulated(peer, transaction.txId, run)));
    const [first] = results;
    if (first === undefined || results.some((result) => !result.equals(first))) return;
    const signers = chosen.map(({ organization }) => organization.signer);
    this.running.channel.orderer.broadcast(transaction.endorsedBy(signers, first), member.ordererSigner);
    const status = await this.peerOf(member).commits.status(transaction.txId, new AbortController().signal);
    this.acknowledged.push({ txId: transaction.txId, ...status });
  }

  private program(): Program {
    const majority = Math.floor(this.running.peers.length / 2) + 1;
    const key = `key/${this.below(KEYS)}`;
    const value = Buffer.from(`value ${this.below(1000)}`);
    const publicly = (name: string, run: Program['run']): Program => ({ name, endorsers: majority, run });
    const privately = (collection: string): Program => ({
      name: `private ${collection}`,
      endorsers: collection === 'pair' ? 1 : majority,
      run: (simulator) => simulator.putPrivate(CHAINCODE, collection, key, value),
    });
    return this.pick([
      this.movement(majority),
      this.movement(majority),
      publicly('put', (simulator) => simulator.putState(CHAINCODE, key, value)),
      publicly('delete', (simulator) => simulator.deleteState(CHAINCODE, key)),
      publicly('count', async (simulator) => {
        const cursor = simulator.range(CHAINCODE, 'key/', 'key0');
        const { results } = await cursor.next();
        await cursor.close();
        simulator.putState(CHAINCODE, 'count', Buffer.from(String(results.length)));
      }),
      privately('everybody'),
      privately(EXPIRING_COLLECTION),
      privately('pair'),
      publicly('purge', (simulator) => simulator.purgePrivate(CHAINCODE, 'everybody', key)),
    ]);
  }

  private movement(endorsers: number): Program {
    const from = this.pick(ACCOUNTS);
    const to = this.pick(ACCOUNTS.filter((account) => account !== from));
    const units = this.below(10);
    return {
      name: 'move',
      endorsers,
      run: async (simulator) => {
        const held = Number(await simulator.getState(CHAINCODE, from));
        const other = Number(await simulator.getState(CHAINCODE, to));
        simulator.putState(CHAINCODE, from, Buffer.from(String(held - units)));
        simulator.putState(CHAINCODE, to, Buffer.from(String(other + units)));
      },
    };
  }

  /** One endorser is one of the pair; more are any, in any order. */
  private chosen(count: number): readonly ChannelPeer[] {
    const candidates = count === 1 ? this.running.peers.slice(0, 2) : [...this.running.peers];
    return Array.from({ length: count }, () => candidates.splice(this.below(candidates.length), 1)).flat();
  }

  private peerOf({ channels }: OrganizationNode): ChannelPeer {
    const peer = channels.get(this.running.channel.channelId);
    if (peer === undefined) throw new Error('the member has not joined the channel');
    return peer;
  }

  private below(bound: number): number {
    return Math.floor(this.random() * bound);
  }

  private pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }
}

/** What a peer's endorser does with a proposal: run it, hand its private data around, and only then answer. */
async function simulated(peer: ChannelPeer, txId: string, run: Program['run']): Promise<Buffer> {
  const simulator = simulatorFor(peer, txId);
  try {
    await run(simulator);
    const { publicBytes, privateSet } = await simulator.done();
    if (privateSet !== undefined) await peer.network.distribute(peer, txId, privateSet);
    return publicBytes;
  } finally {
    simulator.release();
  }
}
