import { z } from 'zod';

/** Events of deeds, votes and of those who attest. */
export const TITLE_EVENTS = [
  z.object({
    type: z.literal('AttestorReplaced'),
    security: z.looseObject({ isin: z.string(), registrar: z.string() }),
  }),
  z.object({ type: z.literal('AttestorNoticeGiven') }),
  z.object({ type: z.enum(['StandingVoteGiven', 'StandingVoteEnded']) }),
  z.object({
    type: z.enum(['BallotOpened', 'BallotEnded', 'VoteCast']),
    ballot: z.looseObject({
      instructionId: z.string(),
      isin: z.string(),
      lastDay: z.string(),
      end: z.string().optional(),
    }),
  }),
  z.object({ type: z.literal('DeedAccepted'), instruction: z.looseObject({ instructionId: z.string() }) }),
] as const;
