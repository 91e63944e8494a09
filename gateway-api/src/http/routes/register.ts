import { z } from 'zod';
import type { AsOf, LotRow } from '../../read-model/queries.js';
import { registerOn, totalsOn } from '../../read-model/snapshot-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { recordDay } from '../record-day.js';
import { route, type Route } from '../route.js';
import { RegisterQuery } from '../schemas/cap-table.js';
import { ChannelQuery, Isin, LotId, Nothing } from '../schemas/fields.js';
import { ConsolidationReceipt, HolderRegister, LotHistory, NewConsolidation } from '../schemas/security.js';
import { commandRoute } from './command-route.js';

/** Routes of the holder register. */
export const registerRoutes = (services: Services): readonly Route[] => [
  holderRegister(services),
  lotHistory(services),
  consolidate(services),
];

function holderRegister(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/register',
    operationId: 'getHolderRegister',
    summary: 'Who holds how much of a security, now or at the end of a business date',
    tag: 'Register',
    params: z.strictObject({ isin: Isin }),
    query: RegisterQuery,
    body: Nothing,
    refusals: [422],
    reply: { status: 200, description: 'The register in the order of holder ids', schema: HolderRegister },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const security = requireSecurity(queries, isin);
      const asOf = queries.asOf(security.calendar);
      if (query.recordDate !== undefined)
        return { status: 200, body: { asOf, isin, ...recorded(services, query, isin, asOf) } };
      const page = queries.register(isin, askedPage(query));
      return {
        status: 200,
        body: { asOf, isin, issuedUnits: security.issued, holders: queries.holderCount(isin), ...page },
      };
    },
  });
}

const consolidate = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/securities/{isin}/consolidations',
    operationId: 'consolidateLots',
    summary: 'Make one lot of several that a holder acquired on one day at one price (custodian of the holder)',
    tag: 'Register',
    params: z.strictObject({ isin: Isin }),
    body: NewConsolidation,
    reply: { description: 'The lot', schema: ConsolidationReceipt },
    command: 'register:consolidate',
    bodyOf: ({ params: { isin }, body }) => ({ ...body, isin }),
  });

/** The register at the end of a business date. */
function recorded(services: Services, query: z.output<typeof RegisterQuery>, isin: string, asOf: AsOf): object {
  const { database } = services.readModel;
  const { channel } = asOf;
  const { date, isFinal } = recordDay(asOf, query.recordDate);
  const { holders, units } = totalsOn(database, channel, isin, date);
  const page = registerOn(database, channel, isin, date, askedPage(query));
  return { recordDate: date, isFinal, issuedUnits: units.toString(), holders, ...page };
}

function lotHistory(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/lots/{lotId}/history',
    operationId: 'getLotHistory',
    summary: 'How a lot came about and what became of it',
    tag: 'Register',
    params: z.strictObject({ isin: Isin, lotId: LotId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The history, oldest first', schema: LotHistory },
    handle: ({ params: { isin, lotId }, query }) => {
      const { queries } = services.channel(query.channel);
      const lot = queries.lot(lotId);
      if (lot?.isin !== isin) throw ledgerProblem('LOT_UNKNOWN');
      const { holderId, units, origin } = lot;
      const asOf = queries.asOf(queries.security(isin)?.calendar);
      return { status: 200, body: { asOf, isin, lotId, holderId, units, origin, items: entriesOf(lot) } };
    },
  });
}

function entriesOf(lot: LotRow): readonly object[] {
  const created = {
    event: 'created',
    instructionId: lot.instructionId ?? null,
    transactionId: lot.createdTransaction,
    block: lot.createdBlock,
  };
  if (lot.consumedBlock === undefined) return [created];
  const consumed = {
    event: 'consumed',
    instructionId: lot.consumedBy ?? null,
    transactionId: lot.consumedTransaction ?? '',
    block: lot.consumedBlock,
  };
  return [created, consumed];
}
