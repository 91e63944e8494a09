import { z } from 'zod';
import type { SecurityRow } from '../../read-model/queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { locationOf } from '../location.js';
import { Products } from '../products.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Isin, Nothing, PageQuery } from '../schemas/fields.js';
import {
  NewAmendment,
  NewDeactivation,
  NewIssuance,
  NewSecurity,
  RegisteredSecurity,
  SecurityList,
  SecurityReply,
} from '../schemas/security.js';
import { stated } from '../stated.js';
import { proposalRoute } from './command-route.js';

/** Routes of securities and their issues. */
export function securityRoutes(services: Services): readonly Route[] {
  const products = new Products(services);
  return [
    registerSecurity(services),
    listSecurities(services, products),
    getSecurity(services, products),
    issue(services),
    amend(services),
    deactivate(services),
  ];
}

const SECURITY_PATH = '/v1/securities/{isin}';

/** What the ledger answers. */
const Registered = z.object({ isin: z.string() });

const show = (products: Products, channel: string, row: SecurityRow): object => ({
  ...{ ...row.facts, issuedUnits: row.issued, product: products.of(channel, row) },
});

function registerSecurity(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/securities',
    operationId: 'registerSecurity',
    summary: 'Register a security by its definition (its issuer)',
    tag: 'Securities',
    params: Nothing,
    query: ChannelQuery,
    body: NewSecurity,
    reply: { status: 201, location: SECURITY_PATH, description: 'Registered', schema: RegisteredSecurity },
    handle: async ({ query, body: placement, operator, commandId }) => {
      const { ledger } = services.channel(query.channel);
      const command = {
        name: 'security:register',
        commandId,
        operator: operator.id,
        body: stated(placement),
      };
      const { result, transactionId, block } = await services.submit(ledger, command);
      const { isin } = Registered.parse(result);
      return {
        status: 201,
        headers: locationOf(SECURITY_PATH, { isin }, ledger.channel),
        body: { isin, channel: ledger.channel, transactionId, block },
      };
    },
  });
}

function amend(services: Services): Route {
  return proposalRoute(services, {
    path: '/v1/securities/{isin}/amendment',
    operationId: 'amendSecurity',
    summary: 'Propose that a later version of its definition takes the place of the present one (issuer and registrar)',
    tag: 'Securities',
    params: z.strictObject({ isin: Isin }),
    body: NewAmendment,
    command: 'security:amend',
    bodyOf: ({ params: { isin }, body }) => stated({ ...body, isin }),
  });
}

function deactivate(services: Services): Route {
  return proposalRoute(services, {
    path: '/v1/securities/{isin}/deactivation',
    operationId: 'deactivateSecurity',
    summary: 'Propose to end a security for good, once nobody has units of it (its issuer, or a regulator)',
    tag: 'Securities',
    params: z.strictObject({ isin: Isin }),
    body: NewDeactivation,
    command: 'security:deactivate',
    bodyOf: ({ params: { isin }, body }) => stated({ ...body, isin }),
  });
}

function listSecurities(services: Services, products: Products): Route {
  return route({
    method: 'get',
    path: '/v1/securities',
    operationId: 'listSecurities',
    summary: 'Securities of a channel',
    tag: 'Securities',
    params: Nothing,
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'Securities in the order of their ISINs', schema: SecurityList },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      const page = queries.securities(askedPage(query));
      const items = page.items.map((each) => show(products, queries.channel, each));
      return { status: 200, body: { asOf: queries.asOf(), ...page, items } };
    },
  });
}

function getSecurity(services: Services, products: Products): Route {
  return route({
    method: 'get',
    path: SECURITY_PATH,
    operationId: 'getSecurity',
    summary: 'A security and the units outstanding; its terms are in the term sheet of its definition',
    tag: 'Securities',
    params: z.strictObject({ isin: Isin }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The security', schema: SecurityReply },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const security = requireSecurity(queries, isin);
      const shown = show(products, queries.channel, security);
      return { status: 200, body: { asOf: queries.asOf(security.calendar), security: shown } };
    },
  });
}

function issue(services: Services): Route {
  return proposalRoute(services, {
    path: '/v1/securities/{isin}/issuances',
    operationId: 'issue',
    summary: 'Propose to issue units to holders, each allocation as one lot (issuer of the security)',
    tag: 'Securities',
    params: z.strictObject({ isin: Isin }),
    body: NewIssuance,
    command: 'register:issue',
    bodyOf: ({ params: { isin }, body: { allocations } }) => stated({ isin, allocations }),
  });
}
