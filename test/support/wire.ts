import { readFileSync } from 'node:fs';
import {
  type CallOptions,
  Client,
  type ClientDuplexStream,
  credentials,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { gateway, google } from '@hyperledger/fabric-protos';
import type { ConnectionProfile } from './profile.js';

/** How the server ended a call: the code and its text, and the messages it had sent by then. */
export interface WireResult {
  readonly code: number;
  readonly message: string;
  readonly responses: readonly Buffer[];
  /** What each node said that took part in a failure of the gateway. */
  readonly details: readonly string[];
}

/** How a method takes and gives messages. */
export type MethodShape = 'unary' | 'server-stream' | 'bidirectional';

const same = (bytes: Buffer): Buffer => bytes;

/** A client that sends any bytes at all to any method, which the generated clients would never do. */
export class WireClient {
  private readonly client: Client;

  constructor(
    profile: ConnectionProfile,
    private readonly defaultDeadlineMs: number,
  ) {
    this.client = new Client(profile.gateway, credentials.createSsl(readFileSync(profile.tlsRootCert)));
  }

  /** Sends one message and waits for the end of the call, at most until the deadline. */
  call(method: string, shape: MethodShape, message: Buffer, deadlineMs = this.defaultDeadlineMs): Promise<WireResult> {
    const options = { deadline: Date.now() + deadlineMs };
    return shape === 'unary' ? this.unary(method, message, options) : this.stream(method, shape, message, options);
  }

  close(): void {
    this.client.close();
  }

  private unary(method: string, message: Buffer, options: CallOptions): Promise<WireResult> {
    return new Promise((resolve) => {
      const done = (error: ServiceError | null, response?: Buffer): void =>
        resolve(
          error === null
            ? { code: status.OK, message: '', responses: response === undefined ? [] : [response], details: [] }
            : failed(error, []),
        );
      this.client.makeUnaryRequest(method, same, same, message, options, done);
    });
  }

  private stream(method: string, shape: MethodShape, message: Buffer, options: CallOptions): Promise<WireResult> {
    return new Promise((resolve) => {
      const responses: Buffer[] = [];
      const call =
        shape === 'server-stream'
          ? this.client.makeServerStreamRequest(method, same, same, message, options)
          : this.bidirectional(method, message, options);
      call.on('data', (response: Buffer) => responses.push(response));
      call.on('error', (error: ServiceError) => resolve(failed(error, responses)));
      call.on('end', () => setImmediate(() => resolve({ code: status.OK, message: '', responses, details: [] })));
    });
  }

  private bidirectional(method: string, message: Buffer, options: CallOptions): ClientDuplexStream<Buffer, Buffer> {
    const call = this.client.makeBidiStreamRequest(method, same, same, options);
    call.write(message);
    call.end();
    return call;
  }
}

function failed(error: ServiceError, responses: readonly Buffer[]): WireResult {
  return { code: error.code, message: error.details, responses, details: detailsOf(error) };
}

/** The texts of `gateway.ErrorDetail` in the status that a gateway attaches. */
function detailsOf({ metadata }: ServiceError): readonly string[] {
  const [bytes] = metadata.get('grpc-status-details-bin');
  if (!Buffer.isBuffer(bytes)) return [];
  const list = google.rpc.Status.deserializeBinary(bytes).getDetailsList();
  return list.map((packed) => gateway.ErrorDetail.deserializeBinary(packed.getValue_asU8()).getMessage());
}
