import { LIMITS, text, VOTE_DECISIONS } from '@scrip/model';
import { z } from 'zod';
import * as f from './fields.js';
import { OperatorSignature } from './signature.js';
import { VotingRole } from './title.js';

const Reason = f.field(text(LIMITS.voteReasonCharactersMax), {
  description: 'Why; kept in the private collection of the voter, of which the channel has the salted hash',
  example: 'Board resolution of 20 November seen.',
});

/** Body of POST /v1/transfers/{id}/votes. */
export const NewVote = z
  .strictObject({
    role: VotingRole,
    decision: f.oneOf(VOTE_DECISIONS).meta({
      description: 'stepsAside gives the vote to the deputy for good; withdrawn takes an earlier vote back',
    }),
    reason: Reason.optional(),
    salt: f.Salt.optional().meta({ description: 'Of the reason; made by the gateway if absent' }),
    validUntil: f.BusinessDate.optional().meta({
      description: 'Last business date on which it counts; absent: until the ballot ends',
    }),
  })
  .meta({ id: 'NewVote' });

/** Answer of POST /v1/transfers/{id}/votes. */
export const VoteReceipt = z
  .strictObject({
    instructionId: f.InstructionId,
    role: VotingRole,
    decision: f.oneOf(VOTE_DECISIONS),
    ...f.receipt,
  })
  .meta({ id: 'VoteReceipt' });

const Vote = z
  .strictObject({
    isin: f.Isin,
    instructionId: f.InstructionId,
    terms: f.Sha256,
    role: VotingRole,
    voter: f.MspId,
    operator: z.string(),
    decision: f.oneOf(VOTE_DECISIONS),
    castOn: f.BusinessDate,
    validUntil: f.BusinessDate.optional(),
    reason: f.Sha256.optional().meta({ description: 'SHA-256 of the reason with its salt' }),
    signed: z
      .strictObject({ commandId: z.string(), signature: OperatorSignature })
      .optional()
      .meta({ description: 'The signature of the operator over the command by which it was cast' }),
    isConfirmed: z
      .boolean()
      .meta({ description: 'Whether it still lies so in the collection of its voter, and counts' }),
    ownReason: Reason.optional().meta({ description: 'The reason itself, where the vote is of this organisation' }),
  })
  .meta({ id: 'Vote' });

/** Answer of GET /v1/transfers/{id}/votes. */
export const VoteList = z
  .strictObject({ asOf: f.AsOf, instructionId: f.InstructionId, items: z.array(Vote) })
  .meta({ id: 'VoteList' });

/** Answer of POST /v1/transfers/{id}/ballot and of its close. */
export const BallotReceipt = z
  .strictObject({
    instructionId: f.InstructionId,
    status: f.oneOf(['open', 'closed'] as const),
    code: z.string().optional().meta({ description: 'Why the transfer has ended, where its ballot was closed' }),
    ...f.receipt,
  })
  .meta({ id: 'BallotReceipt' });

const standing = {
  role: VotingRole,
  unitsMax: f.Units.optional().meta({ description: 'Most units of a transfer for which it counts; absent: of any' }),
};

/** Body of POST /v1/securities/{isin}/standing-votes. */
export const NewStandingVote = z
  .strictObject({
    ...standing,
    validFrom: f.BusinessDate.optional().meta({ description: 'Today if absent' }),
    validUntil: f.BusinessDate.meta({ description: 'Last business date on which it counts' }),
  })
  .meta({ id: 'NewStandingVote' });

const StandingVote = z
  .strictObject({
    isin: f.Isin,
    voter: f.MspId,
    ...standing,
    validFrom: f.BusinessDate,
    validUntil: f.BusinessDate,
  })
  .meta({ id: 'StandingVote' });

/** Answer of GET /v1/securities/{isin}/standing-votes. */
export const StandingVoteList = z
  .strictObject({ asOf: f.AsOf, items: z.array(StandingVote) })
  .meta({ id: 'StandingVoteList' });

/** Answer of POST /v1/securities/{isin}/standing-votes/{role}/end. */
export const StandingVoteEnd = z
  .strictObject({ isin: f.Isin, role: VotingRole, ...f.receipt })
  .meta({ id: 'StandingVoteEnd' });
