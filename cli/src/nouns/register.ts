import { lotId } from '@scrip/model';
import { argument, by } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { asOfLine, showList } from '../output/shows.js';
import { facts, table } from '../output/table.js';
import { ISIN } from './securities.js';

const holders = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show who holds how much of a security: the holder register',
  example: 'DE0007236101 --all',
  args: { isin: ISIN },
  options: PAGE_OPTIONS,
  run: async (call, given) => {
    const reply = await pages(call, given, (options) => call.client.register(given.isin, options));
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

/** The holder register. */
export const REGISTER: Noun = { name: 'register', summary: 'The holder register', verbs: [holders, lot] };
