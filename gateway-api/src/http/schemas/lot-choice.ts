import { LIMITS, LOT_ORDERS } from '@scrip/model';
import { z } from 'zod';
import { LotId } from './fields.js';

/** Which lots of a holding move. */
export const LotChoice = z
  .union([z.enum(LOT_ORDERS), z.array(LotId).min(1).max(LIMITS.lotsPerMovementMax).readonly()])
  .meta({
    id: 'LotChoice',
    description:
      'Which lots move: those first acquired (fifo, where nothing is said), those last acquired (lifo) or the dearest ' +
      '(highestPrice) first, where lots that a rule keeps (a lock-up, a holding period, vesting) come last; or lots by ' +
      'their ids, as they are listed and no others',
  });
