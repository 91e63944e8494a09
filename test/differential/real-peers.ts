import { readFileSync } from 'node:fs';
import { credentials, status } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import { type Connection, openConnection } from '../support/connection.js';
import type { TestNetwork } from '../support/network.js';
import type { Answer } from './comparison.js';

const DEADLINE_MS = 120_000;
/** Fabric's own limit for a gRPC message. */
const OPTIONS = { 'grpc.max_receive_message_length': 100 * 1024 * 1024 };

/** One organisation's real peer, called directly: no gateway chooses who endorses. */
export class RealPeer {
  readonly #endorser: peer.EndorserClient;
  readonly #connections = new Map<string, Connection>();

  constructor(
    private readonly network: TestNetwork,
    channel: string,
    readonly mspId: string,
  ) {
    const profile = network.profile(channel, mspId);
    const tls = credentials.createSsl(readFileSync(profile.tlsRootCert));
    this.#endorser = new peer.EndorserClient(profile.gateway, tls, OPTIONS);
  }

  /** Sends a signed proposal; an answer with an error status is an answer. */
  endorse(proposal: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const message = peer.SignedProposal.deserializeBinary(proposal);
      this.#endorser.processProposal(message, { deadline: Date.now() + DEADLINE_MS }, (error, response) => {
        if (error === null) {
          resolve({ response: Buffer.from(response?.serializeBinary() ?? []) });
        } else if (error.code === status.UNKNOWN) {
          resolve({ refused: error.details });
        } else {
          reject(error);
        }
      });
    });
  }

  /** A session of the organisation's `user1` for what the client library does best: streams of blocks and events. */
  session(channel: string): Connection {
    const open = this.#connections.get(channel) ?? openConnection(this.network.profile(channel, this.mspId));
    this.#connections.set(channel, open);
    return open;
  }

  close(): void {
    this.#endorser.close();
    for (const connection of this.#connections.values()) {
      connection.close();
    }
  }
}
