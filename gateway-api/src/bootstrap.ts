#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { loadConsortium, type Channel, type Consortium } from '@scrip/config';
import { canonicalJson } from '@scrip/model';
import { z } from 'zod';
import { readBootstrapOptions, type BootstrapOptions } from './command-line.js';
import { connectLedgers } from './ledger/connection.js';
import { readConnectionProfiles } from './ledger/connection-profile.js';
import type { JsonObject, Ledger } from './ledger/ledger.js';
import { LedgerRefusal } from './ledger/ledger-error.js';

/** Identity that signs the founding of a channel. */
const IDENTITY_LABEL = 'admin';
/** Who gives the command: no person, for there are no operators before there is an authority. */
const OPERATOR = 'bootstrap';

/** Gives every channel its authority records, once; every member endorses them. */
async function bootstrap(options: BootstrapOptions): Promise<void> {
  const consortium = loadConsortium(options.config);
  for (const channel of consortium.channels) {
    const outcome = await foundChannel(consortium, channel, resolve(options.data));
    process.stdout.write(`${JSON.stringify({ channel: channel.name, ...outcome })}\n`);
  }
}

async function foundChannel(consortium: Consortium, channel: Channel, data: string): Promise<object> {
  const [first] = channel.members;
  if (first === undefined) throw new Error(`channel ${channel.name} has no members`);
  const profiles = readConnectionProfiles(data, first).filter((profile) => profile.channel === channel.name);
  const connection = connectLedgers(profiles, IDENTITY_LABEL);
  try {
    const [ledger] = connection.ledgers;
    if (ledger === undefined) throw new Error(`${first} has no connection profile of channel ${channel.name}`);
    if (await isFounded(ledger)) return { outcome: 'already bootstrapped' };
    const body = foundingOf(consortium, channel);
    const digest = createHash('sha256').update(canonicalJson(body), 'utf8').digest('hex');
    const commandId = `bootstrap-${digest.slice(0, 40)}`;
    const command = { name: 'authority:bootstrap', commandId, operator: OPERATOR, body };
    const receipt = await ledger.submit(command, channel.members);
    return { outcome: 'bootstrapped', transactionId: receipt.transactionId, block: receipt.block };
  } catch (error) {
    if (error instanceof LedgerRefusal && error.code === 'ALREADY_BOOTSTRAPPED')
      return { outcome: 'already bootstrapped' };
    throw error;
  } finally {
    connection.close();
  }
}

async function isFounded(ledger: Ledger): Promise<boolean> {
  const { participants } = z
    .object({ participants: z.array(z.unknown()) })
    .parse(await ledger.evaluate('authority:participants'));
  return participants.length > 0;
}

function foundingOf(consortium: Consortium, channel: Channel): JsonObject {
  const members = consortium.organizations.filter(({ mspId }) => channel.members.includes(mspId));
  return {
    participants: members.map(({ mspId, lei, name, roles }) => ({ mspId, lei, name, roles: [...roles] })),
    calendars: consortium.calendars.map(({ id, openingDate }) => ({ id, businessDate: openingDate })),
    lawfulOverride: { authority: channel.lawfulOverride.authority, witnesses: channel.lawfulOverride.witnesses },
  };
}

try {
  await bootstrap(readBootstrapOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
