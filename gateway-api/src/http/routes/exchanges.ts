import { canonicalJson } from '@scrip/model';
import { z } from 'zod';
import { exchangesOf } from '../../read-model/exchange-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import { ExchangeList, ExchangeVerdict, ExchangeVerdictQuery, NewExchange } from '../schemas/exchange.js';
import { Isin, Nothing, PageQuery } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { proposalRoute } from './command-route.js';

const params = z.strictObject({ isin: Isin });
const tag = 'Register';

/** Routes of exchanges between securities of one issuer. */
export const exchangeRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/exchanges',
    operationId: 'exchangeUnits',
    summary:
      'Propose to exchange units for those of another security, by their holder’s word (custodian of the holder)',
    tag,
    params,
    body: NewExchange,
    command: 'register:exchange',
    bodyOf: ({ params: { isin }, body: { authorisation, ...asked } }) =>
      stated({ act: { ...asked, isin }, authorisation }),
  }),
  verdict(services),
  list(services),
];

function verdict(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/exchange-verdict',
    operationId: 'getExchangeVerdict',
    summary: 'What every rule of both securities says to an exchange now',
    tag,
    params,
    query: ExchangeVerdictQuery,
    body: Nothing,
    refusals: [422],
    reply: { status: 200, description: 'The judgement of every rule', schema: ExchangeVerdict },
    handle: async ({ params: { isin }, query: { channel, designation, ...asked } }) => {
      const { ledger, queries } = services.channel(channel);
      const chain = designation === undefined ? {} : { designation: designation.split(',') };
      const request = canonicalJson({ ...asked, ...chain, isin, exchangeId: 'dry-run' });
      const said = (await ledger.evaluate('register:dryRunExchange', request)) as object;
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      return { status: 200, body: { asOf, isin, intoIsin: asked.intoIsin, ...said } };
    },
  });
}

function list(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/exchanges',
    operationId: 'listExchanges',
    summary: 'Exchanges out of a security and into it: what was given, what was got',
    tag,
    params,
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of the ledger', schema: ExchangeList },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const page = exchangesOf(services.readModel.database, queries.channel, isin, askedPage(query));
      return { status: 200, body: { asOf, ...page } };
    },
  });
}
