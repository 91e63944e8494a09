import { canonicalJson, vote, voteHash, voteReason, voteReasonHash, type Vote, type VoteReason } from '@scrip/model';
import { z } from 'zod';
import type { ChannelServices, Services } from '../../services.js';
import { requireSecurity } from '../known.js';
import { ledgerName } from '../ledger-name.js';
import { ledgerProblem } from '../ledger-problems.js';
import { LedgerRefusal } from '../../ledger/ledger-error.js';
import type { Ledger } from '../../ledger/ledger.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, InstructionId, Nothing } from '../schemas/fields.js';
import { NewVote, VoteList, VoteReceipt } from '../schemas/vote.js';
import { stated } from '../stated.js';
import { requireNothingElseMissing } from '../unkept.js';

const tag = 'Ownership';
const PATH = '/v1/transfers/{id}/votes';
const params = z.strictObject({ id: InstructionId });

/** Routes of votes on transfers. */
export const voteRoutes = (services: Services): readonly Route[] => [cast(services), list(services)];

const cast = (services: Services): Route =>
  route({
    method: 'post',
    path: PATH,
    operationId: 'castVote',
    summary: 'Vote on a transfer; the latest vote from a place counts, and its reason stays in this organisation',
    tag,
    isSigned: true,
    roles: ['maker', 'checker'],
    params,
    query: ChannelQuery,
    body: NewVote,
    reply: { status: 200, description: 'Cast', schema: VoteReceipt },
    handle: async ({ params: { id }, query, body, operator, commandId, seed, signed }) => {
      const channel = services.channel(query.channel);
      const salt = Buffer.from(seed).toString('hex');
      const by = { voter: services.mspId, operator: operator.id, salt };
      const { given, reason } = await drawn(channel, id, body, by);
      // Private first, public second (DESIGN section 6): a repetition finds either command consumed and goes on; on
      // another day it is another vote, which is kept in the place of the one before.
      const command = { operator: operator.id };
      const reference = {
        ...{ instructionId: id, role: given.role },
        vote: voteHash(ledgerName(channel.queries), given),
      };
      const kept = { ...command, commandId: `${commandId}-1-${given.castOn}`, body: reference };
      const transient = {
        vote: canonicalJson(given),
        ...(reason === undefined ? {} : { reason: canonicalJson(reason) }),
      };
      const shown = { ...command, commandId, name: 'ownership:castVote', body: stated(given), ...signed };
      await requireNothingElseMissing(channel.ledger, shown);
      await channel.ledger.submitPrivately({ ...kept, name: 'ownership:recordVote' }, transient);
      const { result, transactionId, block } = await services.submit(channel.ledger, shown);
      return { status: 200, body: { ...z.looseObject({}).parse(result), transactionId, block } };
    },
  });

/** A vote today on what the ballot is about, with its reason behind a salt. */
async function drawn(
  { ledger, queries }: ChannelServices,
  id: string,
  { role, decision, reason: text, validUntil, salt: given }: z.output<typeof NewVote>,
  { salt: made, ...by }: { readonly voter: string; readonly operator: string; readonly salt: string },
): Promise<{ readonly given: Vote; readonly reason: VoteReason | undefined }> {
  const ballot = z.looseObject({ isin: z.string(), terms: z.string() });
  const { isin, terms } = ballot.parse(await ledger.evaluate('ownership:ballot', id));
  const { businessDate: castOn } = queries.asOf(requireSecurity(queries, isin).calendar);
  if (castOn === null) throw ledgerProblem('NOT_BOOTSTRAPPED');
  const reason = text === undefined ? undefined : voteReason({ salt: given ?? made, text }, '/reason');
  const hash = reason === undefined ? undefined : voteReasonHash(reason);
  const said = { isin, instructionId: id, terms, role, ...by, decision, castOn, validUntil, reason: hash };
  return { given: vote(stated(said), '/vote'), reason };
}

const Position = z.looseObject({
  votes: z.looseObject({ ballot: z.looseObject({ votes: VoteList.shape.items }).optional() }).optional(),
});

const list = (services: Services): Route =>
  route({
    method: 'get',
    path: PATH,
    operationId: 'listVotes',
    refusals: [409, 422],
    summary: 'The votes on a transfer, and whether each still counts',
    tag,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their places', schema: VoteList },
    handle: async ({ params: { id }, query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const asOf = queries.asOf();
      const { votes } = Position.parse(await ledger.evaluate('ownership:position', id));
      const items = (votes?.ballot?.votes ?? []).map((each) => withOwnReason(ledger, each));
      return { status: 200, body: { asOf, instructionId: id, items: await Promise.all(items) } };
    },
  });

type ShownVote = z.output<typeof VoteList>['items'][number];

/** A vote with its reason, where this organisation has given it: nobody else has more than its hash. */
async function withOwnReason(ledger: Ledger, shown: ShownVote): Promise<ShownVote> {
  const { instructionId, role, voter, reason: hash } = shown;
  if (voter !== ledger.mspId || hash === undefined) return shown;
  try {
    const reason = voteReason(await ledger.evaluate('ownership:reason', instructionId, role), '/reason');
    // a reason that was kept for a vote which has not been cast yet is not the reason of this one
    return voteReasonHash(reason) === hash ? { ...shown, ownReason: reason.text } : shown;
  } catch (error) {
    if (error instanceof LedgerRefusal && error.code === 'VOTE_REASON_MISSING') return shown;
    throw error;
  }
}
