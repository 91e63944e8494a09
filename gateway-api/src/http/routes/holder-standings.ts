import { z } from 'zod';
import { rescreeningOf, standingsIn } from '../../read-model/compliance-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import { HolderStandings, RescreeningReceipt } from '../schemas/compliance.js';
import { Isin, Nothing, PageQuery } from '../schemas/fields.js';
import { commandRoute } from './command-route.js';

const params = z.strictObject({ isin: Isin });
const tag = 'Compliance';

/** Routes of how holders stand: found by looking at them again, and kept until they are looked at once more. */
export const holderStandingRoutes = (services: Services): readonly Route[] => [
  commandRoute(services, {
    path: '/v1/securities/{isin}/rescreenings',
    operationId: 'rescreen',
    summary:
      'Look at the next holders again, by the rules of today, until all are (registrar or screener of the security)',
    tag,
    params,
    body: Nothing,
    reply: { description: 'Looked at', schema: RescreeningReceipt },
    command: 'compliance:rescreen',
    bodyOf: ({ params: { isin } }) => ({ isin }),
  }),
  listStandings(services),
];

function listStandings(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/holder-standings',
    operationId: 'listHolderStandings',
    summary: 'Holders who do not stand well, why and since when, and when holders were looked at last',
    tag,
    params,
    query: PageQuery,
    body: Nothing,
    reply: {
      status: 200,
      description: 'Suspended and blocked holders in the order of their ids',
      schema: HolderStandings,
    },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const { database } = services.readModel;
      const { items, ...next } = standingsIn(database, queries.channel, isin, askedPage(query));
      const looked = rescreeningOf(database, queries.channel, isin);
      const body = { asOf, isin, ...(looked === undefined ? {} : { lookedAt: shown(looked) }) };
      return { status: 200, body: { ...body, items: items.map(shown), ...next } };
    },
  });
}

/** The facts without the security, which the answer names once. */
const shown = (facts: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => name !== 'isin'));
