import { z } from 'zod';
import { freezesIn, freezesOf } from '../../read-model/freeze-queries.js';
import type { Services } from '../../services.js';
import type { Route } from '../route.js';
import { Isin, Nothing, PartyId } from '../schemas/fields.js';
import { FreezeLifting, FreezeList, NewHolderFreeze, NewSecurityFreeze, NewUnitsFreeze } from '../schemas/freeze.js';
import { stated } from '../stated.js';
import { proposalRoute } from './command-route.js';
import { restraintLists } from './restraint-lists.js';

const tag = 'Register';
const ofSecurity = z.strictObject({ isin: Isin });
const ofParty = z.strictObject({ id: PartyId });

/** Routes of freezes: of securities, of holders, of parts of holdings. */
export const freezeRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/freeze',
    operationId: 'freezeSecurity',
    summary: 'Propose to freeze a security: nobody’s units move (its issuer; regulator)',
    tag,
    params: ofSecurity,
    body: NewSecurityFreeze,
    command: 'register:freezeSecurity',
    bodyOf: ({ params: { isin }, body }) => stated({ ...body, isin }),
  }),
  proposalRoute(services, {
    path: '/v1/parties/{id}/freeze',
    operationId: 'freezeHolder',
    summary: 'Propose to freeze a holder in one security (its registrar; regulator) or in all (regulator)',
    tag,
    params: ofParty,
    body: NewHolderFreeze,
    command: 'register:freezeHolder',
    bodyOf: ({ params: { id }, body }) => stated({ ...body, holderId: id }),
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/frozen-units',
    operationId: 'freezeUnits',
    summary: 'Propose to freeze a part of a holding (registrar of the security; regulator)',
    tag,
    params: ofSecurity,
    body: NewUnitsFreeze,
    command: 'register:freezeUnits',
    bodyOf: ({ params: { isin }, body }) => stated({ ...body, isin }),
  }),
  proposalRoute(services, {
    path: '/v1/freezes/lift',
    operationId: 'liftFreeze',
    summary: 'Propose to lift a freeze, by the organisation that imposed it',
    tag,
    params: Nothing,
    body: FreezeLifting,
    command: 'register:liftFreeze',
    bodyOf: ({ body }) => stated({ ...body, imposedBy: body.imposedBy ?? services.mspId }),
  }),
  ...restraintLists(services, {
    name: 'freezes',
    description: 'One freeze of each organisation and target',
    schema: FreezeList,
    inSecurity: {
      operationId: 'listSecurityFreezes',
      summary: 'What is frozen of a security: as a whole, holders in it, parts of holdings',
      find: freezesIn,
    },
    ofHolder: {
      operationId: 'listHolderFreezes',
      summary: 'What is frozen of a holder: in all securities, in one, parts of holdings',
      find: freezesOf,
    },
  }),
];
