import { security } from '@scrip/model';
import { z } from 'zod';
import { figureHash } from '../../reconciliation/figures.js';
import { readStatement } from '../../reconciliation/read-statement.js';
import type { Services } from '../../services.js';
import { requireSecurity } from '../known.js';
import { locationOf } from '../location.js';
import { Problem } from '../problem.js';
import { recordDay } from '../record-day.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Isin, Nothing } from '../schemas/fields.js';
import { StatementList, StatementQuery, StatementReceipt, StatementReply } from '../schemas/reconciliation.js';
import { Upload } from '../upload.js';
import { DATA_HANDLERS } from './personal-records.js';

const tag = 'Reconciliation';
const LIST = '/v1/securities/{isin}/statements';
const ONE = '/v1/securities/{isin}/statements/{statementId}';

/** Routes of statements of books outside the ledger: they stay with the organisation that uploads them. */
export const statementRoutes = (services: Services): readonly Route[] => [
  uploadStatement(services),
  listStatements(services),
  getStatement(services),
];

const uploadStatement = (services: Services): Route =>
  route({
    method: 'post',
    path: LIST,
    operationId: 'uploadStatement',
    summary:
      'Upload a statement of a book outside, as CSV or JSON lines; it stays in this gateway until it is compared',
    tag,
    takesTable: true,
    params: z.strictObject({ isin: Isin }),
    query: StatementQuery,
    body: Upload,
    reply: { status: 201, location: ONE, description: 'Kept', schema: StatementReceipt },
    handle: async ({ params: { isin }, query, body, operator, commandId }) => {
      const { queries } = services.channel(query.channel);
      const { facts, calendar } = requireSecurity(queries, isin);
      const { date: businessDate } = recordDay(queries.asOf(calendar), query.businessDate);
      const { scope } = query;
      const denomination = security(facts, '').denomination?.amount;
      const read = await readStatement(body.file, body.type, scope, denomination);
      if ('faults' in read) throw Problem.of('TABLE_INVALID', { detail: read.detail, errors: read.faults });
      const { hash } = figureHash(services.statements.secret, isin)(`statement:${commandId}`, body.sha256);
      const statement = {
        ...{ statementId: commandId, channel: queries.channel, isin, scope, businessDate, hash },
        ...{ records: read.rows.length, operator: operator.id, at: new Date().toISOString() },
      };
      await services.statements.enter(statement, read.rows);
      const kept = services.statements.find(queries.channel, isin, commandId);
      return { status: 201, headers: locationOf(ONE, { isin, statementId: commandId }, queries.channel), body: kept };
    },
  });

const listStatements = (services: Services): Route =>
  route({
    method: 'get',
    path: LIST,
    operationId: 'listStatements',
    summary: 'Statements of a security that this organisation has uploaded, and what they were compared in',
    tag,
    roles: DATA_HANDLERS,
    params: z.strictObject({ isin: Isin }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The latest first', schema: StatementList },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      return { status: 200, body: { asOf, items: services.statements.of(queries.channel, isin) } };
    },
  });

const getStatement = (services: Services): Route =>
  route({
    method: 'get',
    path: ONE,
    operationId: 'getStatement',
    summary: 'A statement of this organisation',
    tag,
    roles: DATA_HANDLERS,
    params: z.strictObject({ isin: Isin, statementId: z.string().max(64) }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The statement', schema: StatementReply },
    handle: ({ params: { isin, statementId }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const statement = services.statements.find(queries.channel, isin, statementId);
      if (statement === undefined) throw Problem.of('STATEMENT_NOT_FOUND');
      return { status: 200, body: { asOf, statement } };
    },
  });
