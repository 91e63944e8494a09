import { z } from 'zod';

/** Events of holders who are asked about amendments. */
export const SOLICITATION_EVENTS = [
  z.object({
    type: z.enum(['SolicitationOpened', 'SolicitationDecided', 'SolicitationEnded']),
    solicitation: z.looseObject({
      ...{ isin: z.string(), number: z.int(), state: z.string(), closesEarly: z.boolean() },
      ...{ recordDate: z.string(), deadline: z.string(), effectiveFrom: z.string() },
    }),
    security: z.looseObject({ isin: z.string(), name: z.string() }),
  }),
  z.object({
    type: z.literal('HolderVoted'),
    vote: z.looseObject({
      ...{ isin: z.string(), number: z.int(), holderId: z.string(), designation: z.array(z.string()).optional() },
      ...{ units: z.string(), yes: z.string(), no: z.string(), isAside: z.boolean() },
    }),
  }),
] as const;
