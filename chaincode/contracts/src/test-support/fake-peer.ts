import type { peer } from '@hyperledger/fabric-protos';
import { EventEmitter } from 'node:events';
import { FakeLedger, type Write } from './ledger.js';
import { inputOf, proposalOf, type Call } from './proposal.js';
import { shimProtos, startBundle } from './shim.js';
import { Simulation } from './simulation.js';

const { ChaincodeMessage, Response } = shimProtos.peer;
const MessageType = ChaincodeMessage.Type;
type MessageTypeNumber = (typeof MessageType)[keyof typeof MessageType];

/** What the chaincode answered. */
export interface Execution {
  readonly status: number;
  readonly payload: string;
  readonly message: string;
  readonly writes: readonly Write[];
  readonly reads: readonly string[];
  readonly event: string | undefined;
}

interface Running {
  readonly simulation: Simulation;
  readonly done: (execution: Execution) => void;
}

/**
 * The peer's side of the chaincode stream over an in-memory ledger: enough of a peer to run the bundle in the real
 * shim. It orders nothing and validates nothing; the devnet and real peers do that in the tests across workspaces.
 */
export class FakePeer {
  readonly ledger = new FakeLedger();
  private readonly stream: EventEmitter & { write?: (message: peer.ChaincodeMessage) => void } = new EventEmitter();
  private readonly running = new Map<string, Running>();

  /** @param bundle - path of the bundle that runs; absent: the one that is deployed */
  constructor(bundle?: string) {
    this.stream.write = (message) => this.receive(message);
    startBundle(this.stream, bundle);
  }

  /**
   * Executes a call.
   *
   * @param peerMspId - organisation of the peer; the shim knows it only by its environment
   */
  async execute(call: Call, peerMspId: string): Promise<Execution> {
    process.env['CORE_PEER_LOCALMSPID'] = peerMspId;
    const executed = new Promise<Execution>((done) => {
      this.running.set(call.transactionId, { simulation: new Simulation(this.ledger), done });
    });
    const message = this.messageOf(MessageType.TRANSACTION, call.transactionId, call.channel, inputOf(call));
    message.setProposal(proposalOf(call));
    this.send(message);
    return executed;
  }

  private receive(message: peer.ChaincodeMessage): void {
    if (message.getType() === MessageType.REGISTER) {
      this.send(this.messageOf(MessageType.REGISTERED, '', '', new Uint8Array()));
      this.send(this.messageOf(MessageType.READY, '', '', new Uint8Array()));
      return;
    }
    const running = this.running.get(message.getTxid());
    if (running === undefined) return;
    if (message.getType() === MessageType.COMPLETED) this.complete(message, running);
    else this.reply(message, running.simulation);
  }

  private complete(message: peer.ChaincodeMessage, { simulation, done }: Running): void {
    this.running.delete(message.getTxid());
    const response = Response.deserializeBinary(message.getPayload_asU8());
    const event = message.getChaincodeEvent();
    done({
      status: response.getStatus(),
      payload: Buffer.from(response.getPayload_asU8()).toString('utf8'),
      message: response.getMessage(),
      writes: simulation.writes,
      reads: simulation.reads,
      event: event === undefined ? undefined : Buffer.from(event.getPayload_asU8()).toString('utf8'),
    });
  }

  private reply(message: peer.ChaincodeMessage, simulation: Simulation): void {
    const answer = (type: number, payload: Uint8Array): void =>
      this.send(this.messageOf(type, message.getTxid(), message.getChannelId(), payload));
    try {
      answer(MessageType.RESPONSE, simulation.answer(message));
    } catch (error) {
      answer(MessageType.ERROR, Buffer.from(String(error), 'utf8'));
    }
  }

  private messageOf(type: number, txId: string, channel: string, payload: Uint8Array): peer.ChaincodeMessage {
    const message = new ChaincodeMessage();
    message.setType(type as MessageTypeNumber);
    message.setTxid(txId);
    message.setChannelId(channel);
    message.setPayload(payload);
    return message;
  }

  /** Answers later, as a network does: the shim must never see an answer inside its own request. */
  private send(message: peer.ChaincodeMessage): void {
    setImmediate(() => this.stream.emit('data', message));
  }
}
