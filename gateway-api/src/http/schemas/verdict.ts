import { z } from 'zod';
import { EventVerdict } from './compliance.js';
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
    compliance: z
      .array(EventVerdict)
      .optional()
      .meta({ description: 'What the adopted rules of the security say; absent when it has none' }),
  })
  .meta({ id: 'Verdict' });
