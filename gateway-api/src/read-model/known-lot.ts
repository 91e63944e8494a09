import { LOT_ORIGINS } from '@scrip/model';
import { z } from 'zod';

/** A lot as an event creates it; units are a decimal string. */
export const CreatedLotSchema = z.object({
  lotId: z.string(),
  isin: z.string(),
  holderId: z.string(),
  designation: z.array(z.string()).optional(),
  units: z.string(),
  acquiredOn: z.string(),
  price: z.string().optional(),
  pricePer: z.string().optional(),
  origin: z.enum(LOT_ORIGINS),
});

/** A lot as an event creates it. */
export type CreatedLot = z.infer<typeof CreatedLotSchema>;
