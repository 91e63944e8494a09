import { peer } from '@hyperledger/fabric-protos';

import { goDurationToMs } from '../../channel/go-duration.js';
import { asBuffer, decode } from '../../proto/decode.js';
import { kindName, type MessageKind, REQUEST_KINDS } from './message-kinds.js';
import type { MessageStream } from './message-stream.js';
import { messageOf } from '../../network-error.js';

const Type = peer.ChaincodeMessage.Type;

/** Fabric's `chaincode.executetimeout`, with the environment variable by which a peer takes another, in milliseconds. */
const EXECUTE_TIMEOUT_MS = goDurationToMs(process.env['CORE_CHAINCODE_EXECUTETIMEOUT'] ?? '30s');

/** Most writes, and most keys to read, in one message: `chaincode.runtimeParams` of Fabric's sample `core.yaml`. */
const BATCH_SIZE_MAX = 1_000;

/** Fabric's text when the chaincode goes away in mid-transaction; the gateway tries another peer on it. */
export const STREAM_TERMINATED = 'chaincode stream terminated';

/** Answers what a chaincode asks of its peer during one transaction; a rejection becomes an ERROR message. */
export type RequestHandler = (kind: MessageKind, payload: Uint8Array) => Promise<Uint8Array | undefined>;

/** One invocation to send to the chaincode. */
export interface ChaincodeCall {
  readonly kind: 'INIT' | 'TRANSACTION';
  readonly channelId: string;
  readonly txId: string;
  readonly input: peer.ChaincodeInput;
  /** The shim takes creator, transient data and timestamp from it. */
  readonly proposal: peer.SignedProposal;
  readonly handle: RequestHandler;
}

interface ActiveTransaction {
  readonly handle: RequestHandler;
  readonly settle: (outcome: peer.ChaincodeMessage | Error) => void;
  requestPending: boolean;
}

interface Fields {
  readonly payload?: Uint8Array;
  readonly transaction?: { readonly channelId: string; readonly txId: string };
  readonly proposal?: peer.SignedProposal;
}

/**
 * The peer's side of the chaincode protocol over one stream (Fabric: core/chaincode/handler.go): registration, then
 * any number of transactions at once, each with one request outstanding. KEEPALIVE is never sent, because the Node
 * shim exits its process on it.
 */
export class ChaincodeStream {
  readonly #stream: MessageStream;
  readonly #transactions = new Map<string, ActiveTransaction>();
  readonly #closeListeners: ((reason: string) => void)[] = [];
  #state: 'created' | 'ready' | 'closed' = 'created';
  #settleRegistration: (outcome: string | Error) => void = () => undefined;

  /** Resolves to the id under which the chaincode registered, once it may be invoked. */
  readonly registered: Promise<string>;

