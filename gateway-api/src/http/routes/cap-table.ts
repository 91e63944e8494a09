import {
  businessDate,
  capTable,
  conversionInto,
  exchangeableOn,
  isTreasury,
  security,
  type HeldUnits,
  type Party,
  type PartyId,
  type Security,
} from '@scrip/model';
import { z } from 'zod';
import type { ChannelQueries } from '../../read-model/queries.js';
import {
  authorisedOn,
  convertiblesInto,
  exchangeablesInto,
  registerOn,
  totalsOn,
  type SnapshotRow,
} from '../../read-model/snapshot-queries.js';
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
  const of = security(facts, '');
  const { items, held } = heldOn(services, queries, of, date);
  const custodians = new Map(items.map(({ holderId, custodian }) => [holderId, custodian]));
  const convertibles = convertiblesInto(database, channel, of.isin).flatMap((each) => {
    const converting = security(each, '');
    const terms = conversionInto(converting, of.isin);
    const { isin, denomination } = converting;
    const outstanding = totalsOn(database, channel, isin, date).units;
    return terms === undefined ? [] : [{ isin, denomination, terms, outstanding }];
  });
  const exchangeables = exchangeablesInto(database, channel, of.isin).flatMap((each) => {
    const given = security(each, '');
    const terms = exchangeableOn(given, of, businessDate(date, ''));
    if (terms === undefined) return [];
    const snapshot = heldOn(services, queries, given, date);
    for (const { holderId, custodian } of snapshot.items) custodians.set(holderId, custodian);
    return [{ isin: given.isin, ratio: terms.ratio, held: snapshot.held }];
  });
  const table = capTable(held, convertibles, exchangeables);
  return {
    authorisedUnits: authorisedOn(database, channel, of.isin, date) ?? of.authorisedUnits.toString(),
    issuedUnits: table.issued.toString(),
    treasuryUnits: table.treasury.toString(),
    outstandingUnits: table.outstanding.toString(),
    fullyDilutedUnits: table.fullyDiluted.toString(),
    holders: table.holders.map((each) => ({
      ...each,
      units: each.units.toString(),
      dilutedUnits: each.dilutedUnits.toString(),
      custodian: custodians.get(each.holderId) ?? '',
    })),
    dilution: table.dilution.map(({ isin, through, outstanding, into, unknown }) => ({
      ...{ isin, through, outstandingUnits: outstanding.toString() },
      ...(into === undefined ? {} : { intoUnits: into.toString() }),
      ...(unknown === undefined ? {} : { unknown }),
    })),
  };
}

/** Who had how much of a security at the end of a date, the issuer's own units marked. @throws {Problem} LIMIT_EXCEEDED */
function heldOn(
  services: Services,
  queries: ChannelQueries,
  { isin, issuer }: Security,
  date: string,
): { readonly items: readonly SnapshotRow[]; readonly held: readonly HeldUnits[] } {
  const page = { limit: HOLDERS_MAX, after: '' };
  const { items, nextCursor } = registerOn(services.readModel.database, queries.channel, isin, date, page);
  if (nextCursor !== undefined) throw ledgerProblem('LIMIT_EXCEEDED');
  const held = items.map(({ holderId, units }): HeldUnits => {
    const party = (queries.party(holderId) ?? {}) as Pick<Party, 'entity'>;
    return { holderId: holderId as PartyId, units: BigInt(units), isTreasury: isTreasury(issuer, party) };
  });
  return { items, held };
}
