import { canonicalJson, EVENT_NAME, sha256Hex, type MspId, type Sha256 } from '@scrip/model';
import type { Context } from 'fabric-contract-api';
import { PrivateCollection } from './private-collection.js';
import { stateStub } from './state-stub.js';
import { WorldState } from './world-state.js';

/**
 * One transaction on the ledger: who asks, what is known, what changes. This folder is the only one that touches
 * Fabric's stub.
 */
export class LedgerTransaction {
  readonly state: WorldState;
  readonly privateRecords: PrivateCollection;
  /** Organisation of the client that signed the proposal. */
  readonly callerMspId: MspId;
  private event: string | undefined;
  private digest: Sha256 | undefined;

  constructor(private readonly context: Context) {
    const { stub, clientIdentity } = context;
    this.callerMspId = clientIdentity.getMSPID() as MspId;
    this.state = new WorldState(stateStub(stub));
    this.privateRecords = new PrivateCollection(stub, this.callerMspId);
  }

  /** Name of the channel. */
  get channel(): string {
    return this.context.stub.getChannelID();
  }

  /** Fabric's transaction id. */
  get id(): string {
    return this.context.stub.getTxID();
  }

  /**
   * The caller as a digest of organisation, subject and issuer of the certificate: it stays the same when a
   * certificate is renewed, and puts no name into the state.
   */
  get callerDigest(): Sha256 {
    this.digest ??= sha256Hex(
      canonicalJson({ mspId: this.callerMspId, id: this.context.clientIdentity.getID() }),
    ) as Sha256;
    return this.digest;
  }

  /** A value that came with the proposal and enters neither block nor state. */
  transient(name: string): string | undefined {
    const bytes = this.context.stub.getTransient().get(name);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
  }

  /** The one event of the transaction; a second one would silently replace the first. */
  emit(payload: string): void {
    if (this.event !== undefined) throw new Error('a transaction has one event');
    this.event = payload;
  }

  /**
   * Sends everything to the peer. Private first, public second: a transaction that writes the private collection
   * writes nothing else, or every endorser would have to see the transient data.
   */
  async flush(): Promise<void> {
    if (this.privateRecords.isChanged && (this.state.isChanged || this.event !== undefined)) {
      throw new Error('a transaction writes either private or public state');
    }
    await this.privateRecords.flush();
    await this.state.flush();
    if (this.event !== undefined) this.context.stub.setEvent(EVENT_NAME, Buffer.from(this.event, 'utf8'));
  }
}
