import { z } from 'zod';

/** RFC 9457 problem with our extensions. */
export const ProblemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable code of the error catalogue' }),
    instance: z.string().optional(),
    hint: z.string(),
    retrySafe: z
      .boolean()
      .meta({ description: 'Whether the same request with the same Idempotency-Key may be repeated' }),
    errors: z
      .array(
        z.strictObject({
          in: z.enum(['body', 'query', 'path', 'header']),
          pointer: z.string(),
          detail: z.string(),
          code: z.string().optional(),
          hint: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });
