#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { notAfterOf, WalletIdentity, type ExpiringCertificate } from '@scrip/credentials';
import { loadConsortium, type Consortium, type Organization } from '@scrip/config';
import { pino, type Logger } from 'pino';
import { readServeOptions, type ServeOptions } from './command-line.js';
import { openGateway, type Gateway } from './gateway.js';
import { isChannelReady } from './http/health.js';
import { Metrics } from './http/metrics.js';
import { connectLedgers } from './ledger/connection.js';
import { readConnectionProfiles, type ConnectionProfile } from './ledger/connection-profile.js';
import { listen } from './serve.js';

/** Channel of requests that name none, where the organisation is a member of it. */
const DEFAULT_CHANNEL = 'securities';
const READY_POLL_MS = 50;

async function serve(options: ServeOptions, logger: Logger): Promise<void> {
  const organization = findOrganization(loadConsortium(options.config), options.mspId);
  const data = resolve(options.data);
  const metrics = new Metrics();
  const directory = join(data, 'gateway', options.mspId);
  const profiles = readConnectionProfiles(data, options.mspId);
  const identity = await openIdentity(directory, profiles, logger);
  const connection = connectLedgers(profiles, identity.current, {
    onRetry: (channel) => (reason) => metrics.retried(channel, reason),
  });
  const channels = connection.ledgers.map((ledger) => ledger.channel);
  const gateway = await openGateway({
    organization,
    ledgers: connection.ledgers,
    directory,
    defaultChannel: channels.includes(DEFAULT_CHANNEL) ? DEFAULT_CHANNEL : (channels[0] ?? DEFAULT_CHANNEL),
    logger,
    metrics,
    publicUrl: options.publicUrl,
    certificates: () => certificatesOf(identity, profiles),
  });
  identity.watch((renewed) => connection.signAs(renewed));
  const listening = await listen(gateway.app, options.port, options.tls);
  gateway.start();
  stopOnSignal(async () => {
    identity.stop();
    const closed = listening.close();
    await gateway.stop();
    await closed;
    connection.close();
  }, logger);
  await untilReady(gateway);
  process.stdout.write(`${JSON.stringify({ ready: true, mspId: options.mspId, url: listening.url })}\n`);
}

/** The identity that signs the gateway's transactions, from the wallet in its folder. */
async function openIdentity(
  directory: string,
  profiles: readonly ConnectionProfile[],
  logger: Logger,
): Promise<WalletIdentity> {
  const [profile] = profiles;
  if (profile === undefined) throw new Error('there is no connection profile');
  const { mspId, certificateAuthority } = profile;
  return WalletIdentity.open({
    wallet: join(directory, 'wallet'),
    label: 'gateway',
    mspId,
    authority: { ...certificateAuthority, tlsRootCert: readFileSync(certificateAuthority.tlsRootCert, 'utf8') },
    log: (message, error) => (error === undefined ? logger.info(message) : logger.error({ err: error }, message)),
  });
}

/** The certificates whose end would stop the gateway. */
function certificatesOf(
  identity: WalletIdentity,
  profiles: readonly ConnectionProfile[],
): readonly ExpiringCertificate[] {
  const roots = new Set(profiles.map(({ tlsRootCert }) => tlsRootCert));
  return [
    { name: 'gateway identity', notAfter: notAfterOf(identity.current.certificate) },
    ...[...roots].map((path) => ({ name: 'TLS root of the peer', notAfter: notAfterOf(readFileSync(path, 'utf8')) })),
  ];
}

function findOrganization(consortium: Consortium, mspId: string): Organization {
  const organization = consortium.organizations.find((candidate) => candidate.mspId === mspId);
  if (organization !== undefined) return organization;
  const known = consortium.organizations.map((candidate) => candidate.mspId).join(', ');
  throw new Error(`the configuration has no organisation ${mspId}; it has ${known}`);
}

function stopOnSignal(stop: () => Promise<void>, logger: Logger): void {
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stopping ??= stop()
        .catch((error: unknown) => logger.error({ err: error }, 'stopping failed'))
        .finally(() => process.exit());
    });
  }
}

async function untilReady(gateway: Gateway): Promise<void> {
  for (;;) {
    const channels = await gateway.health();
    if (channels.every(isChannelReady)) return;
    await delay(READY_POLL_MS);
  }
}

const logger = pino({ level: process.env['SCRIP_LOG_LEVEL'] ?? 'info' }, pino.destination(2));
try {
  await serve(readServeOptions(process.argv.slice(2)), logger);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
