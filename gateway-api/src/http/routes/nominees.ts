import { z } from 'zod';
import { heldFor, subAccountsOf, unitsIn } from '../../read-model/sub-account-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireCustodian, requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import { Isin, Nothing, PageQuery, PartyId } from '../schemas/fields.js';
import { BeneficialHoldings, NewHoldingCapacity, SubAccountList } from '../schemas/nominee.js';
import { proposalRoute } from './command-route.js';

const params = z.strictObject({ id: PartyId });
const tag = 'Parties';

/** Routes of those who hold for others, and of those for whom they hold. */
export const nomineeRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/parties/{id}/holding-capacity',
    operationId: 'declareHoldingCapacity',
    summary: 'Propose in which capacity a party holds: as nominee for others, or for itself (its custodian; regulator)',
    tag,
    params,
    body: NewHoldingCapacity,
    command: 'party:declareCapacity',
    bodyOf: ({ params: { id: partyId }, body }) => ({ ...body, partyId }),
  }),
  subAccounts(services),
  beneficialHoldings(services),
];

function subAccounts(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties/{id}/sub-accounts/{isin}',
    operationId: 'listSubAccounts',
    summary: 'For whom a nominee holds how much of a security, and what of it is allocated to nobody',
    tag,
    params: params.extend({ isin: Isin }),
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'Sub-accounts in the order of their chains', schema: SubAccountList },
    handle: ({ params: { id: holderId, isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const { database } = services.readModel;
      requireCustodian(queries, holderId);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const total = unitsIn(database, queries.channel, isin, holderId);
      const page = subAccountsOf(database, queries.channel, isin, holderId, askedPage(query));
      return { status: 200, body: { asOf, isin, holderId, ...total, ...page } };
    },
  });
}

function beneficialHoldings(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties/{id}/beneficial-holdings',
    operationId: 'listBeneficialHoldings',
    summary: 'What nominees hold for a party, and through whom; what it holds itself is in its holdings',
    tag,
    params,
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'Positions in the order of ISINs', schema: BeneficialHoldings },
    handle: ({ params: { id: ownerId }, query }) => {
      const { queries } = services.channel(query.channel);
      requireCustodian(queries, ownerId);
      const page = heldFor(services.readModel.database, queries.channel, ownerId, askedPage(query));
      return { status: 200, body: { asOf: queries.asOf(), ownerId, ...page } };
    },
  });
}
