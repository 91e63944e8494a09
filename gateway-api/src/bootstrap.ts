#!/usr/bin/env node
import { createHash, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { loadConsortium, openingOf, type Channel, type Consortium } from '@scrip/config';
import { canonicalJson } from '@scrip/model';
import { z } from 'zod';
import { readBootstrapOptions, type BootstrapOptions } from './command-line.js';
import { connectLedgers } from './ledger/connection.js';
import { hasConnectionProfile, profileIdentity, readConnectionProfiles } from './ledger/connection-profile.js';
import type { FabricLedger } from './ledger/fabric-ledger.js';
import type { Command, JsonObject, Ledger } from './ledger/ledger.js';
import { LedgerRefusal } from './ledger/ledger-error.js';

/** Identity that signs the founding of a channel. */
const IDENTITY_LABEL = 'admin';
/** Who gives the command: no person, for there are no operators before there is an authority. */
const OPERATOR = 'bootstrap';
/** How long the acceptances of other members are waited for, and how often they are asked for. */
const ACCEPTANCE_MS_MAX = 60_000;
const ACCEPTANCE_PAUSE_MS = 100;
const ALREADY = { outcome: 'already bootstrapped' };

/** Gives every channel its authority records, once; every member accepts and endorses them. */
async function bootstrap(options: BootstrapOptions): Promise<void> {
  const consortium = loadConsortium(options.config);
  for (const channel of consortium.channels) {
    const outcome = await foundChannel(consortium, channel, resolve(options.data));
    process.stdout.write(`${JSON.stringify({ channel: channel.name, ...outcome })}\n`);
  }
}

async function foundChannel(consortium: Consortium, channel: Channel, data: string): Promise<object> {
  const members = channel.members.filter((mspId) => hasConnectionProfile(data, channel.name, mspId));
  if (members.length === 0) throw new Error(`there is no connection profile of channel ${channel.name} in ${data}`);
  const connections = members.map((mspId) => {
    const profiles = readConnectionProfiles(data, mspId).filter((profile) => profile.channel === channel.name);
    return connectLedgers(profiles, profileIdentity(profiles, IDENTITY_LABEL));
  });
  try {
    const ledgers = connections.flatMap((connection) => connection.ledgers);
    return await found(ledgers, channel, foundingOf(consortium, channel));
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** @param ledgers - of the members that are at home here: each accepts for itself, the first one writes the records */
async function found(ledgers: readonly FabricLedger[], channel: Channel, body: Founding & JsonObject): Promise<object> {
  const [ledger] = ledgers;
  if (ledger === undefined || (await isFounded(ledger, body))) return ALREADY;
  const digest = createHash('sha256').update(canonicalJson(body), 'utf8').digest('hex').slice(0, 40);
  const command = (name: string, commandId: string): Command => ({ name, commandId, operator: OPERATOR, body });
  try {
    // the last acceptance counts, so that each start accepts anew what it is configured for
    const acceptance = command('authority:acceptFounding', `accept-${randomUUID()}`);
    await Promise.all(ledgers.map((each) => each.submitPrivately(acceptance, {})));
    const receipt = await whenAccepted(() =>
      ledger.submit(command('authority:bootstrap', `bootstrap-${digest}`), channel.members),
    );
    return { outcome: 'bootstrapped', transactionId: receipt.transactionId, block: receipt.block };
  } catch (error) {
    const isLate = error instanceof LedgerRefusal && error.code === 'ALREADY_BOOTSTRAPPED';
    if (isLate && (await isFounded(ledger, body))) return ALREADY;
    throw error;
  }
}

/** Asks until every peer has seen that every member has accepted; those at home elsewhere do so when they start. */
async function whenAccepted<T>(submit: () => Promise<T>): Promise<T> {
  for (let waitedMs = 0; ; waitedMs += ACCEPTANCE_PAUSE_MS) {
    try {
      return await submit();
    } catch (error) {
      const isAwaited = error instanceof LedgerRefusal && error.code === 'FOUNDING_NOT_ACCEPTED';
      if (!isAwaited || waitedMs >= ACCEPTANCE_MS_MAX) throw error;
    }
    await delay(ACCEPTANCE_PAUSE_MS);
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
