import { partyId } from '@scrip/model';
import { argument, by } from '../command/input.js';
import { verb } from '../command/verb.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { showList } from '../output/shows.js';
import { table } from '../output/table.js';

/** What somebody holds. */
export const HOLDINGS = verb({
  name: 'holdings',
  kind: 'read',
  summary: 'Show what a party holds, with its lots',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: argument('party', 'id of the holder', by(partyId)) },
  options: PAGE_OPTIONS,
  run: async (call, given) => {
    const reply = await pages(call, given, (options) => call.client.holdings(given.party, options));
    const lots = reply.items.flatMap(({ isin: of, name, lots: held }) =>
      held.map((each) => ({ isin: of, name, ...each })),
    );
    const list = showList(
      { asOf: reply.asOf, items: reply.items, nextCursor: reply.nextCursor },
      [
        { heading: 'isin', cell: (row: (typeof reply.items)[number]) => row.isin },
        { heading: 'name', cell: ({ name }) => name },
        { heading: 'units', cell: ({ units: held }) => held, isNumber: true },
        { heading: 'lots', cell: ({ lots: held }) => held.length, isNumber: true },
      ],
      'It holds nothing.',
    );
    const columns = [
      { heading: 'isin', cell: (row: (typeof lots)[number]) => row.isin },
      { heading: 'units', cell: (row: (typeof lots)[number]) => row.units, isNumber: true },
      { heading: 'acquired', cell: (row: (typeof lots)[number]) => row.acquiredOn },
      { heading: 'price', cell: (row: (typeof lots)[number]) => row.price ?? undefined, isNumber: true },
      { heading: 'origin', cell: (row: (typeof lots)[number]) => row.origin },
      { heading: 'lot', cell: (row: (typeof lots)[number]) => row.lotId },
    ];
    const detail = lots.length === 0 ? [] : [...table(columns, lots), ''];
    const [first = '', ...rest] = list.lines;
    return {
      reply,
      lines: [
        `${given.party}, custodian ${reply.custodian}`,
        '',
        first,
        ...rest.slice(0, reply.items.length),
        '',
        ...detail,
        ...rest.slice(reply.items.length + 1),
      ],
    };
  },
});
