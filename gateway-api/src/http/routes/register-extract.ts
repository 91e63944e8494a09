import { isTreasury, security, type Party } from '@scrip/model';
import { z } from 'zod';
import type { ChannelQueries } from '../../read-model/queries.js';
import { lotsOn, registerOn, totalsOn } from '../../read-model/snapshot-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { recordDay } from '../record-day.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Isin, Nothing } from '../schemas/fields.js';
import { ExtractQuery, InspectionList, RegisterExtract } from '../schemas/register-extract.js';
import { DATA_HANDLERS } from './personal-records.js';

const tag = 'Register';
const params = z.strictObject({ isin: Isin });

/** Routes of the right to inspect a holder register. */
export const registerExtractRoutes = (services: Services): readonly Route[] => [
  extract(services),
  inspections(services),
];

function extract(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/register-extract',
    operationId: 'getRegisterExtract',
    summary: 'An extract of the holder register at the end of a business date; every reading is logged with its right',
    tag,
    roles: DATA_HANDLERS,
    params,
    query: ExtractQuery,
    body: Nothing,
    refusals: [422],
    reply: { status: 200, description: 'Entries in the order of holder ids, with their lots', schema: RegisterExtract },
    handle: async ({ params: { isin }, query, operator }) => {
      const { queries } = services.channel(query.channel);
      const { name, registrar, calendar, facts } = requireSecurity(queries, isin);
      const asOf = queries.asOf(calendar);
      const day = recordDay(asOf, query.recordDate);
      const { right, purpose } = query;
      const inspection = { operator: operator.id, right, purpose, recordDate: day.date };
      await services.inspections.enter(queries.channel, isin, inspection);
      const { database } = services.readModel;
      const { holders, units } = totalsOn(database, queries.channel, isin, day.date);
      const { items, ...page } = registerOn(database, queries.channel, isin, day.date, askedPage(query));
      const { issuer } = security(facts, '');
      const entries = items.map(({ holderId, custodian, units: held }) => ({
        ...{ holderId, custodian, units: held },
        ...identified(queries, issuer, holderId),
        lots: lotsOn(database, queries.channel, isin, day.date, holderId),
      }));
      const total = { issuedUnits: units.toString(), holders };
      return { status: 200, body: { asOf, isin, name, registrar, ...day, ...total, items: entries, ...page } };
    },
  });
}

/** What the channel knows of who a holder is. */
function identified(queries: ChannelQueries, issuer: Parameters<typeof isTreasury>[0], holderId: string): object {
  const { kind, entity, recordHash } = (queries.party(holderId) ?? {}) as Partial<Party>;
  const named = entity === undefined ? {} : { entity };
  return { kind, recordHash, ...named, isTreasury: isTreasury(issuer, named) };
}

function inspections(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/register-inspections',
    operationId: 'listRegisterInspections',
    summary: 'Who was shown the holder register by this organisation, when, by what right and what for',
    tag,
    roles: DATA_HANDLERS,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The inspections, latest first', schema: InspectionList },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      return { status: 200, body: { asOf, isin, items: services.inspections.of(queries.channel, isin) } };
    },
  });
}
