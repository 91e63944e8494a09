import { TRANSFER_STATUSES } from '@scrip/model';
import { z } from 'zod';
import { BusinessDate, ChannelName, PartyId, InstructionId, Isin, Units } from './fields.js';
import { SubjectTo } from './encumbrance.js';
import { LotChoice } from './lot-choice.js';
import { designations } from './nominee.js';
import { ProblemSchema } from './problem-document.js';
import { Authorisation } from './signature.js';
import { Deed } from './title.js';

const LastDay = BusinessDate.optional().meta({
  description: 'The last day on which it can settle, at most 60 days after the settlement date, and that day if absent',
});

/** Body of POST /v1/transfers. What is signed is sent on as it is, so it states what the gateway would fill in. */
export const NewTransfer = z
  .strictObject({
    isin: Isin,
    fromHolderId: PartyId,
    toHolderId: PartyId,
    units: Units,
    lots: LotChoice.optional(),
    subjectTo: SubjectTo,
    ...designations,
    tradeDate: BusinessDate.optional().meta({ description: 'The business date of the security’s calendar if absent' }),
    settlementDate: BusinessDate.optional().meta({ description: 'The trade date if absent' }),
    lastDay: LastDay,
    instructionId: InstructionId.optional().meta({
      description: 'Unique on the channel; made by the gateway if absent',
    }),
    deed: Deed.optional().meta({ description: 'Asked for where the security has a title; POST /v1/deeds makes it' }),
    authorisation: Authorisation.optional().meta({
      description: 'Signatures over the instruction; a holder with keys instructs by nothing else',
    }),
    acceptance: z
      .strictObject({ authorisation: Authorisation.optional() })
      .optional()
      .meta({ description: 'The consent of the receiver to the deed, where this organisation is its custodian too' }),
  })
  .superRefine(({ authorisation, ...given }, context) => {
    if (authorisation === undefined) return;
    for (const name of ['instructionId', 'tradeDate', 'settlementDate'] as const) {
      if (given[name] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [name], message: 'is missing: a signed transfer states it' });
    }
  })
  .meta({ id: 'NewTransfer' });

/** An operation: a transfer from its acceptance to its end. */
export const Operation = z
  .strictObject({
    id: z.string(),
    channel: ChannelName,
    status: z.enum([...TRANSFER_STATUSES, 'failed']),
    instructionId: InstructionId,
    isin: Isin,
    fromHolderId: PartyId,
    toHolderId: PartyId,
    units: Units,
    lots: LotChoice.optional(),
    subjectTo: SubjectTo,
    ...designations,
    tradeDate: BusinessDate,
    settlementDate: BusinessDate,
    lastDay: LastDay,
    deed: Deed.optional(),
    problem: ProblemSchema.optional(),
    transactionId: z.string().optional().meta({ description: 'Transaction that settled, refused or last moved it' }),
    block: z.int().optional(),
  })
  .meta({ id: 'Operation' });
