import type { PartyReply } from '@scrip/gateway-api';
import { keyId } from '@scrip/model';
import { argument, by } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { verb } from '../command/verb.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { joined, showList, showRecord } from '../output/shows.js';
import { PARTY } from './party.js';

type Record = PartyReply['party'];

/** Shows the record of a party, as everyone on the channel sees it. */
function showParty(reply: PartyReply): Shown {
  const { party } = reply;
  const { keyring, guardianship, recovery, restrictions, entity } = party;
  const identifier =
    entity === undefined
      ? undefined
      : 'lei' in entity
        ? `LEI ${entity.lei}`
        : `${entity.register.authority} ${entity.register.number}`;
  const { authentication, instruction, assertion } = keyring.thresholds;
  return showRecord(reply, [
    ['party', party.partyId],
    ['did', party.did],
    ['kind', party.kind],
    ['identifier', identifier],
    ['custodian', party.custodian],
    ['sequence', party.sequence],
    ['keys', keyring.keys.length === 0 ? 'none: its custodian instructs for it' : keyring.keys.map(keyLine)],
    [
      'keys that sign together',
      keyring.keys.length === 0
        ? undefined
        : `authentication ${authentication}, instruction ${instruction}, assertion ${assertion}`,
    ],
    [
      'guardians',
      guardianship === undefined
        ? undefined
        : [
            `so many together: ${guardianship.threshold}; days until new keys: ${guardianship.delayDays}`,
            ...guardianship.guardians,
          ],
    ],
    [
      'recovery',
      recovery === undefined
        ? undefined
        : `asked for on ${recovery.requestedOn}, possible from ${recovery.effectiveOn}`,
    ],
    ['restricted', restrictions.map(restrictionLine)],
  ]);
}

function restrictionLine({ since, imposedBy, outlasting }: Record['restrictions'][number]): string {
  return `since ${since} by ${imposedBy}${outlasting.length === 0 ? '' : `; goes on: ${outlasting.join(', ')}`}`;
}

function keyLine({
  keyId: id,
  key,
  purposes,
  addedOn,
  revokedOn,
}: PartyReply['party']['keyring']['keys'][number]): string {
  const until = revokedOn === undefined ? '' : `, revoked ${revokedOn}`;
  return `${id}  ${key.crv}${'passkey' in key ? ' passkey' : ''}  ${purposes.join(', ')}  since ${addedOn}${until}`;
}

/** Those whom this organisation has taken on. */
export const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the parties that this organisation has taken on',
  example: '--all',
  args: {},
  options: PAGE_OPTIONS,
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) => call.client.parties.list(options)),
      [
        { heading: 'party', cell: ({ partyId }) => partyId },
        { heading: 'kind', cell: ({ kind }) => kind },
        {
          heading: 'keys',
          cell: ({ keyring }) => keyring.keys.filter(({ revokedOn }) => revokedOn === undefined).length,
          isNumber: true,
        },
        { heading: 'guardians', cell: ({ guardianship }) => guardianship?.guardians.length, isNumber: true },
        { heading: 'recovery', cell: ({ recovery }) => recovery?.effectiveOn },
        { heading: 'restricted', cell: ({ restrictions }) => joined(restrictions.map(({ imposedBy }) => imposedBy)) },
      ],
      'It has taken nobody on.',
    ),
});

/** A party by its id. */
export const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show the public record of a party: keys, guardians, recovery, restriction',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: PARTY },
  options: {},
  run: async (call, { party }) => showParty(await call.client.parties.get(party, call.channel)),
});

/** A party by a key. */
export const ofKey = verb({
  name: 'of-key',
  kind: 'read',
  summary: 'Show the party whose key this is or was',
  example: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  args: { keyId: argument('key-id', 'thumbprint of the key (RFC 7638)', by(keyId)) },
  options: {},
  run: async (call, given) => showParty(await call.client.parties.ofKey(given.keyId, call.channel)),
});

/** The DID document of a party. */
export const did = verb({
  name: 'did',
  kind: 'read',
  summary: 'Print the DID document of a party (W3C DID Core 1.0)',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: PARTY },
  options: {},
  run: async (call, { party }) => {
    const reply = await call.client.parties.didDocument(party, call.channel);
    return { reply, lines: [JSON.stringify(reply, undefined, 2)] };
  },
});
