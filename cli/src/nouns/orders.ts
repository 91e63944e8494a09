import type { NewRedemption, OrderedMovements } from '@scrip/gateway-api';
import { encumbranceId, instructionId, type LotOrder, mspId, partyId, units } from '@scrip/model';
import { anyText, by, flag, pair, required, several } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, stated } from '../input/body.js';
import { LOT_OPTIONS, lotsOf } from '../input/lots.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { proposed, showList } from '../output/shows.js';
import { BASIS } from './legal-basis.js';
import { ISIN } from './securities.js';

const FROM = required('--from <party>', 'whose units they are', by(partyId));
const TO = required('--to <party>', 'who gets them', by(partyId));
const HOLDER = required('--holder <party>', 'whose units they are', by(partyId));
const ENDS = several('--end <instruction>', 'an instruction that the order ends to reach its units', by(instructionId));

const named = (ids: readonly string[]): string[] | undefined => (ids.length === 0 ? undefined : [...ids]);

const UNITS = required('--units <units>', 'how many units', by(units));

/** Units of a freeze that an order releases. */
const release = pair((left, right) => ({ imposedBy: by(mspId)(left), units: by(units)(right) }), 'MSP=UNITS');

const forcedTransfer = verb({
  name: 'forced-transfer',
  kind: 'proposal',
  summary: 'Propose to transfer units on the order of a court or an authority, or by statute (regulator)',
  example:
    'DE0007236101 --from PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --to PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --units 10 --basis court-order --document order.pdf',
  args: { isin: ISIN },
  options: {
    from: FROM,
    to: TO,
    units: UNITS,
    ...LOT_OPTIONS,
    ...BASIS,
    releases: several('--release <msp=units>', 'frozen units that the order releases, by who froze them', release),
    discharges: several('--discharge <id>', 'an encumbrance that the order ends', by(encumbranceId)),
    subjectTo: several('--subject-to <id>', 'an encumbrance that goes along with its units', by(encumbranceId)),
    ends: ENDS,
    overridesRules: flag('--override-rules', 'the receiver gets the units whatever the rules for holders say'),
    overridesRanks: flag('--override-ranks', 'the order ends encumbrances that rank before others which stay'),
  },
  run: async (call, given) => {
    const { isin, basis, document, releases, discharges, subjectTo, ends, overridesRules, overridesRanks } = given;
    const body = stated({
      ...{ basis, document: digestOfFile(document), fromHolderId: given.from, toHolderId: given.to },
      ...{ units: given.units, lots: lotsOf(given) },
      releases: releases.length === 0 ? undefined : [...releases],
      discharges: named(discharges),
      subjectTo: named(subjectTo),
      ends: named(ends),
      overrides: overridesRanks ? ('ranks' as const) : overridesRules ? ('rules' as const) : undefined,
    });
    const signed = await call.signed('register:forceTransfer', { ...body, isin });
    return proposed(await call.client.registrar.forceTransfer(isin, body, signed));
  },
});

const recover = verb({
  name: 'recover',
  kind: 'proposal',
  summary: 'Propose to bring a holding to the party record that succeeds its holder’s (registrar, regulator)',
  example:
    'DE0007236101 --from PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --to PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --basis statute --document proof.pdf',
  args: { isin: ISIN },
  options: { from: FROM, to: TO, ...BASIS, ends: ENDS },
  run: async (call, { isin, from, to, basis, document, ends }) => {
    const parties = { fromHolderId: from, toHolderId: to };
    const body = stated({ basis, document: digestOfFile(document), ...parties, ends: named(ends) });
    const signed = await call.signed('register:recoverHolding', { ...body, isin });
    return proposed(await call.client.registrar.recoverHolding(isin, body, signed));
  },
});

/** What leaves the register. */
const redemption = (given: {
  readonly holder: string;
  readonly units: string;
  readonly lots: LotOrder | undefined;
  readonly lot: readonly string[];
  readonly basis: NewRedemption['basis'];
  readonly document: string;
  readonly ends: readonly string[];
}): NewRedemption =>
  stated({
    ...{ basis: given.basis, document: digestOfFile(given.document) },
    ...{ holderId: given.holder, units: given.units, lots: lotsOf(given), ends: named(given.ends) },
  });

const redeem = verb({
  name: 'redeem',
  kind: 'proposal',
  summary: 'Propose to redeem units of a holder (issuer)',
  example: 'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --units 10 --basis statute --document terms.pdf',
  args: { isin: ISIN },
  options: { holder: HOLDER, units: UNITS, ...LOT_OPTIONS, ...BASIS, ends: ENDS },
  run: async (call, { isin, ...given }) => {
    const body = redemption(given);
    const signed = await call.signed('register:redeem', { ...body, isin });
    return proposed(await call.client.registrar.redeem(isin, body, signed));
  },
});

const cancel = verb({
  name: 'cancel',
  kind: 'proposal',
  summary: 'Propose to cancel units that the issuer itself holds (issuer)',
  example: 'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --units 10 --basis statute --document minutes.pdf',
  args: { isin: ISIN },
  options: { holder: HOLDER, units: UNITS, ...LOT_OPTIONS, ...BASIS, ends: ENDS },
  run: async (call, { isin, ...given }) => {
    const body = redemption(given);
    const signed = await call.signed('register:cancel', { ...body, isin });
    return proposed(await call.client.registrar.cancel(isin, body, signed));
  },
});

const authorise = verb({
  name: 'authorise-units',
  kind: 'proposal',
  summary: 'Propose another number of authorised units; done when issuer and registrar have asked for the same',
  example: 'DE0007236101 --units 2000000 --document resolution.pdf',
  args: { isin: ISIN },
  options: {
    units: required('--units <units>', 'how many may be outstanding', by(units)),
    document: required('--document <file>', 'the resolution, with a salt in it; its hash is sent', anyText),
  },
  run: async (call, { isin, units: authorisedUnits, document }) => {
    const body = stated({ authorisedUnits, document: digestOfFile(document) });
    const signed = await call.signed('security:changeAuthorisedUnits', { ...body, isin });
    return proposed(await call.client.registrar.changeAuthorisedUnits(isin, body, signed));
  },
});

type Row = OrderedMovements['items'][number];

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List what moved without its holder’s word, by whom and on what basis',
  example: 'DE0007236101 --all',
  args: { isin: ISIN },
  options: PAGE_OPTIONS,
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) => call.client.registrar.orderedMovements(given.isin, options)),
      [
        { heading: 'kind', cell: (row: Row) => row.kind },
        { heading: 'from', cell: ({ fromHolderId }) => fromHolderId },
        { heading: 'to', cell: ({ toHolderId }) => toHolderId },
        { heading: 'units', cell: (row) => row.units, isNumber: true },
        { heading: 'on', cell: ({ businessDate }) => businessDate },
        { heading: 'by', cell: ({ order }) => order.by },
        { heading: 'basis', cell: ({ order }) => order.basis },
      ],
      'Nothing moved without its holder’s word.',
    ),
});

/** What moves without its holder's word, and how many units there may be. */
export const ORDERS: Noun = {
  name: 'orders',
  summary: 'Forced transfers, recoveries, redemptions, cancellations, authorised units',
  verbs: [list, forcedTransfer, recover, redeem, cancel, authorise],
};
