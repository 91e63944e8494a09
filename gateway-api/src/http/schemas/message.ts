import { LIMITS } from '@scrip/model';
import { z } from 'zod';
import { MESSAGE_VERSIONS } from '../../iso20022/messages.js';
import { ChannelName, PartyId } from './fields.js';

/** Name of an ISO 20022 message about a delivery. */
export const MessageName = z.enum(Object.keys(MESSAGE_VERSIONS) as [keyof typeof MESSAGE_VERSIONS]).meta({
  description: `Settlement instruction, status advice or confirmation, as ${Object.values(MESSAGE_VERSIONS).join(', ')}`,
});

/** Query of GET /v1/instructions/{id}/messages/{message}. */
export const MessageQuery = z.strictObject({
  channel: ChannelName.optional(),
  leg: z.coerce
    .number()
    .int()
    .min(0)
    .max(LIMITS.legsPerInstructionMax - 1)
    .default(0)
    .meta({ description: 'Position of the delivery among the legs, from 0' }),
  party: PartyId.optional().meta({ description: 'From whose side; absent: the one that this organisation keeps' }),
});
