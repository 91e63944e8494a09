import type { EntryList } from '@scrip/gateway-api';
import { breakId, businessDate, disputeId, entryId, LEGAL_BASES, lotId, partyId, price, units } from '@scrip/model';
import { argument, by, option, required, requiredChoice } from '../command/input.js';
import { digestOfFile, stated } from '../input/body.js';
import { type Noun, verb } from '../command/verb.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { asOfLine, proposed, showList, showRecord } from '../output/shows.js';
import { facts, table } from '../output/table.js';
import { capTable, consolidate, extract, inspections, RECORD_DATE } from './register-views.js';
import { ISIN } from './securities.js';

const holders = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show who holds how much of a security: the holder register',
  example: 'DE0007236101 --all',
  args: { isin: ISIN },
  options: { recordDate: RECORD_DATE, ...PAGE_OPTIONS },
  run: async (call, given) => {
    const dated = stated({ recordDate: given.recordDate });
    const reply = await pages(call, given, (options) => call.client.register(given.isin, { ...options, ...dated }));
    const list = showList(
      reply,
      [
        { heading: 'holder', cell: (row: (typeof reply.items)[number]) => row.holderId },
        { heading: 'custodian', cell: ({ custodian }) => custodian },
        { heading: 'units', cell: ({ units: held }) => held, isNumber: true },
        { heading: 'lots', cell: ({ lots }) => lots, isNumber: true },
      ],
      'Nobody holds units.',
    );
    const heading = `${reply.isin}: ${reply.issuedUnits} units issued, ${reply.holders} holders`;
    return { ...list, lines: [heading, '', ...list.lines] };
  },
});

const lot = verb({
  name: 'lot',
  kind: 'read',
  summary: 'Show how a lot came about and what became of it',
  example: `DE0007236101 ${'0'.repeat(64)}/0`,
  args: { isin: ISIN, lot: argument('lot', 'id of the lot: transaction id and index', by(lotId)) },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.lotHistory(given.isin, given.lot, call.channel);
    const columns = [
      { heading: 'event', cell: (row: (typeof reply.items)[number]) => row.event },
      { heading: 'instruction', cell: (row: (typeof reply.items)[number]) => row.instructionId ?? undefined },
      { heading: 'block', cell: (row: (typeof reply.items)[number]) => row.block, isNumber: true },
      { heading: 'transaction', cell: (row: (typeof reply.items)[number]) => row.transactionId },
    ];
    const head = facts([
      ['holder', reply.holderId],
      ['units', reply.units],
      ['origin', reply.origin],
    ]);
    return { reply, lines: [...head, '', ...table(columns, reply.items), '', asOfLine(reply.asOf)] };
  },
});

const ENTRY = argument('entry', 'id of the entry: transaction id and number', by(entryId));

const entries = verb({
  name: 'entries',
  kind: 'read',
  summary: 'List the entries of a register: every movement of units, and what was corrected',
  example: 'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { isin: ISIN },
  options: {
    holder: option('--holder <party>', 'only those of a holder', by(partyId)),
    on: option('--on <date>', 'only those of a business date', by(businessDate)),
    ...PAGE_OPTIONS,
  },
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) =>
        call.client.registrar.entries(given.isin, stated({ ...options, holder: given.holder, businessDate: given.on })),
      ),
      [
        { heading: 'date', cell: (row: EntryList['items'][number]) => row.businessDate },
        { heading: 'kind', cell: ({ kind }) => kind },
        { heading: 'from', cell: ({ from }) => from },
        { heading: 'to', cell: ({ to }) => to },
        { heading: 'units', cell: ({ units: moved }) => moved, isNumber: true },
        { heading: 'corrected by', cell: ({ correctedBy }) => correctedBy.at(-1)?.entry },
        { heading: 'entry', cell: ({ entry: id }) => id },
      ],
      'There are none.',
    ),
});

const entry = verb({
  name: 'entry',
  kind: 'read',
  summary: 'Show an entry of a register, what it corrects and what corrects it',
  example: `DE0007236101 ${'0'.repeat(64)}/0`,
  args: { isin: ISIN, entry: ENTRY },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.registrar.entry(given.isin, given.entry, call.channel);
    const { corrects, correctedBy, order, ...shown } = reply.entry;
    return showRecord(reply, [
      ['entry', shown.entry],
      ['kind', shown.kind],
      ['on', shown.businessDate],
      ['from', shown.from],
      ['to', shown.to],
      ['units', shown.units],
      ['instruction', shown.instructionId],
      ['basis', order && `${order.basis} by ${order.by}, document ${order.document}`],
      ['corrects', corrects && `${corrects.entry} of ${corrects.on}`],
      ...correctedBy.map((each): [string, string] => [
        'corrected by',
        `${each.entry} of ${each.on}: ${each.units} units`,
      ]),
    ]);
  },
});

const correct = verb({
  name: 'correct',
  kind: 'proposal',
  summary: 'Propose to correct an entry by a new one (registrar); the old one stands',
  example:
    `DE0007236101 ${'0'.repeat(64)}/0 --on 2026-11-20 --to PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --units 100 ` +
    '--break b-2026-0001 --basis terms --document decision.pdf',
  args: { isin: ISIN, entry: ENTRY },
  options: {
    on: required('--on <date>', 'business date of the entry', by(businessDate)),
    to: required('--to <party>', 'the right holder', by(partyId)),
    units: required('--units <number>', 'how many of the units', by(units)),
    break: option('--break <break>', 'the break over the error', by(breakId)),
    dispute: option('--dispute <dispute>', 'the dispute that was upheld, in place of a break', by(disputeId)),
    basis: requiredChoice('--basis <basis>', 'by what authority', LEGAL_BASES),
    document: required('--document <file>', 'the decision, with a salt in it; only its SHA-256 is sent', digestOfFile),
    acquired: option(
      '--acquired-on <date>',
      'when the right holder acquired them (else as the lots say)',
      by(businessDate),
    ),
    price: option('--price <price>', 'at what price (else as the lots say)', by(price)),
  },
  run: async (call, given) => {
    const body = stated({
      ...{
        corrects: { entry: given.entry, on: given.on },
        breakId: given.break,
        disputeId: given.dispute,
        toHolderId: given.to,
        units: given.units,
      },
      ...{ basis: given.basis, document: given.document, acquiredOn: given.acquired, price: given.price },
    });
    const options = await call.signed('register:correct', { isin: given.isin, ...body });
    return proposed(await call.client.registrar.correct(given.isin, body, options));
  },
});

/** The holder register. */
export const REGISTER: Noun = {
  name: 'register',
  summary: 'The holder register',
  verbs: [holders, lot, capTable, extract, inspections, consolidate, entries, entry, correct],
};
