import { z } from 'zod';
import { entriesOf, entryOf } from '../../read-model/entry-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, EntryId, Isin, Nothing } from '../schemas/fields.js';
import { EntriesQuery, EntryList, EntryReply } from '../schemas/register-order.js';

const tag = 'Register';

/** Routes of the entries of a register: every movement of units, and what corrects what. */
export const entryRoutes = (services: Services): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/securities/{isin}/entries',
    operationId: 'listEntries',
    summary: 'The entries of a register: issues, transfers, corrections and all other movements of units',
    tag,
    params: z.strictObject({ isin: Isin }),
    query: EntriesQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of the ledger', schema: EntryList },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const page = entriesOf(services.readModel.database, queries.channel, isin, query, askedPage(query));
      return { status: 200, body: { asOf, isin, ...page } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/securities/{isin}/entries/{entry}',
    operationId: 'getEntry',
    summary: 'An entry of a register, with the entry that it corrects and those that correct it',
    tag,
    params: z.strictObject({ isin: Isin, entry: EntryId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The entry', schema: EntryReply },
    handle: ({ params: { isin, entry }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const found = entryOf(services.readModel.database, queries.channel, isin, entry);
      if (found === undefined) throw ledgerProblem('ENTRY_UNKNOWN');
      return { status: 200, body: { asOf, isin, entry: found } };
    },
  }),
];
