import { TRANSFER_STATUSES } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, InstructionId, Isin, MspId, PartyId, Units } from './fields.js';
import { Moments } from './instruction.js';
import { Order } from './register-order.js';
import { Authorisation } from './signature.js';

/** Answer of GET /v1/finality-rule. */
export const FinalityRule = z
  .strictObject({
    name: z.string(),
    frame: z.string().meta({ description: 'The law within which it works' }),
    entered: z.string(),
    irrevocable: z.strictObject({ transfer: z.string(), joint: z.string() }),
    final: z.string(),
    correction: z.string(),
  })
  .meta({ id: 'FinalityRule' });

/** Answer of GET /v1/transfers/{id}. */
export const TransferReply = z
  .strictObject({
    asOf: AsOf,
    transfer: z.strictObject({
      instructionId: InstructionId,
      isin: Isin,
      fromHolderId: PartyId,
      toHolderId: PartyId,
      units: Units,
      tradeDate: BusinessDate,
      settlementDate: BusinessDate,
      lastDay: BusinessDate.optional(),
      custodian: MspId,
      instructedOn: BusinessDate,
      status: z.enum(TRANSFER_STATUSES),
      decidedOn: BusinessDate.optional(),
      refusal: z.string().optional().meta({ description: 'Code of the refusal' }),
      withdrawals: z
        .array(
          z.strictObject({
            party: PartyId,
            custodian: MspId,
            withdrawnOn: BusinessDate,
            authorisation: Authorisation.optional(),
          }),
        )
        .optional()
        .meta({ description: 'The parties that no longer want it; with both it has ended' }),
      endedBy: Order.optional().meta({ description: 'The order by which the registrar has ended it' }),
      authorisation: Authorisation.optional(),
      moments: Moments,
    }),
  })
  .meta({ id: 'TransferReply' });
