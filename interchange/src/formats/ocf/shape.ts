import { z } from 'zod';
import type { Source } from '../../document/source.js';
import { requireShape } from '../shape.js';

/** A number is a text in Open Cap Format: `Numeric`. */
const numeric = z.string().regex(/^[+-]?[0-9]+(\.[0-9]{1,10})?$/, 'a number is a text such as "0.0001"');
const money = z.looseObject({ amount: numeric, currency: z.string().regex(/^[A-Z]{3}$/, 'a currency such as USD') });
const trigger = z.looseObject({ type: z.string(), conversion_right: z.looseObject({}) });

/** What the schemas demand of each type of object that is read, as far as terms are in it. */
const SHAPES = {
  STOCK_CLASS: z.looseObject({
    id: z.string(),
    name: z.string(),
    class_type: z.enum(['COMMON', 'PREFERRED']),
    initial_shares_authorized: z.union([numeric, z.enum(['UNLIMITED', 'NOT APPLICABLE'])]),
    votes_per_share: numeric,
    par_value: money.optional(),
    price_per_share: money.optional(),
    liquidation_preference_multiple: numeric.optional(),
    participation_cap_multiple: numeric.optional(),
    conversion_rights: z.array(z.looseObject({ conversion_mechanism: z.looseObject({ type: z.string() }) })).optional(),
  }),
  TX_CONVERTIBLE_ISSUANCE: z.looseObject({
    id: z.string(),
    date: z.string(),
    convertible_type: z.string(),
    investment_amount: money,
    conversion_triggers: z.array(trigger).min(1),
  }),
  TX_WARRANT_ISSUANCE: z.looseObject({
    id: z.string(),
    date: z.string(),
    exercise_price: money.optional(),
    exercise_triggers: z.array(trigger),
  }),
} as const;

/** Types of objects that are read. */
export type ObjectType = keyof typeof SHAPES;

/** @throws InterchangeError DOCUMENT_INVALID with the place of the first value that is not as the schema has it */
export const requireObject = (object: Source, type: ObjectType): void => requireShape(object, SHAPES[type]);
