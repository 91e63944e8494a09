import { canonicalJson, sha256Hex, standingVote, standingVoteText } from '@scrip/model';
import { z } from 'zod';
import type { Services } from '../../services.js';
import { requireSecurity } from '../known.js';
import { ledgerName } from '../ledger-name.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Isin, Nothing } from '../schemas/fields.js';
import { VotingRole } from '../schemas/title.js';
import { NewStandingVote, StandingVoteEnd, StandingVoteList } from '../schemas/vote.js';
import { stated } from '../stated.js';
import { requireNothingElseMissing } from '../unkept.js';
import { commandRoute, proposalRoute } from './command-route.js';

const tag = 'Ownership';
const PATH = '/v1/securities/{isin}/standing-votes';
const params = z.strictObject({ isin: Isin });

/** Routes of standing votes. */
export const standingVoteRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: PATH,
    operationId: 'giveStandingVote',
    summary: 'Propose that this organisation lets the transfers of a security pass from its place, without looking',
    tag,
    params,
    body: NewStandingVote,
    command: 'ownership:giveStandingVote',
    bodyOf: async ({ params: { isin }, body: asked, channel: { ledger, queries }, operator, commandId }) => {
      const { businessDate: today } = queries.asOf(requireSecurity(queries, isin).calendar);
      const validFrom = asked.validFrom ?? today;
      if (validFrom === null) throw ledgerProblem('NOT_BOOTSTRAPPED');
      const body = stated({ ...asked, isin, voter: services.mspId, validFrom });
      const given = standingVote(body, '/body');
      await requireNothingElseMissing(ledger, { name: 'ownership:giveStandingVote', commandId, operator, body });
      const standing = sha256Hex(standingVoteText(ledgerName(queries), given));
      const reference = { isin, role: given.role, standing };
      const command = { name: 'ownership:recordStandingVote', commandId: `${commandId}-1-${validFrom}`, operator };
      await ledger.submitPrivately({ ...command, body: reference }, { standing: canonicalJson(given) });
      return body;
    },
  }),
  route({
    method: 'get',
    path: PATH,
    operationId: 'listStandingVotes',
    refusals: [409, 422],
    summary: 'The standing votes on transfers of a security',
    tag,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of places and organisations', schema: StandingVoteList },
    handle: async ({ params: { isin }, query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const items = z.array(z.json()).parse(await ledger.evaluate('ownership:standingVotes', isin));
      return { status: 200, body: { asOf, items } };
    },
  }),
  commandRoute(services, {
    path: `${PATH}/{role}/end`,
    operationId: 'endStandingVote',
    summary: 'End a standing vote of this organisation; it counts for nothing that settles afterwards',
    tag,
    roles: ['maker', 'checker', 'administrator'],
    params: params.extend({ role: VotingRole }),
    body: Nothing,
    reply: { description: 'Ended', schema: StandingVoteEnd },
    command: 'ownership:endStandingVote',
    bodyOf: ({ params: asked }) => asked,
  }),
];
