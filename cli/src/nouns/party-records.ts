import type { AmendedRecord } from '@scrip/gateway-api';
import { anyText, flag, required } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { verb } from '../command/verb.js';
import { readJson } from '../input/body.js';
import { done, showList, showRecord } from '../output/shows.js';
import { PARTY } from './party.js';

const PURPOSE = required('--purpose <text>', 'what it is for; the reading is logged with it', anyText);

/** Reads a private record. */
export const record = verb({
  name: 'record',
  kind: 'read',
  summary: 'Show who a party is: name and address, from the private collection of this organisation',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --purpose "yearly review"',
  args: { party: PARTY },
  options: { purpose: PURPOSE },
  run: async (call, { party, purpose }) => {
    const reply = await call.client.parties.personalRecord(party, purpose, call.channel);
    const { name, address, country: of, birthDate, email, retention, evidence } = reply.record;
    return showRecord(reply, [
      ['party', reply.partyId],
      ['name', name],
      [
        'address',
        [
          address.line1,
          ...(address.line2 === undefined ? [] : [address.line2]),
          `${address.postalCode} ${address.city}`,
          address.country,
        ],
      ],
      ['country', of],
      ['born', birthDate],
      ['e-mail', email],
      ['kept for', retention === undefined ? undefined : `${retention.purpose} (${retention.basis})`],
      ['taken on by', evidence === undefined ? undefined : `a credential of ${evidence.issuer}`],
    ]);
  },
});

/** Replaces a private record. */
export const amend = verb({
  name: 'amend',
  kind: 'command',
  summary: 'Replace the private record of a party; the body is all of it, its retention included',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --body record.json',
  args: { party: PARTY },
  options: { body: required('--body <file>', 'the record as JSON, - for standard input', anyText) },
  run: async (call, { party, body }) => {
    const reply = await call.client.parties.amendPersonalRecord(
      party,
      await readJson<AmendedRecord>(body, call),
      call.command,
    );
    return done(reply, `The record of ${party} is amended; its hash is now ${reply.recordHash}.`);
  },
});

/** Erases a private record. */
export const purge = verb({
  name: 'purge',
  kind: 'command',
  summary: 'Erase the personal data of a party from the private collection, for good; it needs --yes',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --yes',
  args: { party: PARTY },
  options: { yes: flag('--yes', 'it is meant: the data cannot be brought back') },
  run: async (call, { party, yes }) => {
    if (!yes) throw new UsageError('--yes is missing: personal data that are purged cannot be brought back');
    const reply = await call.client.parties.erasePersonalRecord(party, call.command);
    return done(reply, `The personal data of ${party} are purged.`);
  },
});

/** Who read a private record. */
export const accessReport = verb({
  name: 'access-report',
  kind: 'read',
  summary: 'List who read the personal data of a party, when and why',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: PARTY },
  options: {},
  run: async (call, { party }) =>
    showList(
      await call.client.parties.accessReport(party, call.channel),
      [
        { heading: 'at', cell: ({ at }) => at },
        { heading: 'operator', cell: ({ operator }) => operator },
        { heading: 'purpose', cell: ({ purpose }) => purpose },
      ],
      'Nobody has read them.',
    ),
});
