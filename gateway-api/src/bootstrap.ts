#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { loadConsortium, openingOf, type Channel, type Consortium } from '@scrip/config';
import { canonicalJson } from '@scrip/model';
import { z } from 'zod';
import { readBootstrapOptions, type BootstrapOptions } from './command-line.js';
import { connectLedgers } from './ledger/connection.js';
import { profileIdentity, readConnectionProfiles } from './ledger/connection-profile.js';
import type { FabricLedger } from './ledger/fabric-ledger.js';
import type { JsonObject, Ledger } from './ledger/ledger.js';
import { LedgerRefusal } from './ledger/ledger-error.js';

/** Identity that signs the founding of a channel. */
const IDENTITY_LABEL = 'admin';
/** Who gives the command: no person, for there are no operators before there is an authority. */
const OPERATOR = 'bootstrap';
const ALREADY = { outcome: 'already bootstrapped' };

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
  const connection = connectLedgers(profiles, profileIdentity(profiles, IDENTITY_LABEL));
  try {
    const [ledger] = connection.ledgers;
    if (ledger === undefined) throw new Error(`${first} has no connection profile of channel ${channel.name}`);
    return await found(ledger, channel, foundingOf(consortium, channel));
  } finally {
    connection.close();
  }
}

async function found(ledger: FabricLedger, channel: Channel, body: Founding & JsonObject): Promise<object> {
  if (await isFounded(ledger, body)) return ALREADY;
  const digest = createHash('sha256').update(canonicalJson(body), 'utf8').digest('hex');
  const commandId = `bootstrap-${digest.slice(0, 40)}`;
  const command = { name: 'authority:bootstrap', commandId, operator: OPERATOR, body };
  try {
    const receipt = await ledger.submit(command, channel.members);
    return { outcome: 'bootstrapped', transactionId: receipt.transactionId, block: receipt.block };
  } catch (error) {
    const isLate = error instanceof LedgerRefusal && error.code === 'ALREADY_BOOTSTRAPPED';
    if (isLate && (await isFounded(ledger, body))) return ALREADY;
    throw error;
  }
}

const FoundedRecords = z.object({
  network: z.string().optional(),
  referenceCalendar: z.string().optional(),
  participants: z.array(z.object({ mspId: z.string(), lei: z.string(), name: z.string(), roles: z.array(z.string()) })),
  lawfulOverride: z.object({ authority: z.string(), witnesses: z.number() }).optional(),
});

/**
 * Whether the channel has its authority records.
 *
 * @throws {Error} when they are others than the description says: whoever founded the channel gave out other roles
 */
async function isFounded(ledger: Ledger, expected: Founding): Promise<boolean> {
  const found = FoundedRecords.parse(await ledger.evaluate('authority:participants'));
  if (found.participants.length === 0) return false;
  if (comparable(found) === comparable(expected)) return true;
  throw new Error(
    `channel ${ledger.channel} was founded with another name, other participants, roles or override than the configuration says; ` +
      'nothing was started. Compare authority:participants on the ledger with config/organizations.',
  );
}

type Founding = z.output<typeof FoundedRecords>;

/** One text for equal records, whatever the order of members and roles. */
function comparable({ network, referenceCalendar, participants, lawfulOverride }: Founding): string {
  const sorted = participants
    .map(({ mspId, lei, name, roles }) => ({ mspId, lei, name, roles: [...roles].sort() }))
    .sort((left, right) => (left.mspId < right.mspId ? -1 : 1));
  return JSON.stringify([network, referenceCalendar, sorted, lawfulOverride?.authority, lawfulOverride?.witnesses]);
}

function foundingOf(consortium: Consortium, channel: Channel): Founding & JsonObject {
  const members = consortium.organizations.filter(({ mspId }) => channel.members.includes(mspId));
  return {
    network: consortium.network,
    referenceCalendar: consortium.referenceCalendar,
    participants: members.map(({ mspId, lei, name, roles }) => ({ mspId, lei, name, roles: [...roles] })),
    calendars: calendarsOf(consortium),
    lawfulOverride: { authority: channel.lawfulOverride.authority, witnesses: channel.lawfulOverride.witnesses },
  };
}

/** As plain JSON. */
const calendarsOf = ({ calendars }: Consortium): JsonObject[] =>
  calendars.map(openingOf).map(({ weekend, holidays, cutOffs, ...rest }) => ({
    ...rest,
    weekend: [...weekend],
    holidays: [...holidays],
    cutOffs: { ...cutOffs },
  }));

try {
  await bootstrap(readBootstrapOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
