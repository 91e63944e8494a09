import { z } from 'zod';
import { orderedMovements } from '../../read-model/ordered-movement-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import { Isin, Nothing, PageQuery } from '../schemas/fields.js';
import {
  NewAuthorisedUnits,
  NewForcedTransfer,
  NewHoldingRecovery,
  NewRegisterCorrection,
  NewRedemption,
  OrderedMovements,
} from '../schemas/register-order.js';
import { stated } from '../stated.js';
import { proposalRoute } from './command-route.js';

const params = z.strictObject({ isin: Isin });
const tag = 'Register';
const bodyOf = (given: {
  readonly params: { readonly isin: string };
  readonly body: object;
}): ReturnType<typeof stated> => stated({ ...given.body, isin: given.params.isin });

/** Routes of what moves without its holder's word, and of how many units there may be. */
export const registerOrderRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/forced-transfers',
    operationId: 'forceTransfer',
    summary:
      'Propose to transfer units on the order of a court or an authority, or by statute (regulator, or who keeps the register elsewhere)',
    tag,
    params,
    body: NewForcedTransfer,
    command: 'register:forceTransfer',
    bodyOf,
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/recoveries',
    operationId: 'recoverHolding',
    summary:
      'Propose to bring a holding to the party record that succeeds its holder’s (registrar to the same person; regulator by order or statute; who keeps the register elsewhere)',
    tag,
    params,
    body: NewHoldingRecovery,
    command: 'register:recoverHolding',
    bodyOf,
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/corrections',
    operationId: 'correctRegister',
    summary: 'Propose to correct an entry by a new one, as far as the wrong holder still has the units (registrar)',
    tag,
    params,
    body: NewRegisterCorrection,
    command: 'register:correct',
    bodyOf,
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/redemptions',
    operationId: 'redeemUnits',
    summary: 'Propose to redeem units of a holder (issuer of the security)',
    tag,
    params,
    body: NewRedemption,
    command: 'register:redeem',
    bodyOf,
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/cancellations',
    operationId: 'cancelUnits',
    summary: 'Propose to cancel units that the issuer itself holds (issuer of the security)',
    tag,
    params,
    body: NewRedemption,
    command: 'register:cancel',
    bodyOf,
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/authorised-units',
    operationId: 'changeAuthorisedUnits',
    summary: 'Propose another number of authorised units; done when issuer and registrar have asked for the same',
    tag: 'Securities',
    params,
    body: NewAuthorisedUnits,
    command: 'security:changeAuthorisedUnits',
    bodyOf,
  }),
  listOrdered(services),
];

function listOrdered(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/ordered-movements',
    operationId: 'listOrderedMovements',
    summary: 'What moved without its holder’s word: by whom, on what legal basis, shown by what document',
    tag,
    params,
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of the ledger', schema: OrderedMovements },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const page = orderedMovements(services.readModel.database, queries.channel, isin, askedPage(query));
      return { status: 200, body: { asOf, isin, ...page } };
    },
  });
}
