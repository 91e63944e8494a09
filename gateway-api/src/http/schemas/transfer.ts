import { z } from 'zod';
import { AsOf, BusinessDate, CalendarId, ChannelName, PartyId, InstructionId, Isin, Units } from './fields.js';
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

/** Body of POST /v1/business-date. */
export const NewBusinessDate = z
  .strictObject({ calendar: CalendarId, date: BusinessDate })
  .meta({ id: 'NewBusinessDate' });

/** Answer of POST /v1/business-date. */
export const AdvancedBusinessDate = z
  .strictObject({ calendar: CalendarId, date: BusinessDate, transactionId: z.string(), block: z.int() })
  .meta({ id: 'AdvancedBusinessDate' });

/** Answer of GET /v1/business-date. */
export const BusinessDates = z
  .strictObject({ asOf: AsOf, items: z.array(z.strictObject({ calendar: CalendarId, date: BusinessDate })) })
  .meta({ id: 'BusinessDates' });
