import { readFileSync } from 'node:fs';
import { Client, credentials, type CallOptions } from '@grpc/grpc-js';
import { connect } from '@hyperledger/fabric-gateway';
import { lowSSigner, type Enrolment } from '@scrip/credentials';
import type { ConnectionProfile } from './connection-profile.js';
import { FabricLedger, type LedgerSession } from './fabric-ledger.js';
import { ServiceDiscovery } from './service-discovery.js';
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
  /** Signs with another identity from now on; what has begun goes on with the one before. */
  signAs(identity: Enrolment): void;
  close(): void;
}

/**
 * Opens the channels of the profiles as one identity of the organisation.
 *
 * @param identity signs
 * @param listeners told of repeated submissions, with the channel
 * @throws {Error} when a file of a profile cannot be read, or the key is of the wrong kind
 */
export function connectLedgers(
  profiles: readonly ConnectionProfile[],
  identity: Enrolment,
  listeners: { readonly onRetry?: (channel: string) => RetryListener } = {},
): Connection {
  const clients = new Map<string, Client>();
  const connected = profiles.map((profile) => {
    const client = clients.get(profile.gateway) ?? openClient(profile);
    clients.set(profile.gateway, client);
    const ledger = new FabricLedger({
      session: openSession(profile, identity, client),
      mspId: profile.mspId,
      channel: profile.channel,
      chaincode: profile.chaincode,
      ...(listeners.onRetry === undefined ? {} : { onRetry: listeners.onRetry(profile.channel) }),
    });
    return { profile, client, ledger };
  });
  return {
    ledgers: connected.map(({ ledger }) => ledger),
    signAs: (renewed) => {
      for (const { profile, client, ledger } of connected) ledger.use(openSession(profile, renewed, client));
    },
    close: () => clients.forEach((client) => client.close()),
  };
}

function openClient(profile: ConnectionProfile): Client {
  return new Client(profile.gateway, credentials.createSsl(readFileSync(profile.tlsRootCert)), {
    'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
    'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
  });
}

function openSession(profile: ConnectionProfile, identity: Enrolment, client: Client): LedgerSession {
  const gateway = connect({
    client,
    identity: { mspId: profile.mspId, credentials: Buffer.from(identity.certificate) },
    signer: lowSSigner(identity.privateKey),
    hash: unhashed,
    evaluateOptions: within(10_000),
    endorseOptions: within(20_000),
    submitOptions: within(10_000),
    commitStatusOptions: within(30_000),
  });
  return { gateway, discovery: new ServiceDiscovery(client, profile.mspId, identity) };
}
