import type { EncumbranceList, IncomeReply, NewEncumbrance } from '@scrip/gateway-api';
import { AGREED_KINDS, businessDate, encumbranceId, partyId, units } from '@scrip/model';
import { authorise } from '@scrip/signing';
import type { Call } from '../command/call.js';
import {
  anyText,
  argument,
  by,
  flag,
  option,
  required,
  requiredChoice,
  several,
  wholeNumber,
} from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, stated } from '../input/body.js';
import { SIGNER_OPTIONS, signing, validityOf } from '../input/signing.js';
import { proposed, showList } from '../output/shows.js';
import { BASIS } from './legal-basis.js';
import { ISIN } from './securities.js';

const HOLDER = required('--holder <party>', 'whose units they are', by(partyId));
const ID = required('--id <id>', 'id of the encumbrance, used once for a holding', by(encumbranceId));

const show = (reply: EncumbranceList): Shown =>
  showList(
    reply,
    [
      { heading: 'kind', cell: (row: EncumbranceList['items'][number]) => row.kind },
      { heading: 'rank', cell: ({ rank }) => rank, isNumber: true },
      { heading: 'id', cell: (row) => row.encumbranceId },
      { heading: 'security', cell: ({ isin }) => isin },
      { heading: 'holder', cell: ({ holderId }) => holderId },
      { heading: 'units', cell: (row) => row.units, isNumber: true },
      { heading: 'parcel', cell: (row) => row.parcel, isNumber: true },
      { heading: 'for', cell: ({ beneficiary }) => beneficiary },
      { heading: 'since', cell: ({ since }) => since },
      { heading: 'until', cell: ({ until }) => until },
      { heading: '', cell: ({ inForce }) => (inForce ? 'in force' : undefined) },
    ],
    'Nothing is encumbered.',
  );

const ofSecurity = verb({
  name: 'of-security',
  kind: 'read',
  summary: 'List what is encumbered of a security',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) => show(await call.client.registrar.encumbrancesIn(isin, call.channel)),
});

const ofHolder = verb({
  name: 'of-holder',
  kind: 'read',
  summary: 'List what is encumbered of a holder',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: argument('party', 'id of the holder', by(partyId)) },
  options: {},
  run: async (call, { party }) => show(await call.client.registrar.encumbrancesOf(party, call.channel)),
});

