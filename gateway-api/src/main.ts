#!/usr/bin/env node
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { loadConsortium, type Consortium, type Organization } from '@scrip/config';
import { pino, type Logger } from 'pino';
import { readServeOptions, type ServeOptions } from './command-line.js';
import { openGateway, type Gateway } from './gateway.js';
import { Metrics } from './http/metrics.js';
import { connectLedgers } from './ledger/connection.js';
import { readConnectionProfiles } from './ledger/connection-profile.js';
import { listen } from './serve.js';

/** Identity that signs the gateway's transactions. */
const IDENTITY_LABEL = 'user1';
/** Channel of requests that name none, where the organisation is a member of it. */
const DEFAULT_CHANNEL = 'securities';
const READY_POLL_MS = 50;

async function serve(options: ServeOptions, logger: Logger): Promise<void> {
  const organization = findOrganization(loadConsortium(options.config), options.mspId);
  const data = resolve(options.data);
  const metrics = new Metrics();
  const connection = connectLedgers(readConnectionProfiles(data, options.mspId), IDENTITY_LABEL, {
    onRetry: (channel) => (reason) => metrics.retried(channel, reason),
  });
  const channels = connection.ledgers.map((ledger) => ledger.channel);
  const gateway = await openGateway({
    organization,
    ledgers: connection.ledgers,
    directory: join(data, 'gateway', options.mspId),
    defaultChannel: channels.includes(DEFAULT_CHANNEL) ? DEFAULT_CHANNEL : (channels[0] ?? DEFAULT_CHANNEL),
    logger,
    metrics,
  });
  const listening = await listen(gateway.app, options.port);
  gateway.start();
  stopOnSignal(async () => {
    const closed = listening.close();
    await gateway.stop();
    await closed;
    connection.close();
  }, logger);
  await untilReady(gateway);
  process.stdout.write(`${JSON.stringify({ ready: true, mspId: options.mspId, url: listening.url })}\n`);
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
    if (channels.every((channel) => channel.peerReachable && channel.caughtUp)) return;
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
