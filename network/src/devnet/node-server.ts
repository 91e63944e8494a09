import * as grpc from '@grpc/grpc-js';

import type { DefectLog } from './gateway/rpc.js';
import { readingRequests, refuseUndecodable } from './request-decoding.js';

/** Fabric's gRPC limit. */
const MAXIMUM_MESSAGE_BYTES = 100 * 1024 * 1024;

/** Where and with which TLS certificate to serve. */
export interface ServerOptions {
  /** On the loopback interface; 0 takes any free one. */
  readonly port: number;
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
  /** One line for the operator about a defect: a client gets INTERNAL. */
  readonly log: DefectLog;
  readonly interceptors: readonly grpc.ServerInterceptor[];
}

/** A gRPC service with its implementation. */
export type Service = readonly [definition: grpc.ServiceDefinition, implementation: grpc.UntypedServiceImplementation];

/** The services of one node, a peer or an orderer, over TLS on one port. */
export class NodeServer {
  readonly #server: grpc.Server;
  readonly port: number;

  private constructor(server: grpc.Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async listen(services: readonly Service[], options: ServerOptions): Promise<NodeServer> {
    const server = new grpc.Server({
      'grpc.max_receive_message_length': MAXIMUM_MESSAGE_BYTES,
      'grpc.max_send_message_length': MAXIMUM_MESSAGE_BYTES,
      interceptors: [...options.interceptors, refuseUndecodable],
    });
    for (const [definition, implementation] of services) {
      server.addService(readingRequests(definition), implementation);
    }
    const credentials = grpc.ServerCredentials.createSsl(null, [
      { cert_chain: Buffer.from(options.certificate), private_key: Buffer.from(options.privateKey) },
    ]);
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${options.port}`, credentials, (error, bound) => {
        if (error) reject(error);
        else resolve(bound);
      });
    });
    return new NodeServer(server, port);
  }

  /** Ends all streams and stops listening. */
  close(): void {
    this.#server.forceShutdown();
  }
}
