import type { EncumbranceList, NewEncumbrance } from '@scrip/gateway-api';
import { businessDate, encumbranceId, partyId, units } from '@scrip/model';
import { authorise } from '@scrip/signing';
import type { Call } from '../command/call.js';
import { anyText, argument, by, option, required } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, stated } from '../input/body.js';
import { SIGNER_OPTIONS, signing, validityOf } from '../input/signing.js';
import { proposed, showList } from '../output/shows.js';
import { ISIN } from './securities.js';

const HOLDER = required('--holder <party>', 'whose units they are', by(partyId));
const ID = required('--id <id>', 'id of the lock or pledge, used once for a holding', by(encumbranceId));

const show = (reply: EncumbranceList): Shown =>
  showList(
    reply,
    [
      { heading: 'kind', cell: (row: EncumbranceList['items'][number]) => row.kind },
      { heading: 'id', cell: (row) => row.encumbranceId },
      { heading: 'security', cell: ({ isin }) => isin },
      { heading: 'holder', cell: ({ holderId }) => holderId },
      { heading: 'units', cell: (row) => row.units, isNumber: true },
      { heading: 'for', cell: ({ beneficiary }) => beneficiary },
      { heading: 'since', cell: ({ since }) => since },
      { heading: 'until', cell: ({ until }) => until },
      { heading: '', cell: ({ inForce }) => (inForce ? 'in force' : undefined) },
    ],
    'Nothing is locked or pledged.',
  );

const ofSecurity = verb({
  name: 'of-security',
  kind: 'read',
  summary: 'List what is locked or pledged of a security',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) => show(await call.client.registrar.encumbrancesIn(isin, call.channel)),
});

const ofHolder = verb({
  name: 'of-holder',
  kind: 'read',
  summary: 'List what is locked or pledged of a holder',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: argument('party', 'id of the holder', by(partyId)) },
  options: {},
  run: async (call, { party }) => show(await call.client.registrar.encumbrancesOf(party, call.channel)),
});

type Signing = Parameters<typeof signing>[1] & Parameters<typeof validityOf>[1];

/** The signatures of a party over what it does; none where its custodian answers for it. */
async function wordOf(
  call: Call,
  party: string,
  given: Signing,
  purpose: string,
  act: object,
): Promise<Pick<NewEncumbrance, 'authorisation'>> {
  if (given.key === undefined && given.signers.length === 0) return {};
  const ledger = await call.ledgerName();
  const signers = signing(party, given);
  return { authorisation: await authorise(ledger, { purpose, body: act }, await validityOf(call, given), signers) };
}

const TERMS = {
  holder: HOLDER,
  id: ID,
  units: required('--units <units>', 'how many units', by(units)),
  beneficiary: required('--for <party>', 'whom it serves: it alone releases the units before their time', by(partyId)),
  until: option('--until <date>', 'last business date (else until it is released)', by(businessDate)),
  document: required('--document <file>', 'the agreement, with a salt in it; its hash is sent', anyText),
  ...SIGNER_OPTIONS,
};

const encumbering = (kind: 'lock' | 'pledge', summary: string): ReturnType<typeof verb> =>
  verb({
    name: kind,
    kind: 'proposal',
    summary,
    example:
      'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --id loan-1 --units 10 --for PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --document loan.pdf',
    args: { isin: ISIN },
    options: TERMS,
    run: async (call, given) => {
      const { isin, holder, id, units: many, beneficiary, until, document } = given;
      const terms = stated({
        ...{ holderId: holder, encumbranceId: id, units: many, beneficiary },
        ...{ until, document: digestOfFile(document) },
      });
      const act = { ...terms, isin };
      const name = kind === 'lock' ? 'register:lockUnits' : 'register:pledgeUnits';
      const word = await wordOf(call, holder, given, name, act);
      const signed = await call.signed(name, stated({ act, ...word }));
      const { registrar } = call.client;
      const body = { ...terms, ...word };
      return proposed(
        kind === 'lock'
          ? await registrar.lockUnits(isin, body, signed)
          : await registrar.pledgeUnits(isin, body, signed),
      );
    },
  });

const releaseUnits = verb({
  name: 'release',
  kind: 'proposal',
  summary: 'Propose to release locked or pledged units by the word of whom they serve (its custodian)',
  example:
    'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --id loan-1 --beneficiary PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A',
  args: { isin: ISIN },
  options: {
    holder: HOLDER,
    id: ID,
    beneficiary: option('--beneficiary <party>', 'who signs, where it has keys', by(partyId)),
    ...SIGNER_OPTIONS,
  },
  run: async (call, given) => {
    const { isin, holder, id, beneficiary } = given;
    const reference = { holderId: holder, encumbranceId: id };
    const act = { ...reference, isin };
    const word = await wordOf(call, beneficiary ?? holder, given, 'register:releaseUnits', act);
    const signed = await call.signed('register:releaseUnits', stated({ act, ...word }));
    return proposed(await call.client.registrar.releaseUnits(isin, { ...reference, ...word }, signed));
  },
});

/** What rests on a holding by its holder's own word. */
export const ENCUMBRANCES: Noun = {
  name: 'encumbrances',
  summary: 'Locks and pledges of units, and their release',
  verbs: [
    ofSecurity,
    ofHolder,
    encumbering('lock', 'Propose to lock units by their holder’s word (custodian of the holder)'),
    encumbering('pledge', 'Propose to pledge units by their holder’s word (custodian of the holder)'),
    releaseUnits,
  ],
};
