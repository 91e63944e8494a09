import { z } from 'zod';
import { BusinessDate, ChannelName, PartyId, InstructionId, Isin, Units } from './fields.js';
import { ProblemSchema } from './problem-document.js';

/** Body of POST /v1/transfers. */
export const NewTransfer = z
  .strictObject({
    isin: Isin,
    fromHolderId: PartyId,
    toHolderId: PartyId,
    units: Units,
    tradeDate: BusinessDate.optional().meta({ description: 'The business date of the security’s calendar if absent' }),
    settlementDate: BusinessDate.optional().meta({ description: 'The trade date if absent' }),
  })
  .meta({ id: 'NewTransfer' });

/** An operation: a transfer from its acceptance to its end. */
export const Operation = z
  .strictObject({
    id: z.string(),
    channel: ChannelName,
    status: z.enum(['pending', 'settled', 'refused', 'failed']),
    instructionId: InstructionId,
    isin: Isin,
    fromHolderId: PartyId,
    toHolderId: PartyId,
    units: Units,
    tradeDate: BusinessDate,
    settlementDate: BusinessDate,
    problem: ProblemSchema.optional(),
    transactionId: z.string().optional().meta({ description: 'Transaction that settled, refused or last moved it' }),
    block: z.int().optional(),
  })
  .meta({ id: 'Operation' });
