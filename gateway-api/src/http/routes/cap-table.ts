import { capTable, isTreasury, security, type HeldUnits, type Party, type PartyId } from '@scrip/model';
import { z } from 'zod';
import type { ChannelQueries } from '../../read-model/queries.js';
import { authorisedOn, convertiblesInto, registerOn, totalsOn } from '../../read-model/snapshot-queries.js';
import type { Services } from '../../services.js';
import { recordDay } from '../record-day.js';
import { requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { CapTable, CapTableQuery } from '../schemas/cap-table.js';
import { Isin, Nothing } from '../schemas/fields.js';

/** Most holders of one cap table: above them the register is read page by page. */
const HOLDERS_MAX = 10_000;

/** Routes of cap tables. */
export const capTableRoutes = (services: Services): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/securities/{isin}/cap-table',
    operationId: 'getCapTable',
    summary: 'Who has which part of a security as of a business date, treasury units apart, and fully diluted',
    tag: 'Register',
    params: z.strictObject({ isin: Isin }),
    query: CapTableQuery,
    body: Nothing,
    refusals: [422],
    reply: { status: 200, description: 'The cap table in the order of holder ids', schema: CapTable },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const { facts, calendar } = requireSecurity(queries, isin);
      const asOf = queries.asOf(calendar);
      const day = recordDay(asOf, query.asOf);
      return { status: 200, body: { asOf, isin, ...day, ...tableOn(services, queries, facts, day.date) } };
    },
  }),
];

function tableOn(services: Services, queries: ChannelQueries, facts: object, date: string): object {
  const { database } = services.readModel;
  const { channel } = queries;
  const { isin, issuer, authorisedUnits } = security(facts, '');
  const { items, nextCursor } = registerOn(database, channel, isin, date, { limit: HOLDERS_MAX, after: '' });
  if (nextCursor !== undefined) throw ledgerProblem('LIMIT_EXCEEDED');
  const held = items.map(({ holderId, units }): HeldUnits => {
    const party = (queries.party(holderId) ?? {}) as Pick<Party, 'entity'>;
    return { holderId: holderId as PartyId, units: BigInt(units), isTreasury: isTreasury(issuer, party) };
  });
  const convertibles = convertiblesInto(database, channel, isin).map((each) => {
    const converting = security(each, '');
    return { security: converting, outstanding: totalsOn(database, channel, converting.isin, date).units };
  });
  const { issued, treasury, outstanding, fullyDiluted, holders, dilution } = capTable(held, convertibles);
  return {
    authorisedUnits: authorisedOn(database, channel, isin, date) ?? authorisedUnits.toString(),
    issuedUnits: issued.toString(),
    treasuryUnits: treasury.toString(),
    outstandingUnits: outstanding.toString(),
    fullyDilutedUnits: fullyDiluted.toString(),
    holders: holders.map((each, index) => ({
      ...each,
      units: each.units.toString(),
      custodian: items[index]?.custodian ?? '',
    })),
    dilution: dilution.map(({ isin: of, outstanding: units, into, unknown }) => ({
      ...{ isin: of, outstandingUnits: units.toString() },
      ...(into === undefined ? {} : { intoUnits: into.toString() }),
      ...(unknown === undefined ? {} : { unknown }),
    })),
  };
}
