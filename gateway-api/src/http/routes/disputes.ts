import { z } from 'zod';
import { disputeOf, disputesIn } from '../../read-model/dispute-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import {
  DisputeAgreed,
  DisputeList,
  DisputeParams,
  DisputeReply,
  DisputesQuery,
  DisputeWithdrawn,
  NewDispute,
  NewDisputeAgreement,
  NewDisputeDecision,
} from '../schemas/dispute.js';
import { ChannelQuery, Isin, Nothing } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';

const params = z.strictObject({ isin: Isin });
const tag = 'Register';
const PATH = '/v1/securities/{isin}/disputes/{disputeId}';

/** Routes of disputes over transfers that are final. */
export const disputeRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/disputes',
    operationId: 'raiseDispute',
    summary:
      'Propose to object to a transfer that is final: what the receiver still has of it is frozen (who has a part in it)',
    tag,
    params,
    body: NewDispute,
    command: 'dispute:raise',
    bodyOf: ({ params: { isin }, body: { authorisation, ...act } }) => stated({ act: { ...act, isin }, authorisation }),
  }),
  commandRoute(services, {
    path: `${PATH}/agreements`,
    operationId: 'agreeToDecision',
    summary: 'State which decision a party of the transfer wants (its custodian, or with its signature)',
    tag,
    params: DisputeParams,
    body: NewDisputeAgreement,
    reply: { description: 'Stated', schema: DisputeAgreed },
    command: 'dispute:agree',
    bodyOf: ({ params: named, body: { authorisation, ...act } }) =>
      stated({ act: { ...act, ...named }, authorisation }),
  }),
  proposalRoute(services, {
    path: `${PATH}/decisions`,
    operationId: 'decideDispute',
    summary: 'Propose to decide a dispute (registrar, where both parties want it; regulator)',
    tag,
    params: DisputeParams,
    body: NewDisputeDecision,
    command: 'dispute:decide',
    bodyOf: ({ params: named, body }) => stated({ ...body, ...named }),
  }),
  commandRoute(services, {
    path: `${PATH}/withdraw`,
    operationId: 'withdrawDispute',
    summary: 'Take an objection back: the units are free (who raised it)',
    tag,
    params: DisputeParams,
    body: Nothing,
    reply: { description: 'Taken back', schema: DisputeWithdrawn },
    command: 'dispute:withdraw',
    bodyOf: ({ params: named }) => ({ ...named }),
  }),
  list(services),
  one(services),
];

function list(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/disputes',
    operationId: 'listDisputes',
    summary: 'Disputes over transfers of a security: who objected, why, and how it ended',
    tag,
    params,
    query: DisputesQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their ids', schema: DisputeList },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const { state, holder } = query;
      const page = disputesIn(services.readModel.database, queries.channel, isin, { state, holder }, askedPage(query));
      return { status: 200, body: { asOf, isin, ...page } };
    },
  });
}

function one(services: Services): Route {
  return route({
    method: 'get',
    path: PATH,
    operationId: 'getDispute',
    summary: 'A dispute over a transfer',
    tag,
    params: DisputeParams,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The dispute', schema: DisputeReply },
    handle: ({ params: { isin, disputeId }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const dispute = disputeOf(services.readModel.database, queries.channel, isin, disputeId);
      if (dispute === undefined) throw ledgerProblem('DISPUTE_UNKNOWN');
      return { status: 200, body: { asOf, dispute } };
    },
  });
}
