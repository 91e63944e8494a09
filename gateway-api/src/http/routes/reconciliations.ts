import { z } from 'zod';
import { reconciliationOf, reconciliationsOf } from '../../read-model/reconciliation-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { locationOf } from '../location.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Isin, Nothing, Sha256 } from '../schemas/fields.js';
import {
  DifferenceList,
  NewReconciliation,
  ReconciliationList,
  ReconciliationReceipt,
  ReconciliationReply,
  ReconciliationsQuery,
} from '../schemas/reconciliation.js';
import { DATA_HANDLERS } from './personal-records.js';

const tag = 'Reconciliation';
const LIST = '/v1/securities/{isin}/reconciliations';
const ONE = '/v1/securities/{isin}/reconciliations/{reportId}';
const one = z.strictObject({ isin: Isin, reportId: Sha256 });

/** Routes of reconciliations: a register against its derivations and against books outside. */
export const reconciliationRoutes = (services: Services): readonly Route[] => [
  reconcile(services),
  listReconciliations(services),
  getReconciliation(services),
  differencesOf(services),
];

const Result = z.looseObject({ reportId: z.string() });

const reconcile = (services: Services): Route =>
  route({
    method: 'post',
    path: LIST,
    operationId: 'reconcile',
    summary: 'Compare a register with another book now; what differs opens breaks, and what no longer does closes them',
    tag,
    params: z.strictObject({ isin: Isin }),
    query: ChannelQuery,
    body: NewReconciliation,
    reply: { status: 201, location: ONE, description: 'The report', schema: ReconciliationReceipt },
    handle: async ({ params: { isin }, query, body, operator, commandId }) => {
      const { ledger, reconciler } = services.channel(query.channel);
      const given = { commandId, operator: operator.id };
      const { result, transactionId, block } = await reconciler.run({ isin, ...body }, given);
      await services.shows(ledger, block);
      const { reportId } = Result.parse(result);
      const headers = locationOf(ONE, { isin, reportId }, ledger.channel);
      return { status: 201, headers, body: { ...(result as object), transactionId, block } };
    },
  });

const listReconciliations = (services: Services): Route =>
  route({
    method: 'get',
    path: LIST,
    operationId: 'listReconciliations',
    summary: 'What reconciliations of a security have shown, of any organisation',
    tag,
    params: z.strictObject({ isin: Isin }),
    query: ReconciliationsQuery,
    body: Nothing,
    reply: { status: 200, description: 'The latest first', schema: ReconciliationList },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const page = askedPage(query);
      const found = reconciliationsOf(services.readModel.database, queries.channel, isin, query, page);
      return { status: 200, body: { asOf, ...found } };
    },
  });

const getReconciliation = (services: Services): Route =>
  route({
    method: 'get',
    path: ONE,
    operationId: 'getReconciliation',
    summary: 'What a reconciliation has shown: counts, totals, and the breaks that it opened and closed',
    tag,
    params: one,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The report', schema: ReconciliationReply },
    handle: ({ params: { isin, reportId }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const report = reconciliationOf(services.readModel.database, queries.channel, isin, reportId);
      if (report === undefined) throw ledgerProblem('RECONCILIATION_UNKNOWN');
      return { status: 200, body: { asOf, report } };
    },
  });

const differencesOf = (services: Services): Route =>
  route({
    method: 'get',
    path: `${ONE}/differences`,
    operationId: 'listDifferences',
    summary: 'What a reconciliation of this organisation found, with all figures; nobody else has them',
    tag,
    roles: DATA_HANDLERS,
    params: one,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their subjects', schema: DifferenceList },
    handle: ({ params: { isin, reportId }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const items = services.statements.differences(reportId);
      if (items === undefined) throw Problem.of('DIFFERENCES_NOT_HERE');
      return { status: 200, body: { asOf, reportId, items } };
    },
  });
