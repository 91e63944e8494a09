import { z } from 'zod';
import type { JsonObject } from '../../ledger/ledger.js';
import { encumbrancesIn, encumbrancesOf } from '../../read-model/encumbrance-queries.js';
import type { Services } from '../../services.js';
import { ranked } from '../ranked.js';
import type { Route } from '../route.js';
import {
  AttachmentLifting,
  EncumbranceList,
  NewAttachment,
  NewEncumbrance,
  NewEnforcement,
  NewRelease,
  NewSubordination,
} from '../schemas/encumbrance.js';
import { Isin } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { proposalRoute } from './command-route.js';
import { restraintLists } from './restraint-lists.js';

const tag = 'Register';
const params = z.strictObject({ isin: Isin });

type Given<Body> = { readonly params: { readonly isin: string }; readonly body: Body };

/** The act of a party as it was signed, with its signatures. */
const actOf = ({
  params: { isin },
  body: { authorisation, ...act },
}: Given<
  z.output<typeof NewEncumbrance | typeof NewRelease | typeof NewSubordination | typeof NewEnforcement>
>): JsonObject => stated({ act: { ...act, isin }, authorisation });

const orderOf = ({ params: { isin }, body }: Given<object>): JsonObject => stated({ ...body, isin });

/** Routes of rights of others in units of a holder. */
export const encumbranceRoutes = (services: Services): readonly Route[] => [
  ...byPartiesRoutes(services),
  ...byOrderRoutes(services),
  ...restraintLists(services, {
    name: 'encumbrances',
    description: 'Encumbrances by the units on which they lie and by rank, those that are over too',
    schema: EncumbranceList,
    show: ranked,
    inSecurity: {
      operationId: 'listSecurityEncumbrances',
      summary: 'Which units of a security are encumbered, for whom and in which rank',
      find: encumbrancesIn,
    },
    ofHolder: {
      operationId: 'listHolderEncumbrances',
      summary: 'Which units of a holder are encumbered, for whom and in which rank',
      find: encumbrancesOf,
    },
  }),
];

const byPartiesRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/encumbrances',
    operationId: 'encumberUnits',
    summary: 'Propose a lock, pledge, lien or usufruct of units by their holder’s word (custodian of the holder)',
    ...{ tag, params },
    body: NewEncumbrance,
    command: 'register:encumber',
    bodyOf: actOf,
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/releases',
    operationId: 'releaseUnits',
    summary: 'Propose to release encumbered units by the beneficiary’s word (custodian of the beneficiary)',
    ...{ tag, params },
    body: NewRelease,
    command: 'register:releaseUnits',
    bodyOf: actOf,
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/subordinations',
    operationId: 'subordinate',
    summary: 'Propose that an encumbrance steps behind another one, by its beneficiary’s word (its custodian)',
    ...{ tag, params },
    body: NewSubordination,
    command: 'register:subordinate',
    bodyOf: actOf,
  }),
];

const byOrderRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/attachments',
    operationId: 'attachUnits',
    summary: 'Propose to attach units for a creditor by order (registrar of the security; regulator)',
    ...{ tag, params },
    body: NewAttachment,
    command: 'register:attachUnits',
    bodyOf: orderOf,
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/attachments/lift',
    operationId: 'liftAttachment',
    summary: 'Propose to lift an attachment, by the organisation that entered it',
    ...{ tag, params },
    body: AttachmentLifting,
    command: 'register:liftAttachment',
    bodyOf: orderOf,
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/enforcements',
    operationId: 'enforce',
    summary:
      'Propose to satisfy a pledgee or a lienor out of the units (registrar of the security; regulator by order or statute; who keeps the register elsewhere)',
    ...{ tag, params },
    body: NewEnforcement,
    command: 'register:enforce',
    bodyOf: actOf,
  }),
];
