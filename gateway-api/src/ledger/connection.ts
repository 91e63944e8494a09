import { readFileSync } from 'node:fs';
import { Client, credentials, type CallOptions } from '@grpc/grpc-js';
import { connect, type Gateway } from '@hyperledger/fabric-gateway';
import { lowSSigner } from '@scrip/credentials';
import type { ConnectionProfile } from './connection-profile.js';
import { FabricLedger } from './fabric-ledger.js';
import type { RetryListener } from './submission.js';

/** Full blocks exceed gRPC's default of 4 MiB. */
const MESSAGE_BYTES_MAX = 100 * 1024 * 1024;
/** Fabric peers refuse pings more often than once a minute (core.yaml peer.keepalive.minInterval). */
const KEEPALIVE_MS = 120_000;

/** The library hashes nothing: the signer signs whole messages natively (the library's own hashes are pure JavaScript). */
const unhashed = (message: Uint8Array): Uint8Array => message;

const within = (milliseconds: number) => (): CallOptions => ({ deadline: Date.now() + milliseconds });

/** An organisation's connection to its own peer: one gRPC channel, one ledger per channel of Fabric. */
export interface Connection {
  readonly ledgers: readonly FabricLedger[];
  close(): void;
}

/**
 * Opens the channels of the profiles as one identity of the organisation.
 *
 * @param label which identity of the profile signs, for instance `user1`
 * @param listeners told of repeated submissions, with the channel
 * @throws {Error} when a profile has no such identity, or its files cannot be read
 */
export function connectLedgers(
  profiles: readonly ConnectionProfile[],
  label: string,
  listeners: { readonly onRetry?: (channel: string) => RetryListener } = {},
): Connection {
  const clients = new Map<string, Client>();
  const ledgers = profiles.map((profile) => {
    const client = clients.get(profile.gateway) ?? openClient(profile);
    clients.set(profile.gateway, client);
    return new FabricLedger({
      gateway: openGateway(profile, label, client),
      mspId: profile.mspId,
      channel: profile.channel,
      chaincode: profile.chaincode,
      ...(listeners.onRetry === undefined ? {} : { onRetry: listeners.onRetry(profile.channel) }),
    });
  });
  return { ledgers, close: () => clients.forEach((client) => client.close()) };
}

function openClient(profile: ConnectionProfile): Client {
  return new Client(profile.gateway, credentials.createSsl(readFileSync(profile.tlsRootCert)), {
    'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
    'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
  });
}

function openGateway(profile: ConnectionProfile, label: string, client: Client): Gateway {
  const identity = profile.identities.find((candidate) => candidate.label === label);
  if (identity === undefined)
    throw new Error(`the connection profile of ${profile.channel} has no identity "${label}"`);
  return connect({
    client,
    identity: { mspId: profile.mspId, credentials: readFileSync(identity.certificate) },
    signer: lowSSigner(readFileSync(identity.privateKey, 'utf8')),
    hash: unhashed,
    evaluateOptions: within(10_000),
    endorseOptions: within(20_000),
    submitOptions: within(10_000),
    commitStatusOptions: within(30_000),
  });
}
