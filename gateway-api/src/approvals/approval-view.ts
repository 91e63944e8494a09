import type { z } from 'zod';
import { locationOf } from '../http/location.js';
import { Problem } from '../http/problem.js';
import type { Reply } from '../http/route.js';
import type { Approval } from '../http/schemas/approval.js';
import type { Command } from '../ledger/ledger.js';
import type { ApprovalRow } from '../read-model/approval-queries.js';
import type { ChannelServices, Services } from '../services.js';
import { actSummary } from './act-summary.js';

/** Where an act is read. */
export const APPROVAL_PATH = '/v1/approvals/{id}';

/** A sensitive act as the API shows it. */
export function approvalView(channel: string, row: ApprovalRow): z.input<typeof Approval> {
  const { approvalId, checker, decidedOn, reason, ...facts } = row;
  return {
    id: approvalId,
    channel,
    summary: actSummary(row.function, row.body),
    ...facts,
    ...(checker === undefined ? {} : { checker }),
    ...(decidedOn === undefined ? {} : { decidedOn }),
    ...(reason === undefined ? {} : { reason }),
  } as z.input<typeof Approval>;
}

/** Proposes a sensitive act: the answer to every request that needs a second operator. */
export async function proposeAct(
  services: Services,
  { ledger, approvals }: ChannelServices,
  command: Command,
): Promise<Reply> {
  await services.submit(ledger, command);
  const row = approvals.approval(command.commandId);
  // final on the ledger and not in the read model yet: a repetition finds it there
  if (row === undefined) throw Problem.of('OUTCOME_UNKNOWN');
  const headers = locationOf(APPROVAL_PATH, { id: row.approvalId }, ledger.channel);
  return { status: 202, headers, body: approvalView(ledger.channel, row) };
}
