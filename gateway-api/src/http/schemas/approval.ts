import { commandId, operatorId, REJECTION_REASONS } from '@scrip/model';
import { z } from 'zod';
import { APPROVAL_STATUSES } from '../../read-model/approval-queries.js';
import { AsOf, BusinessDate, ChannelName, field, PageQuery, Sha256 } from './fields.js';

/** Id of a sensitive act. */
export const ApprovalId = field(commandId, {
  description: 'Id of a sensitive act: that of the command by which it was proposed',
  example: '3f7a0c',
});

/** Id of an operator. */
export const OperatorId = field(operatorId, {
  description: 'Id of an operator; who it is, its organisation knows',
  example: 'control-1',
});

const BodyHash = Sha256.meta({
  description: 'SHA-256 over the canonical JSON (RFC 8785) of {body, function}: names what is decided on',
});

/** A sensitive act: proposed by a maker, done when a checker approves it. */
export const Approval = z
  .strictObject({
    id: ApprovalId,
    channel: ChannelName,
    status: z.enum(APPROVAL_STATUSES),
    function: z.string().meta({ description: 'Function of the ledger', example: 'register:issue' }),
    summary: z.string().meta({ description: 'What will happen, or has happened, when it is approved' }),
    body: z.json().meta({ description: 'Exactly what is proposed' }),
    bodyHash: BodyHash,
    maker: OperatorId,
    checker: OperatorId.optional().meta({ description: 'Who approved or rejected it' }),
    proposedOn: BusinessDate,
    expiresOn: BusinessDate.meta({ description: 'Last business date on which it can be approved' }),
    decidedOn: BusinessDate.optional(),
    reason: z.enum(REJECTION_REASONS).optional(),
    transactionId: z.string().meta({ description: 'Transaction that proposed or decided it' }),
    block: z.int(),
  })
  .meta({ id: 'Approval' });

/** Query of GET /v1/approvals. */
export const ApprovalQuery = PageQuery.extend({ status: z.enum(APPROVAL_STATUSES).optional() });

/** Answer of GET /v1/approvals. */
export const ApprovalList = z
  .strictObject({ asOf: AsOf, items: z.array(Approval), nextCursor: z.string().optional() })
  .meta({ id: 'ApprovalList' });

const reasonError: z.core.$ZodErrorMap = ({ input }) =>
  input === undefined ? 'is missing' : `must be one of ${REJECTION_REASONS.join(', ')}`;

/** Body of POST /v1/approvals/{id}/approval. */
export const NewApproval = z.strictObject({ bodyHash: BodyHash }).meta({ id: 'NewApproval' });

/** Body of POST /v1/approvals/{id}/rejection. */
export const NewRejection = z
  .strictObject({
    bodyHash: BodyHash,
    reason: z
      .enum(REJECTION_REASONS, { error: reasonError })
      .meta({ description: 'withdrawn is for the maker, all others for a checker' }),
  })
  .meta({ id: 'NewRejection' });
