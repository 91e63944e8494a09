import type { FreezeList } from '@scrip/gateway-api';
import { businessDate, FREEZE_SCOPES, isin, mspId, partyId, units } from '@scrip/model';
import type { Call } from '../command/call.js';
import { argument, by, option, required, requiredChoice } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, stated } from '../input/body.js';
import { proposed, showList } from '../output/shows.js';
import { BASIS } from './legal-basis.js';
import { ISIN } from './securities.js';

const PARTY = argument('party', 'id of the holder', by(partyId));

const UNTIL = option('--until <date>', 'last business date (else until it is lifted)', by(businessDate));

const show = (reply: FreezeList): Shown =>
  showList(
    reply,
    [
      { heading: 'scope', cell: (row: FreezeList['items'][number]) => row.scope },
      { heading: 'security', cell: (row) => row.isin },
      { heading: 'holder', cell: ({ holderId }) => holderId },
      { heading: 'units', cell: (row) => row.units, isNumber: true },
      { heading: 'by', cell: ({ imposedBy }) => imposedBy },
      { heading: 'since', cell: ({ since }) => since },
      { heading: 'until', cell: ({ until }) => until },
      { heading: '', cell: ({ inForce }) => (inForce ? 'in force' : undefined) },
    ],
    'Nothing is frozen.',
  );

const ofSecurity = verb({
  name: 'of-security',
  kind: 'read',
  summary: 'List what is frozen of a security',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, given) => show(await call.client.registrar.freezesIn(given.isin, call.channel)),
});

const ofHolder = verb({
  name: 'of-holder',
  kind: 'read',
  summary: 'List what is frozen of a holder',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: PARTY },
  options: {},
  run: async (call, { party }) => show(await call.client.registrar.freezesOf(party, call.channel)),
});

const freezeSecurity = verb({
  name: 'security',
  kind: 'proposal',
  summary: 'Propose to freeze a security (issuer; regulator)',
  example: 'DE0007236101 --basis court-order --document order.pdf',
  args: { isin: ISIN },
  options: { ...BASIS, until: UNTIL },
  run: async (call, { isin: of, basis, document, until }) => {
    const body = stated({ basis, document: digestOfFile(document), until });
    const signed = await call.signed('register:freezeSecurity', { ...body, isin: of });
    return proposed(await call.client.registrar.freezeSecurity(of, body, signed));
  },
});

const freezeHolder = verb({
  name: 'holder',
  kind: 'proposal',
  summary: 'Propose to freeze a holder, in one security (registrar) or in all (regulator)',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --isin DE0007236101 --basis court-order --document order.pdf',
  args: { party: PARTY },
  options: { ...BASIS, isin: option('--isin <isin>', 'in this security alone', by(isin)), until: UNTIL },
  run: async (call, { party, isin: of, basis, document, until }) => {
    const body = stated({ basis, document: digestOfFile(document), isin: of, until });
    const signed = await call.signed('register:freezeHolder', { ...body, holderId: party });
    return proposed(await call.client.registrar.freezeHolder(party, body, signed));
  },
});

const freezeUnits = verb({
  name: 'units',
  kind: 'proposal',
  summary: 'Propose to freeze a part of a holding (registrar; regulator)',
  example: 'DE0007236101 PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --units 10 --basis court-order --document order.pdf',
  args: { isin: ISIN, party: PARTY },
  options: { units: required('--units <units>', 'how many units', by(units)), ...BASIS, until: UNTIL },
  run: async (call, { isin: of, party, units: many, basis, document, until }) => {
    const body = stated({ basis, document: digestOfFile(document), holderId: party, units: many, until });
    const signed = await call.signed('register:freezeUnits', { ...body, isin: of });
    return proposed(await call.client.registrar.freezeUnits(of, body, signed));
  },
});

const lift = verb({
  name: 'lift',
  kind: 'proposal',
  summary: 'Propose to lift a freeze (who imposed it; a regulator for an organisation that may not command)',
  example: '--scope security --isin DE0007236101 --basis court-order --document order.pdf',
  args: {},
  options: {
    scope: requiredChoice('--scope <scope>', 'what is frozen', FREEZE_SCOPES),
    isin: option('--isin <isin>', 'the security', by(isin)),
    holder: option('--holder <party>', 'the holder', by(partyId)),
    imposedBy: option('--imposed-by <msp>', 'whose freeze (else that of this organisation)', by(mspId)),
    ...BASIS,
  },
  run: async (call: Call, { scope, isin: of, holder, imposedBy, basis, document }) => {
    const target = { scope, isin: of, holderId: holder, imposedBy };
    const body = stated({ ...target, basis, document: digestOfFile(document) });
    return proposed(await call.client.registrar.liftFreeze(body, await call.signed('register:liftFreeze', body)));
  },
});

/** What is frozen, and by whose order. */
export const FREEZES: Noun = {
  name: 'freezes',
  summary: 'Securities, holders and units that are frozen',
  verbs: [ofSecurity, ofHolder, freezeSecurity, freezeHolder, freezeUnits, lift],
};
