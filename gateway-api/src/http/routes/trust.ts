import { claimRules } from '@scrip/model';
import { z } from 'zod';
import type { Services } from '../../services.js';
import { requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import { Requirements, Trust, TrustEnding, TrustList, TrustReceipt } from '../schemas/claim.js';
import { ChannelQuery, Isin, Nothing } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';

/** Routes of trust in claim issuers, and of what securities ask for. */
export const trustRoutes = (services: Services): readonly Route[] => [
  adoptTrust(services),
  endTrust(services),
  listTrust(services),
  requirementsOf(services),
];

const adoptTrust = (services: Services): Route =>
  proposalRoute(services, {
    path: '/v1/trust',
    operationId: 'adoptTrust',
    summary:
      'Propose whose claims of a type count, and what they decide: for the network (regulator), for a security (issuer)',
    tag: 'Claims',
    params: Nothing,
    body: Trust,
    command: 'trust:adopt',
    bodyOf: ({ body }) => stated(body),
  });

const endTrust = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/trust/end',
    operationId: 'endTrust',
    summary: 'End the trust in one claim issuer; what would allow more than before is proposed as a trust',
    tag: 'Claims',
    params: Nothing,
    body: TrustEnding,
    reply: { description: 'Ended', schema: TrustReceipt },
    command: 'trust:end',
    bodyOf: ({ body }) => stated(body),
  });

function listTrust(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/trust',
    operationId: 'listTrust',
    summary: 'Whose claims count, for each type, on the network or at one security',
    tag: 'Claims',
    params: Nothing,
    query: ChannelQuery.extend({ isin: Isin.optional() }),
    body: Nothing,
    reply: { status: 200, description: 'In the order of types', schema: TrustList },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      return { status: 200, body: { asOf: queries.asOf(), items: queries.claims.trusts(query.isin) } };
    },
  });
}

function requirementsOf(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/requirements',
    operationId: 'getRequirements',
    summary: 'The claims that movements of a security need or are forbidden by, those of the network included',
    tag: 'Claims',
    params: z.strictObject({ isin: Isin }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The rules', schema: Requirements },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const security = requireSecurity(queries, isin);
      const rules = claimRules({ network: queries.claims.trusts(), security: queries.claims.trusts(isin) });
      return { status: 200, body: { asOf: queries.asOf(security.calendar), isin, rules } };
    },
  });
}
