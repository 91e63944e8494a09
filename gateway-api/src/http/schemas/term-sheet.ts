import { z } from 'zod';
import { AsOf } from './fields.js';

const Item = z
  .strictObject({
    text: z.string(),
    get below() {
      return z.array(Item).optional();
    },
  })
  .meta({ id: 'TermSheetItem', description: 'A sentence, with those that belong to it' });

/** Answer of GET /v1/definitions/{name}/term-sheet. */
export const TermSheetReply = z
  .strictObject({
    asOf: AsOf,
    name: z.string(),
    title: z.string(),
    about: z.array(z.string()).meta({ description: 'Which definition is shown, and what counts' }),
    sections: z.array(z.strictObject({ heading: z.string(), items: z.array(Item) })),
    notice: z.string(),
  })
  .meta({ id: 'TermSheet' });
