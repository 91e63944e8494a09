import type { StaleLots } from '@scrip/gateway-api';
import { mspId, partyId, REPLACEABLE } from '@scrip/model';
import { argument, by, option, required, requiredChoice } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile } from '../input/body.js';
import { done, proposed, showList } from '../output/shows.js';
import { BASIS } from './legal-basis.js';
import { ISIN } from './securities.js';

const PLACE = requiredChoice('--place <place>', 'place at the security', REPLACEABLE);

const notice = verb({
  name: 'notice',
  kind: 'proposal',
  summary: 'Propose to give up a place at a security (who has it)',
  example: 'DE0007236101 --place notary --basis terms --document notice.pdf',
  args: { isin: ISIN },
  options: { place: PLACE, ...BASIS },
  run: async (call, { isin, place, basis, document }) => {
    const body = { basis, document: digestOfFile(document) };
    const signed = await call.signed('ownership:giveNotice', { ...body, isin, role: place });
    return proposed(await call.client.attestors.giveNotice(isin, place, body, signed));
  },
});

const replace = verb({
  name: 'replace',
  kind: 'proposal',
  summary: 'Propose another organisation for a place at a security (regulator, or issuer after a notice)',
  example: 'DE0007236101 --place notary --successor BorealisMSP --basis court-order --document order.pdf',
  args: { isin: ISIN },
  options: { place: PLACE, successor: required('--successor <msp>', 'who takes the place', by(mspId)), ...BASIS },
  run: async (call, { isin, place, successor, basis, document }) => {
    const body = { basis, document: digestOfFile(document), successor };
    const signed = await call.signed('ownership:replaceAttestor', { ...body, isin, role: place });
    return proposed(await call.client.attestors.replace(isin, place, body, signed));
  },
});

const moveCustody = verb({
  name: 'move-custody',
  kind: 'proposal',
  summary:
    'Propose another custodian for a party (its custodian, or a regulator where that one is gone; and the one that takes it)',
  example: `P${'A'.repeat(32)} --to BorealisMSP --basis court-order --document order.pdf`,
  args: { party: argument('party', 'id of the party', by(partyId)) },
  options: { to: required('--to <msp>', 'the other custodian', by(mspId)), ...BASIS },
  run: async (call, { party, to, basis, document }) => {
    const body = { basis, document: digestOfFile(document), to };
    const signed = await call.signed('party:moveCustody', { ...body, partyId: party });
    return proposed(await call.client.attestors.moveCustody(party, body, signed));
  },
});

const stale = verb({
  name: 'stale',
  kind: 'read',
  summary: 'List lots that are attested by others than those who should, by holder',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: { after: option('--after <party>', 'the last holder that was seen', by(partyId)) },
  run: async (call, { isin, after }) => {
    const reply = await call.client.attestors.staleLots(isin, { ...call.channel, ...(after && { after }) });
    return showList(
      { ...reply, items: reply.holdings },
      [
        { heading: 'holder', cell: (row: StaleLots['holdings'][number]) => row.holderId },
        { heading: 'lots', cell: ({ lotIds }) => String(lotIds.length), isNumber: true },
        { heading: 'attested by', cell: ({ attestors }) => attestors.join(', ') },
      ],
      'All lots that were looked at are attested by those who should.',
    );
  },
});

const rehome = verb({
  name: 'rehome',
  kind: 'command',
  summary: 'Have the lots of the next holders attested by those who should (registrar or regulator)',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) => {
    const { holdings } = await call.client.attestors.staleLots(isin, call.channel);
    if (holdings.length === 0) return done({ isin, rehomed: 0 }, 'All lots are at home.');
    const named = holdings.map(({ holderId, lotIds }) => ({ holderId, lotIds }));
    const reply = await call.client.attestors.rehome(isin, { holdings: named }, call.command);
    return done(reply, `${String(reply.rehomed)} lots came home.`);
  },
});

/** Those who attest the lots of a security. */
export const ATTESTORS: Noun = {
  name: 'attestors',
  summary: 'Who attests the lots of securities, and how they change',
  verbs: [notice, replace, moveCustody, stale, rehome],
};
