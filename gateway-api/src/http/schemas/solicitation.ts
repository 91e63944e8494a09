import { CONSENT_TOPICS, SOLICITATION_STATES } from '@scrip/model';
import { z } from 'zod';
import * as f from './fields.js';
import { DefinitionName } from './definition.js';
import { Designation } from './nominee.js';
import { Authorisation } from './signature.js';
import { SolicitationNumber } from './solicitation-number.js';

/** Path of the solicitations of a security. */
export const SolicitationsParams = z.strictObject({ isin: f.Isin });

/** Path of a solicitation. */
export const SolicitationParams = z.strictObject({
  isin: f.Isin,
  number: z
    .string()
    .regex(/^[1-9][0-9]{0,4}$/)
    .meta({ description: 'Number of a solicitation: the first of a security is 1', example: '1' }),
});

/** Path of an account in a solicitation. */
export const VotingAccountParams = SolicitationParams.extend({ holderId: f.PartyId });

/** Query of an account: the sub-account that is meant. */
export const VotingAccountQuery = f.ChannelQuery.extend({
  designation: z
    .string()
    .max(400)
    .optional()
    .meta({ description: 'For whom the holder holds it: the ids of the chain by commas; absent: for nobody else' }),
});

const account = { holderId: f.PartyId, designation: Designation.optional() };
const votes = {
  yes: f.UnitsTotal.meta({ description: 'Units that agree' }),
  no: f.UnitsTotal.meta({ description: 'Units that do not' }),
};

/** Body of POST /v1/securities/{isin}/solicitations/{number}/votes. */
export const NewHolderVote = z
  .strictObject({
    ...account,
    hash: f.Sha256.meta({ description: 'Hash of the definition that is voted on' }),
    ...votes,
    authorisation: Authorisation.optional().meta({
      description:
        'Of the holder over the act, which is the other fields with isin and number; absent where it has no keys',
    }),
  })
  .meta({ id: 'NewHolderVote' });

/** Body of POST …/set-aside. */
export const NewSetAside = z.strictObject(account).meta({ id: 'NewSetAside' });

/** Body of POST …/withdrawal. */
export const NewSolicitationWithdrawal = z
  .strictObject({ document: f.Sha256.meta({ description: 'SHA-256 of the reasons, with a salt in it' }) })
  .meta({ id: 'NewSolicitationWithdrawal' });

const named = { isin: f.Isin, number: SolicitationNumber };

/** Answer of POST …/votes and …/set-aside. */
export const HolderVoteReceipt = z
  .strictObject({ ...named, holderId: f.PartyId, units: f.Units, ...votes, ...f.receipt })
  .meta({ id: 'HolderVoteReceipt' });

const tally = {
  ...votes,
  aside: f.UnitsTotal.meta({ description: 'Units of the issuer itself, which do not count' }),
  votes: z.int().meta({ description: 'Accounts whose units were voted' }),
};
const total = f.UnitsTotal.meta({ description: 'Units outstanding at the end of the record date, on paper too' });
const Decision = z
  .strictObject({ ...tally, total, on: f.BusinessDate })
  .meta({ id: 'SolicitationResult', description: 'What was counted, and when' });

/** Answer of POST …/conclusion. */
export const SolicitationConcluded = z
  .strictObject({ ...named, state: f.oneOf(SOLICITATION_STATES), decision: Decision.optional(), ...f.receipt })
  .meta({ id: 'SolicitationConcluded' });

const need = {
  topic: f.oneOf(CONSENT_TOPICS).meta({ description: 'Of what the changes are' }),
  percent: f.Percent.meta({ description: 'Part that must agree, in per cent' }),
  of: f.oneOf(['votes-cast', 'votes-outstanding'] as const),
  quorumPercent: f.Percent.meta({ description: 'Part of the units that takes part, in per cent' }),
};

const Solicitation = z
  .strictObject({
    ...named,
    definition: DefinitionName.meta({ description: 'What is to take the place of the present definition' }),
    hash: f.Sha256,
    previous: z.strictObject({ name: DefinitionName, hash: f.Sha256 }),
    grandfathers: z.boolean(),
    differences: z.array(
      z.strictObject({
        path: z.string(),
        kind: f.oneOf(['changed', 'added', 'removed'] as const),
        text: z.string().meta({ description: 'For a person', example: 'coupon rate 4.25 % → 4.50 %' }),
      }),
    ),
    more: z.int().meta({ description: 'Differences beside those that are listed' }),
    needs: z.array(z.strictObject(need)).meta({ description: 'What must be reached, all of it' }),
    closesEarly: z.boolean().meta({ description: 'Whether it ends once nothing can change its outcome' }),
    recordDate: f.BusinessDate,
    deadline: f.BusinessDate,
    effectiveFrom: f.BusinessDate.meta({ description: 'First day on which the amendment counts, if holders agree' }),
    by: z.array(f.MspId),
    openedOn: f.BusinessDate,
    state: f.oneOf(SOLICITATION_STATES),
    decision: Decision.optional(),
    endedOn: f.BusinessDate.optional(),
    withdrawal: f.Sha256.optional(),
    tally: z.strictObject(tally).meta({ description: 'What has been said so far' }),
  })
  .meta({ id: 'Solicitation' });

/** Query of GET /v1/securities/{isin}/solicitations. */
export const SolicitationsQuery = f.PageQuery.extend({ state: f.oneOf(SOLICITATION_STATES).optional() });

/** Answer of GET /v1/securities/{isin}/solicitations. */
export const SolicitationList = z
  .strictObject({ asOf: f.AsOf, isin: f.Isin, items: z.array(Solicitation), nextCursor: z.string().optional() })
  .meta({ id: 'SolicitationList' });

/** Answer of GET /v1/securities/{isin}/solicitations/{number}. */
export const SolicitationReply = z
  .strictObject({
    asOf: f.AsOf,
    solicitation: Solicitation,
    total: total.optional(),
    outcomes: z
      .array(
        z.strictObject({
          ...need,
          isQuorate: z.boolean().meta({ description: 'Whether enough units take part' }),
          isMet: z.boolean().meta({ description: 'Whether it is reached by what has been said so far' }),
          isCertain: z.boolean().meta({ description: 'Whether nothing can change that any more' }),
        }),
      )
      .optional()
      .meta({ description: 'How far each need is; absent until the record date is over' }),
  })
  .meta({ id: 'SolicitationReply' });

const RecordedVote = z
  .strictObject({
    ...account,
    units: f.Units.meta({ description: 'Units of the account at the end of the record date' }),
    ...votes,
    isAside: z.boolean().meta({ description: 'Whether they are the issuer’s own, and do not count' }),
    by: f.MspId,
    operator: z.string(),
    on: f.BusinessDate,
    isSigned: z.boolean().meta({ description: 'Whether the holder has signed it' }),
  })
  .meta({ id: 'RecordedHolderVote' });

/** Answer of GET …/votes. */
export const HolderVoteList = z
  .strictObject({ asOf: f.AsOf, ...named, items: z.array(RecordedVote), nextCursor: z.string().optional() })
  .meta({ id: 'HolderVoteList' });

/** Answer of GET …/accounts/{holderId}. */
export const VotingAccount = z
  .strictObject({
    ...named,
    ...account,
    units: f.UnitsTotal.optional().meta({
      description:
        'Units that it had at the end of the record date; absent where that is not over, or the solicitation is',
    }),
    vote: RecordedVote.optional(),
  })
  .meta({ id: 'VotingAccount' });
