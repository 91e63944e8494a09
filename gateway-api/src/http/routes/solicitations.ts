import { z } from 'zod';
import type { JsonObject, Ledger } from '../../ledger/ledger.js';
import { recordedVote, solicitationOf, solicitationsIn, votesIn } from '../../read-model/solicitation-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Nothing, PageQuery } from '../schemas/fields.js';
import {
  HolderVoteList,
  HolderVoteReceipt,
  NewHolderVote,
  NewSetAside,
  NewSolicitationWithdrawal,
  SolicitationConcluded,
  SolicitationList,
  SolicitationParams,
  SolicitationReply,
  SolicitationsParams,
  SolicitationsQuery,
  VotingAccount,
  VotingAccountParams,
  VotingAccountQuery,
} from '../schemas/solicitation.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';

const tag = 'Securities';
const ALL = '/v1/securities/{isin}/solicitations';
const ONE = `${ALL}/{number}`;

const nameOf = ({ isin, number }: z.output<typeof SolicitationParams>): { isin: string; number: number } => ({
  ...{ isin, number: Number(number) },
});

/** Routes of holders who are asked about amendments. */
export const solicitationRoutes = (services: Services): readonly Route[] => [
  list(services),
  one(services),
  votes(services),
  account(services),
  vote(services),
  setAside(services),
  conclude(services),
  withdraw(services),
];

function vote(services: Services): Route {
  return commandRoute(services, {
    path: `${ONE}/votes`,
    operationId: 'voteInSolicitation',
    summary: 'Vote with the units that an account had at the end of the record date (its custodian, once)',
    tag,
    params: SolicitationParams,
    body: NewHolderVote,
    reply: { description: 'Counted', schema: HolderVoteReceipt },
    command: 'solicitation:vote',
    bodyOf: ({ params, body: { authorisation, ...act } }) =>
      stated({ act: { ...act, ...nameOf(params) }, authorisation }),
  });
}

function setAside(services: Services): Route {
  return commandRoute(services, {
    path: `${ONE}/set-aside`,
    operationId: 'setAsideUnits',
    summary: 'Put on record that units of an account are those of the issuer, and do not count (any participant)',
    tag,
    params: SolicitationParams,
    body: NewSetAside,
    reply: { description: 'Set aside', schema: HolderVoteReceipt },
    command: 'solicitation:setAside',
    bodyOf: ({ params, body }) => stated({ ...body, ...nameOf(params) }),
  });
}

function conclude(services: Services): Route {
  return commandRoute(services, {
    path: `${ONE}/conclusion`,
    operationId: 'concludeSolicitation',
    summary:
      'Count a solicitation that is over, or carry out an amendment whose day has come (any participant; the registrar’s gateway does it by itself)',
    tag,
    params: SolicitationParams,
    body: Nothing,
    reply: { description: 'How it stands now', schema: SolicitationConcluded },
    command: 'solicitation:conclude',
    bodyOf: ({ params }) => nameOf(params),
  });
}

function withdraw(services: Services): Route {
  return proposalRoute(services, {
    path: `${ONE}/withdrawal`,
    operationId: 'withdrawSolicitation',
    summary: 'Propose to ask holders no longer, before the amendment counts (issuer of the security)',
    tag,
    params: SolicitationParams,
    body: NewSolicitationWithdrawal,
    command: 'solicitation:withdraw',
    bodyOf: ({ params, body }) => ({ ...body, ...nameOf(params) }),
  });
}

function list(services: Services): Route {
  return route({
    method: 'get',
    path: ALL,
    operationId: 'listSolicitations',
    summary: 'Amendments about which the holders of a security were asked, and how that stands',
    tag,
    params: SolicitationsParams,
    query: SolicitationsQuery,
    body: Nothing,
    reply: { status: 200, description: 'The first one first', schema: SolicitationList },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const page = solicitationsIn(services.readModel.database, queries.channel, isin, query.state, askedPage(query));
      return { status: 200, body: { asOf, isin, ...page } };
    },
  });
}

/** How far needs are is told by the ledger: it knows what was outstanding at the end of the record date. */
const Standing = z.object({ total: z.string().optional(), outcomes: z.array(z.json()).optional() });

function one(services: Services): Route {
  return route({
    method: 'get',
    path: ONE,
    operationId: 'getSolicitation',
    summary: 'A solicitation: what would change, what must be reached, and how far that is',
    tag,
    params: SolicitationParams,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The solicitation', schema: SolicitationReply },
    handle: async ({ params, query }) => {
      const { queries, ledger } = services.channel(query.channel);
      const { isin, number } = nameOf(params);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const solicitation = solicitationOf(services.readModel.database, queries.channel, isin, number);
      if (solicitation === undefined) throw ledgerProblem('SOLICITATION_UNKNOWN');
      const { total, outcomes } = Standing.parse(await ledger.evaluate('solicitation:get', isin, String(number)));
      return { status: 200, body: stated({ asOf, solicitation, total, outcomes }) };
    },
  });
}

function votes(services: Services): Route {
  return route({
    method: 'get',
    path: `${ONE}/votes`,
    operationId: 'listHolderVotes',
    summary: 'Who has voted in a solicitation, and how',
    tag,
    params: SolicitationParams,
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'By account', schema: HolderVoteList },
    handle: ({ params, query }) => {
      const { queries } = services.channel(query.channel);
      const named = nameOf(params);
      const asOf = queries.asOf(requireSecurity(queries, named.isin).calendar);
      const { database } = services.readModel;
      if (solicitationOf(database, queries.channel, named.isin, named.number) === undefined) {
        throw ledgerProblem('SOLICITATION_UNKNOWN');
      }
      return { status: 200, body: { asOf, ...named, ...votesIn(database, queries.channel, named, askedPage(query)) } };
    },
  });
}

function account(services: Services): Route {
  return route({
    method: 'get',
    path: `${ONE}/accounts/{holderId}`,
    operationId: 'getVotingAccount',
    summary: 'With how many units an account votes in a solicitation, and what is on record of it',
    tag,
    params: VotingAccountParams,
    query: VotingAccountQuery,
    body: Nothing,
    reply: { status: 200, description: 'The account', schema: VotingAccount },
    handle: async ({ params: { holderId, ...params }, query }) => {
      const { ledger } = services.channel(query.channel);
      const path = [holderId, ...(query.designation?.split(',') ?? [])].join('/');
      return { status: 200, body: await accountOf(ledger, nameOf(params), path) };
    },
  });
}

const Account = z.looseObject({ vote: z.record(z.string(), z.json()).optional() });

async function accountOf(
  ledger: Ledger,
  { isin, number }: ReturnType<typeof nameOf>,
  account: string,
): Promise<JsonObject> {
  const { vote: said, ...found } = Account.parse(
    await ledger.evaluate('solicitation:account', isin, String(number), account),
  );
  return { ...(found as JsonObject), ...(said === undefined ? {} : { vote: recordedVote(said) }) };
}
