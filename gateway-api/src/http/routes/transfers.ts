import { DomainError, givenInstruction } from '@scrip/model';
import { z } from 'zod';
import type { TransferRequest } from '../../operations/operation-store.js';
import type { OperationView } from '../../operations/operation-view.js';
import { currentOperator } from '../../operators/current-operator.js';
import type { ChannelServices, Services } from '../../services.js';
import { domainProblem, ledgerProblem } from '../ledger-problems.js';
import { locationOf } from '../location.js';
import { Problem } from '../problem.js';
import { route, type Reply, type Route } from '../route.js';
import { ChannelQuery, InstructionId, Nothing } from '../schemas/fields.js';
import { NewTransferCancellation } from '../schemas/register-order.js';
import { NewTransfer, Operation } from '../schemas/transfer.js';
import { stated } from '../stated.js';
import { proposalRoute } from './command-route.js';

/** Routes of transfers and their operations. */
export const transferRoutes = (services: Services): readonly Route[] => [
  transfer(services),
  cancel(services),
  getOperation(services),
];

const OPERATION_PATH = '/v1/operations/{id}';

function transfer(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/transfers',
    operationId: 'transfer',
    summary:
      'Instruct a transfer of a holder of this organisation, signed by those who act for it; the registrar settles it',
    tag: 'Transfers',
    params: Nothing,
    query: ChannelQuery,
    body: NewTransfer,
    reply: {
      status: 202,
      location: OPERATION_PATH,
      description: 'Accepted; 200 with the final state when Prefer: wait saw the end',
      schema: Operation,
    },
    handle: async ({ query, body, operator, commandId }) => {
      const channel = services.channel(query.channel);
      const instructionId = body.instructionId ?? commandId;
      const request = await complete(channel, body, instructionId);
      await requireHolders(services.mspId, channel, request);
      const name = channel.ledger.channel;
      const view = await services.operations.accept(channel.instructor, instructionId, name, operator.id, request);
      return accepted(view);
    },
    present: async (stored, waitSeconds) => {
      const known = z.object({ id: z.string(), status: z.string() }).safeParse(stored.body);
      if (waitSeconds === undefined || stored.status !== 202 || !known.success) return stored;
      const view = await services.operations.waitUntilEnded(known.data.id, waitSeconds * 1_000);
      if (view === undefined) return stored;
      const headers = { 'Preference-Applied': `wait=${waitSeconds}` };
      if (view.status !== 'pending') return { status: 200, headers, body: view };
      const reply = accepted(view);
      return { ...reply, headers: { ...reply.headers, ...headers } };
    },
  });
}

const accepted = (view: OperationView): Reply => ({
  status: 202,
  headers: locationOf(OPERATION_PATH, { id: view.id }),
  body: view,
});

/** Fills in the dates of a transfer that is not signed, and lets the model look at the whole instruction. */
async function complete(
  channel: ChannelServices,
  body: z.output<typeof NewTransfer>,
  instructionId: string,
): Promise<TransferRequest> {
  const { isin, fromHolderId, fromDesignation, toHolderId, toDesignation, units, lots } = body;
  const { subjectTo, lastDay, deed, authorisation, acceptance } = body;
  const businessDate = channel.queries.asOf(await calendarOf(channel, isin)).businessDate;
  const tradeDate = body.tradeDate ?? businessDate;
  if (tradeDate === null) throw ledgerProblem('NOT_BOOTSTRAPPED');
  const settlementDate = body.settlementDate ?? tradeDate;
  const transfer: TransferRequest = {
    ...{ isin, fromHolderId, toHolderId, units, tradeDate, settlementDate },
    ...(fromDesignation === undefined ? {} : { fromDesignation }),
    ...(toDesignation === undefined ? {} : { toDesignation }),
    ...(lots === undefined ? {} : { lots }),
    ...(subjectTo === undefined ? {} : { subjectTo }),
    ...(lastDay === undefined ? {} : { lastDay }),
    ...(deed === undefined ? {} : { deed }),
  };
  const request: TransferRequest = {
    ...transfer,
    ...(authorisation === undefined ? {} : { authorisation: stated(authorisation) }),
    ...(acceptance === undefined ? {} : { acceptance: stated(acceptance) }),
  };
  try {
    givenInstruction({ instructionId, ...request }, '');
  } catch (error) {
    throw error instanceof DomainError ? domainProblem(error) : error;
  }
  return request;
}

/** The calendar of a security; the ledger is asked when the read model does not have the security (yet). */
async function calendarOf({ queries, ledger }: ChannelServices, isin: string): Promise<string> {
  const known = queries.security(isin)?.calendar;
  if (known !== undefined) return known;
  return z.object({ calendar: z.string() }).parse(await ledger.evaluate('security:get', isin)).calendar;
}

async function custodianOf({ queries, ledger }: ChannelServices, holderId: string): Promise<string> {
  const known = queries.custodian(holderId);
  if (known !== undefined) return known;
  return z.object({ custodian: z.string() }).parse(await ledger.evaluate('party:get', holderId)).custodian;
}

async function requireHolders(mspId: string, channel: ChannelServices, request: TransferRequest): Promise<void> {
  await custodianOf(channel, request.toHolderId);
  if ((await custodianOf(channel, request.fromHolderId)) === mspId) return;
  throw ledgerProblem('AUTHORITY_DENIED', {
    detail: 'The sender is a holder of another organisation, whose gateway must be asked. Nothing was written.',
    errors: [{ in: 'body', pointer: '#/fromHolderId', detail: 'is not a holder of this organisation' }],
  });
}

const cancel = (services: Services): Route =>
  proposalRoute(services, {
    path: '/v1/transfers/{id}/cancellations',
    operationId: 'cancelTransfer',
    summary: 'Propose to end a pending transfer on a legal basis (registrar of the security)',
    tag: 'Transfers',
    params: z.strictObject({ id: InstructionId }),
    body: NewTransferCancellation,
    command: 'settlement:cancel',
    bodyOf: ({ params: { id }, body }) => ({ ...body, instructionId: id }),
  });

function getOperation(services: Services): Route {
  return route({
    method: 'get',
    path: OPERATION_PATH,
    operationId: 'getOperation',
    summary: 'Where a transfer stands',
    tag: 'Transfers',
    params: z.strictObject({ id: InstructionId }),
    query: Nothing,
    body: Nothing,
    reply: { status: 200, description: 'The operation', schema: Operation },
    handle: ({ params: { id }, operator }) => {
      const view = services.operations.view(id);
      if (view === undefined) throw Problem.of('OPERATION_NOT_FOUND');
      currentOperator(services, operator, view.channel);
      return { status: 200, body: view };
    },
  });
}
