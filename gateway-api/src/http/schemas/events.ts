import { z } from 'zod';
import { ChannelQuery } from './fields.js';

/** Query of GET /v1/events. */
export const EventsQuery = ChannelQuery.extend({
  from: z
    .string()
    .regex(/^(0|[1-9]\d{0,14})$/, 'must be a block number')
    .transform(Number)
    .optional()
    .meta({ description: 'First block; without it and Last-Event-ID the stream begins with the next one' }),
});