  constructor(stream: MessageStream) {
    this.#stream = stream;
    this.registered = new Promise((resolve, reject) => {
      this.#settleRegistration = (outcome) => {
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
    });
    this.registered.catch(() => undefined);
    stream.onMessage((message) => this.#receive(message));
    stream.onClose((reason) => this.#closed(reason));
  }

  get open(): boolean {
    return this.#state === 'ready';
  }

  onClose(listener: (reason: string) => void): void {
    this.#closeListeners.push(listener);
  }

  /** Ends the stream; transactions in flight fail. */
  end(): void {
    this.#stream.end();
    this.#closed('closed by the peer');
  }

  /**
   * Runs one invocation to its COMPLETED or ERROR message.
   *
   * @throws Error when the chaincode goes away or does not answer in time.
   */
  execute(call: ChaincodeCall): Promise<peer.ChaincodeMessage> {
    const key = call.channelId + call.txId;
    if (this.#transactions.has(key)) {
      return Promise.reject(new Error(`txid: ${call.txId}(${call.channelId}) exists`));
    }
    if (this.#state !== 'ready') return Promise.reject(new Error(STREAM_TERMINATED));
    return new Promise((resolve, reject) => {
      const settle = (outcome: peer.ChaincodeMessage | Error): void => {
        clearTimeout(timeout);
        this.#transactions.delete(key);
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      const timeout = setTimeout(
        () => settle(new Error('timeout expired while executing transaction')),
        EXECUTE_TIMEOUT_MS,
      );
      this.#transactions.set(key, { handle: call.handle, settle, requestPending: false });
      this.#send(Type[call.kind], {
        payload: call.input.serializeBinary(),
        transaction: call,
        proposal: call.proposal,
      });
    });
  }

  #receive(message: peer.ChaincodeMessage): void {
    if (this.#state === 'created') {
      this.#register(message);
      return;
    }
    const kind = message.getType();
    if (kind === Type.KEEPALIVE) return;
    if (kind === Type.COMPLETED || kind === Type.ERROR) {
      this.#transactions.get(message.getChannelId() + message.getTxid())?.settle(message);
    } else if (REQUEST_KINDS.has(kind)) this.#answer(message);
    else this.end();
  }

  #register(message: peer.ChaincodeMessage): void {
    if (message.getType() === Type.KEEPALIVE) return;
    if (message.getType() !== Type.REGISTER) {
      this.end();
      return;
    }
    try {
      const id = decode(peer.ChaincodeID, message.getPayload_asU8(), 'ChaincodeID').getName();
      if (id === '') throw new Error('error in handling register chaincode, chaincodeID name is empty');
      this.#send(Type.REGISTERED);
      this.#send(Type.READY, { payload: batching().serializeBinary() });
      this.#state = 'ready';
      this.#settleRegistration(id);
    } catch (error) {
      this.#settleRegistration(error as Error);
      this.end();
    }
  }

  /** Requests of one transaction come one at a time; Fabric drops a second one that overlaps. */
  #answer(message: peer.ChaincodeMessage): void {
    const transaction = { channelId: message.getChannelId(), txId: message.getTxid() };
    const active = this.#transactions.get(transaction.channelId + transaction.txId);
    const refuse = (error: unknown): void => {
      const cause = messageOf(error);
      const text = `${kindName(message.getType())} failed: transaction ID: ${transaction.txId}: ${cause}`;
      this.#send(Type.ERROR, { payload: Buffer.from(text), transaction });
    };
    if (active === undefined) {
      refuse(message.getType() === Type.INVOKE_CHAINCODE ? 'could not get valid transaction' : 'no ledger context');
      return;
    }
    if (active.requestPending) return;
    active.requestPending = true;
    active.handle(message.getType(), message.getPayload_asU8()).then(
      (payload) => {
        active.requestPending = false;
        this.#send(Type.RESPONSE, { transaction, ...(payload && { payload: asBuffer(payload) }) });
      },
      (error: unknown) => {
        active.requestPending = false;
        refuse(error);
      },
    );
  }

  #send(kind: MessageKind, fields: Fields = {}): void {
    if (this.#state === 'closed') return;
    const message = new peer.ChaincodeMessage();
    message.setType(kind);
    if (fields.payload) message.setPayload(fields.payload);
    if (fields.transaction) {
      message.setTxid(fields.transaction.txId);
      message.setChannelId(fields.transaction.channelId);
    }
    if (fields.proposal) message.setProposal(fields.proposal);
    this.#stream.write(message);
  }

  #closed(reason: string): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#settleRegistration(new Error(reason));
    for (const transaction of [...this.#transactions.values()]) transaction.settle(new Error(STREAM_TERMINATED));
    for (const listener of this.#closeListeners) listener(reason);
  }
}

/** What a shim may put into one message; those of Node and Java ignore it. */
function batching(): peer.ChaincodeAdditionalParams {
  const params = new peer.ChaincodeAdditionalParams();
  params.setUseWriteBatch(true);
  params.setMaxSizeWriteBatch(BATCH_SIZE_MAX);
  params.setUseGetMultipleKeys(true);
  params.setMaxSizeGetMultipleKeys(BATCH_SIZE_MAX);
  return params;
}
