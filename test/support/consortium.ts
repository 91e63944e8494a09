import { type common, gateway } from '@hyperledger/fabric-protos';
import { readBlock } from './block.js';
import { type Connection, openConnection } from './connection.js';
import type { TestNetwork } from './network.js';
import { Probe } from './probe.js';
import { serializedIdentity, type User, userOf } from './signing.js';

/** The members of the channel `securities` in config/organizations. */
export const AURORA = 'AuroraMSP';
export const BOREALIS = 'BorealisMSP';
export const CIRRUS = 'CirrusMSP';
export const DELTA = 'DeltaMSP';
export const MEMBERS: readonly string[] = [AURORA, BOREALIS, CIRRUS, DELTA];
export const CHANNEL = 'securities';

/** One session at every member's gateway of one channel. */
export class Consortium {
  private readonly connections = new Map<string, Connection>();
  private readonly away = new Set<string>();

  constructor(
    readonly network: TestNetwork,
    readonly channel = CHANNEL,
  ) {}

  /** The session of the organisation's `user1` at its own gateway. */
  at(mspId: string): Connection {
    const open = this.connections.get(mspId) ?? openConnection(this.network.profile(this.channel, mspId));
    this.connections.set(mspId, open);
    return open;
  }

  probe(mspId: string, chaincode?: string): Probe {
    return new Probe(this.at(mspId), chaincode, (transactionId) => this.settled(transactionId));
  }

  /** Works while a member's peer is down, for which nobody waits meanwhile; it is back when this resolves. */
  async without<T>(mspId: string, work: () => Promise<T>): Promise<T> {
    this.away.add(mspId);
    try {
      await this.network.fault('peer-down', '--peer', mspId);
      return await work();
    } finally {
      await this.network.heal();
      this.away.delete(mspId);
      // An old session would wait long before it tries again.
      this.close();
    }
  }

  /** Waits until the own peer of every member that is not down has committed this transaction, valid or not. */
  async settled(transactionId: string): Promise<void> {
    await Promise.all(
      MEMBERS.filter((mspId) => !this.away.has(mspId)).map((mspId) => {
        const { gateway: session, user } = this.at(mspId);
        return session.newCommit(commitRequest(this.channel, transactionId, user)).getStatus();
      }),
    );
  }

  user(mspId: string, label: string): User {
    return userOf(this.network.profile(this.channel, mspId), label);
  }

  block(number: bigint, mspId = AURORA): Promise<common.Block> {
    return readBlock(this.at(mspId).network, number);
  }

  /** Forgets the open sessions, e.g. when the network came back on other ports. */
  close(): void {
    for (const connection of this.connections.values()) {
      connection.close();
    }
    this.connections.clear();
  }
}

function commitRequest(channel: string, transactionId: string, user: User): Uint8Array {
  const request = new gateway.CommitStatusRequest();
  request.setChannelId(channel);
  request.setTransactionId(transactionId);
  request.setIdentity(serializedIdentity(user));
  const signed = new gateway.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return signed.serializeBinary();
}
