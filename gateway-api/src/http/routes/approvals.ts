import { z } from 'zod';
import { approvalView } from '../../approvals/approval-view.js';
import type { Command, JsonObject } from '../../ledger/ledger.js';
import type { ApprovalRow } from '../../read-model/approval-queries.js';
import type { ChannelServices, Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Reply, type Route } from '../route.js';
import { Approval, ApprovalId, ApprovalList, ApprovalQuery, NewApproval, NewRejection } from '../schemas/approval.js';
import { ChannelQuery, Nothing } from '../schemas/fields.js';
import { unlessRefused } from '../take-back.js';
import { reasonErasure } from './party-capacity.js';

/** Routes of sensitive acts and their approval. */
export const approvalRoutes = (services: Services): readonly Route[] => [
  listApprovals(services),
  getApproval(services),
  approve(services),
  reject(services),
];

const ById = z.strictObject({ id: ApprovalId });

/** @throws {Problem} APPROVAL_UNKNOWN */
function requireApproval({ approvals }: ChannelServices, id: string): ApprovalRow {
  const row = approvals.approval(id);
  if (row === undefined) throw ledgerProblem('APPROVAL_UNKNOWN');
  return row;
}

/** Carries a decision out and shows the act as it then is. */
async function decide(services: Services, channel: ChannelServices, id: string, command: Command): Promise<Reply> {
  requireApproval(channel, id);
  await services.submit(channel.ledger, command);
  return { status: 200, body: approvalView(channel.ledger.channel, requireApproval(channel, id)) };
}

function listApprovals(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/approvals',
    operationId: 'listApprovals',
    summary: 'Sensitive acts of this organisation, for instance those that wait for a checker',
    tag: 'Approvals',
    params: Nothing,
    query: ApprovalQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order in which they were proposed', schema: ApprovalList },
    handle: ({ query }) => {
      const { approvals, queries } = services.channel(query.channel);
      const page = approvals.approvals(query.status, askedPage(query));
      const items = page.items.map((row) => approvalView(queries.channel, row));
      return { status: 200, body: { asOf: queries.asOf(), ...page, items } };
    },
  });
}

function getApproval(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/approvals/{id}',
    operationId: 'getApproval',
    summary: 'What is proposed, by whom, and what became of it',
    tag: 'Approvals',
    params: ById,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The act', schema: Approval },
    handle: ({ params: { id }, query }) => {
      const channel = services.channel(query.channel);
      return { status: 200, body: approvalView(channel.ledger.channel, requireApproval(channel, id)) };
    },
  });
}

function approve(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/approvals/{id}/approval',
    operationId: 'approve',
    summary: 'Approve an act that another operator proposed: it is done in the same transaction (checker)',
    tag: 'Approvals',
    isSigned: true,
    roles: ['checker'],
    params: ById,
    query: ChannelQuery,
    body: NewApproval,
    reply: { status: 200, description: 'Approved and done', schema: Approval },
    handle: ({ params: { id }, query, body: { bodyHash }, operator, commandId, signed }) => {
      const body = { approvalId: id, bodyHash };
      const command = { name: 'approval:approve', commandId, operator: operator.id, body, ...signed };
      return decide(services, services.channel(query.channel), id, command);
    },
  });
}

function reject(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/approvals/{id}/rejection',
    operationId: 'reject',
    summary: 'Reject an act (checker), or withdraw it (its maker)',
    tag: 'Approvals',
    isSigned: true,
    roles: ['checker', 'maker', 'administrator'],
    params: ById,
    query: ChannelQuery,
    body: NewRejection,
    reply: { status: 200, description: 'Rejected; nothing was done', schema: Approval },
    handle: async ({ params: { id }, query, body: { bodyHash, reason }, operator, commandId, signed }) => {
      const body = { approvalId: id, bodyHash, reason };
      const command = { name: 'approval:reject', commandId, operator: operator.id, body, ...signed };
      const channel = services.channel(query.channel);
      const reply = await decide(services, channel, id, command);
      const given = { operator: operator.id, commandId: `${commandId}-2` };
      await eraseRejected(channel, requireApproval(channel, id), given);
      return reply;
    },
  });
}

/** What was kept privately for an act that is not done goes: nobody has a use for the reason any more. */
async function eraseRejected(
  { ledger }: ChannelServices,
  { function: name, body }: ApprovalRow,
  given: Pick<Command, 'operator' | 'commandId'>,
): Promise<void> {
  if (name !== 'party:restrict') return;
  await unlessRefused(ledger.submitPrivately(reasonErasure(body as JsonObject, given), {}));
}