const income = verb({
  name: 'income',
  kind: 'read',
  summary: 'Show to whom coupons and dividends of a holding go today: usufructuaries first, then the holder',
  example: 'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { isin: ISIN },
  options: { holder: HOLDER },
  run: async (call, { isin, holder }) =>
    showList(
      await call.client.registrar
        .income(isin, holder, call.channel)
        .then(({ income: items, ...rest }) => ({ ...rest, items })),
      [
        { heading: 'goes to', cell: (row: IncomeReply['income'][number]) => row.partyId },
        { heading: 'units', cell: (row) => row.units, isNumber: true },
        { heading: 'sub-account', cell: ({ designation }) => designation?.join('/') },
        { heading: 'by the usufruct', cell: (row) => row.encumbranceId },
      ],
      'The holder has no units.',
    ),
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

const OVER = option(
  '--over <id>',
  'an encumbrance on whose units it lies as well, in the next rank',
  by(encumbranceId),
);
const UNTIL = option('--until <date>', 'last business date (else until it is released)', by(businessDate));
const UNITS = required('--units <units>', 'how many units', by(units));
const DESIGNATION = several('--designation <party>', 'sub-account that it lies on, owner last', by(partyId));
const FOR = required('--for <party>', 'whom it serves', by(partyId));

const given = (designation: readonly string[]): readonly string[] | undefined =>
  designation.length === 0 ? undefined : designation;

const encumberUnits = verb({
  name: 'add',
  kind: 'proposal',
  summary: 'Propose a lock, pledge, lien or usufruct of units by their holder’s word (custodian of the holder)',
  example:
    'DE0007236101 --kind pledge --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --id loan-1 --units 10 --for PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --document loan.pdf',
  args: { isin: ISIN },
  options: {
    kind: requiredChoice('--kind <kind>', 'what it is', AGREED_KINDS),
    ...{ holder: HOLDER, id: ID, units: UNITS, beneficiary: FOR, designation: DESIGNATION, over: OVER },
    rank: option('--rank <n>', 'the rank that was agreed (refused where it would be another)', wholeNumber),
    follows: flag('--follows', 'the holder may transfer the units subject to it'),
    until: UNTIL,
    document: required('--document <file>', 'the agreement, with a salt in it; its hash is sent', anyText),
    ...SIGNER_OPTIONS,
  },
  run: async (call, asked) => {
    const { isin, kind, holder, id, beneficiary, over, rank, follows, until, document } = asked;
    const terms = stated({
      ...{ kind, holderId: holder, encumbranceId: id, units: asked.units, designation: given(asked.designation) },
      ...{ beneficiary, over, rank, follows: follows ? true : undefined, until, document: digestOfFile(document) },
    });
    const act = { ...terms, isin };
    const word = await wordOf(call, holder, asked, 'register:encumber', act);
    const signed = await call.signed('register:encumber', stated({ act, ...word }));
    return proposed(await call.client.registrar.encumber(isin, { ...terms, ...word }, signed));
  },
});

const releaseUnits = verb({
  name: 'release',
  kind: 'proposal',
  summary: 'Propose to release encumbered units by the word of whom they serve (its custodian)',
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

const subordinate = verb({
  name: 'subordinate',
  kind: 'proposal',
  summary: 'Propose that an encumbrance steps behind another one by the word of whom it serves (its custodian)',
  example: 'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --id loan-1 --behind loan-2',
  args: { isin: ISIN },
  options: {
    ...{ holder: HOLDER, id: ID },
    behind: required('--behind <id>', 'the encumbrance that comes before it from now on', by(encumbranceId)),
    beneficiary: option('--beneficiary <party>', 'who signs, where it has keys', by(partyId)),
    ...SIGNER_OPTIONS,
  },
  run: async (call, asked) => {
    const { isin, holder, id, behind, beneficiary } = asked;
    const terms = { holderId: holder, encumbranceId: id, behind };
    const act = { ...terms, isin };
    const word = await wordOf(call, beneficiary ?? holder, asked, 'register:subordinate', act);
    const signed = await call.signed('register:subordinate', stated({ act, ...word }));
    return proposed(await call.client.registrar.subordinate(isin, { ...terms, ...word }, signed));
  },
});

const attach = verb({
  name: 'attach',
  kind: 'proposal',
  summary: 'Propose to attach units for a creditor by order (registrar; regulator)',
  example:
    'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --id case-7 --units 10 --for PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --basis court-order --document order.pdf',
  args: { isin: ISIN },
  options: {
    ...{ holder: HOLDER, id: ID, units: UNITS, beneficiary: FOR, designation: DESIGNATION, over: OVER, until: UNTIL },
    ...BASIS,
  },
  run: async (call, asked) => {
    const { isin, holder, id, beneficiary, over, until, basis, document } = asked;
    const body = stated({
      ...{ basis, document: digestOfFile(document), holderId: holder, encumbranceId: id, units: asked.units },
      ...{ designation: given(asked.designation), beneficiary, over, until },
    });
    const signed = await call.signed('register:attachUnits', { ...body, isin });
    return proposed(await call.client.registrar.attachUnits(isin, body, signed));
  },
});

const lift = verb({
  name: 'lift',
  kind: 'proposal',
  summary: 'Propose to lift an attachment (who entered it)',
  example:
    'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --id case-7 --basis court-order --document order.pdf',
  args: { isin: ISIN },
  options: { holder: HOLDER, id: ID, ...BASIS },
  run: async (call, { isin, holder, id, basis, document }) => {
    const body = { basis, document: digestOfFile(document), holderId: holder, encumbranceId: id };
    const signed = await call.signed('register:liftAttachment', { ...body, isin });
    return proposed(await call.client.registrar.liftAttachment(isin, body, signed));
  },
});

const enforce = verb({
  name: 'enforce',
  kind: 'proposal',
  summary: 'Propose to satisfy a pledgee or a lienor out of the units (registrar)',
  example:
    'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --id loan-1 --units 10 --to PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --basis terms --document demand.pdf',
  args: { isin: ISIN },
  options: {
    ...{ holder: HOLDER, id: ID, units: UNITS },
    to: required('--to <party>', 'whom it serves, or the buyer', by(partyId)),
    toDesignation: several('--to-designation <party>', 'for whom a nominee gets it, owner last', by(partyId)),
    ...BASIS,
    beneficiary: option('--beneficiary <party>', 'who signs, where it has keys', by(partyId)),
    ...SIGNER_OPTIONS,
  },
  run: async (call, asked) => {
    const { isin, holder, id, to, basis, document, beneficiary } = asked;
    const terms = stated({
      ...{ basis, document: digestOfFile(document), holderId: holder, encumbranceId: id, units: asked.units },
      ...{ toHolderId: to, toDesignation: given(asked.toDesignation) },
    });
    const act = { ...terms, isin };
    const word = await wordOf(call, beneficiary ?? to, asked, 'register:enforce', act);
    const signed = await call.signed('register:enforce', stated({ act, ...word }));
    return proposed(await call.client.registrar.enforce(isin, { ...terms, ...word }, signed));
  },
});

/** Rights of others in units of a holding. */
export const ENCUMBRANCES: Noun = {
  name: 'encumbrances',
  summary: 'Pledges, liens, usufructs, attachments and locks of units: their ranks, their end, their enforcement',
  verbs: [ofSecurity, ofHolder, income, encumberUnits, releaseUnits, subordinate, attach, lift, enforce],
};
