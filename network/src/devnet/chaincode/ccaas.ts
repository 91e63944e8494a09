import * as grpc from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';

import { ChaincodeStream } from './chaincode-stream.js';
import type { MessageStream } from './message-stream.js';
import type { ChaincodeSource } from './source.js';

/** How long a connection attempt may take, and how long an invocation waits for one, in milliseconds. */
const CONNECT_TIMEOUT_MS = 3_000;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;
const MAXIMUM_MESSAGE_BYTES = 100 * 1024 * 1024;

/**
 * A chaincode that runs as a service (Fabric: core/container/externalbuilder, the `ccaas` builder): the peer dials it,
 * and dials again with growing pauses whenever the service is away. An invocation does not wait for the pause.
 */
export class ChaincodeService implements ChaincodeSource {
  readonly #address: string;
  readonly #packageId: string;
  readonly #client: grpc.Client & {
    connect: () => grpc.ClientDuplexStream<peer.ChaincodeMessage, peer.ChaincodeMessage>;
  };
  #stream: ChaincodeStream | undefined;
  #attempt: Promise<ChaincodeStream> | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;

  /** @param address `host:port` of the service; the connection is plain text on the loopback interface. */
  constructor(address: string, packageId: string) {
    this.#address = address;
    this.#packageId = packageId;
    this.#client = new peer.ChaincodeClient(address, grpc.credentials.createInsecure(), {
      'grpc.max_receive_message_length': MAXIMUM_MESSAGE_BYTES,
      'grpc.max_send_message_length': MAXIMUM_MESSAGE_BYTES,
      'grpc.initial_reconnect_backoff_ms': FIRST_RETRY_MS,
      'grpc.max_reconnect_backoff_ms': LONGEST_RETRY_MS,
    });
  }

  stream(): Promise<ChaincodeStream> {
    if (this.#stream?.open === true) return Promise.resolve(this.#stream);
    this.#attempt ??= this.#connect().finally(() => {
      this.#attempt = undefined;
    });
    return this.#attempt;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.#stream?.end();
    this.#client.close();
  }

  async #connect(): Promise<ChaincodeStream> {
    clearTimeout(this.#retryTimer);
    try {
      await this.#reachable();
      const stream = new ChaincodeStream(grpcMessageStream(this.#client.connect()));
      const id = await registrationWithin(stream, CONNECT_TIMEOUT_MS);
      if (id !== this.#packageId) {
        stream.end();
        throw new Error(`the chaincode registered as ${id}, expected ${this.#packageId}`);
      }
      stream.onClose(() => this.#retryLater());
      this.#stream = stream;
      this.#retryMs = FIRST_RETRY_MS;
      return stream;
    } catch (error) {
      this.#retryLater();
      throw new Error(`connection to the chaincode service at ${this.#address} failed: ${(error as Error).message}`);
    }
  }

  /** Tries to connect, and gives up as soon as the attempt has failed. */
  #reachable(): Promise<void> {
    const channel = this.#client.getChannel();
    const deadline = Date.now() + CONNECT_TIMEOUT_MS;
    return new Promise((resolve, reject) => {
      const look = (error?: Error): void => {
        const state = channel.getConnectivityState(true);
        if (state === grpc.connectivityState.READY) resolve();
        else if (error !== undefined || state === grpc.connectivityState.TRANSIENT_FAILURE) {
          reject(new Error('nothing answers there'));
        } else channel.watchConnectivityState(state, deadline, look);
      };
      look();
    });
  }

  #retryLater(): void {
    if (this.#closed) return;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => {
      this.stream().catch(() => undefined);
    }, this.#retryMs);
    this.#retryTimer.unref();
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }
}

function registrationWithin(stream: ChaincodeStream, milliseconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => {
      stream.end();
      reject(new Error('the chaincode did not register in time'));
    }, milliseconds);
    stream.registered.then(resolve, reject).finally(() => clearTimeout(timeout));
  });
}

function grpcMessageStream(call: grpc.ClientDuplexStream<peer.ChaincodeMessage, peer.ChaincodeMessage>): MessageStream {
  return {
    write: (message) => {
      call.write(message);
    },
    onMessage: (listener) => {
      call.on('data', listener);
    },
    onClose: (listener) => {
      call.on('error', (error: Error) => listener(error.message));
      call.on('end', () => listener('the chaincode ended the stream'));
    },
    end: () => call.cancel(),
  };
}
