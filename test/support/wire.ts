import { readFileSync } from 'node:fs';
import { Client, type ClientDuplexStream, credentials, type ServiceError, status } from '@grpc/grpc-js';
import type { ConnectionProfile } from './profile.js';

/** How the server ended a call: the code and its text, and the messages it had sent by then. */
export interface WireResult {
  readonly code: number;
  readonly message: string;
  readonly responses: readonly Buffer[];
}

/** How a method takes and gives messages. */
export type MethodShape = 'unary' | 'server-stream' | 'bidirectional';

const same = (bytes: Buffer): Buffer => bytes;

/** A client that sends any bytes at all to any method, which the generated clients would never do. */
export class WireClient {
  private readonly client: Client;

  constructor(
    profile: ConnectionProfile,
    private readonly deadlineMs: number,
  ) {
    this.client = new Client(profile.gateway, credentials.createSsl(readFileSync(profile.tlsRootCert)));
  }

  /** Sends one message and waits for the end of the call, at most until the deadline. */
  call(method: string, shape: MethodShape, message: Buffer): Promise<WireResult> {
    return shape === 'unary' ? this.unary(method, message) : this.stream(method, shape, message);
  }

  close(): void {
    this.client.close();
  }

  private unary(method: string, message: Buffer): Promise<WireResult> {
    return new Promise((resolve) => {
      const done = (error: ServiceError | null, response?: Buffer): void =>
        resolve(
          error === null
            ? { code: status.OK, message: '', responses: response === undefined ? [] : [response] }
            : { code: error.code, message: error.details, responses: [] },
        );
      this.client.makeUnaryRequest(method, same, same, message, this.options(), done);
    });
  }

  private stream(method: string, shape: MethodShape, message: Buffer): Promise<WireResult> {
    return new Promise((resolve) => {
      const responses: Buffer[] = [];
      const call =
        shape === 'server-stream'
          ? this.client.makeServerStreamRequest(method, same, same, message, this.options())
          : this.bidirectional(method, message);
      call.on('data', (response: Buffer) => responses.push(response));
      call.on('error', (error: ServiceError) => resolve({ code: error.code, message: error.details, responses }));
      call.on('end', () => setImmediate(() => resolve({ code: status.OK, message: '', responses })));
    });
  }

  private bidirectional(method: string, message: Buffer): ClientDuplexStream<Buffer, Buffer> {
    const call = this.client.makeBidiStreamRequest(method, same, same, this.options());
    call.write(message);
    call.end();
    return call;
  }

  private options(): { readonly deadline: number } {
    return { deadline: Date.now() + this.deadlineMs };
  }
}
