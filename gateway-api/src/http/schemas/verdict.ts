import { z } from 'zod';
import { AsOf } from './fields.js';

/** Answer of GET /v1/operations/{id}/verdict. */
export const Verdict = z
  .strictObject({
    asOf: AsOf.meta({ description: 'The verdict is at least as new as this block: it is asked of the peer itself' }),
    operationId: z.string(),
    allowed: z.boolean(),
    rules: z.array(
      z.strictObject({
        rule: z.string(),
        side: z.enum(['security', 'sender', 'receiver']),
        allowed: z.boolean(),
        reason: z.string().optional().meta({ description: 'Code of the error catalogue' }),
      }),
    ),
  })
  .meta({ id: 'Verdict' });
