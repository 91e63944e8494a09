import { readFileSync } from 'node:fs';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, type Contract, type Gateway, hash, type Network } from '@hyperledger/fabric-gateway';
import { EventStreams } from './event-streams.js';
import type { ConnectionProfile } from './profile.js';
import { type User, userOf } from './signing.js';

const DEADLINE_MS = 60_000;

/** The library's own limit of 4 MB is below what a transaction may have. */
const UNLIMITED = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

/** An open fabric-gateway session of one user at one organisation's gateway. */
export interface Connection {
  readonly user: User;
  readonly gateway: Gateway;
  readonly network: Network;
  readonly client: Client;
  contract(chaincode: string): Contract;
  close(): void;
}

/** Opens a TLS session; `user` may belong to another organisation than the gateway. */
export function openConnection(profile: ConnectionProfile, user: User = userOf(profile, 'user1')): Connection {
  const client = new Client(profile.gateway, credentials.createSsl(readFileSync(profile.tlsRootCert)), UNLIMITED);
  const deadline = (): { deadline: number } => ({ deadline: Date.now() + DEADLINE_MS });
  const gateway = connect({
    client,
    identity: { mspId: user.mspId, credentials: user.credentials },
    hash: hash.none,
    signer: (message) => Promise.resolve(user.sign(message)),
    evaluateOptions: deadline,
    endorseOptions: deadline,
    submitOptions: deadline,
    commitStatusOptions: deadline,
  });
  const streams = new EventStreams();
  const network = streams.of(gateway.getNetwork(profile.channel));
  return {
    user,
    gateway,
    network,
    client,
    contract: (chaincode) => network.getContract(chaincode),
    close: () => {
      streams.close();
      gateway.close();
      client.close();
    },
  };
}
