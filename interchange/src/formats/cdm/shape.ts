import { z } from 'zod';
import type { Source } from '../../document/source.js';
import { requireShape } from '../shape.js';

const reference = z.looseObject({ adjustableDate: z.looseObject({}).optional() });

/** What a transferable product has by the model, as far as this mapping relies on it. */
const product = z.looseObject({
  asset: z.looseObject({
    identifier: z
      .array(z.looseObject({ identifier: z.looseObject({ '@data': z.string() }), identifierType: z.string() }))
      .min(1),
    securityType: z.string(),
  }),
  economicTerms: z.looseObject({
    effectiveDate: reference.optional(),
    terminationDate: reference.optional(),
    payout: z.array(z.looseObject({ '@type': z.string() })).min(1),
  }),
});

/** @throws InterchangeError DOCUMENT_INVALID with the place of the first value that is not as the model has it */
export const productShape = (object: Source): void => requireShape(object, product);
