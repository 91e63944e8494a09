import { z } from 'zod';
import type { JsonObject } from '../../ledger/ledger.js';
import { encumbrancesIn, encumbrancesOf } from '../../read-model/encumbrance-queries.js';
import type { Services } from '../../services.js';
import type { Route } from '../route.js';
import { EncumbranceList, NewEncumbrance, NewRelease } from '../schemas/encumbrance.js';
import { Isin } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { proposalRoute } from './command-route.js';
import { restraintLists } from './restraint-lists.js';

const tag = 'Register';
const params = z.strictObject({ isin: Isin });

/** The act of a party as it was signed, with its signatures. */
const actOf = (
  isin: string,
  { authorisation, ...act }: z.output<typeof NewEncumbrance | typeof NewRelease>,
): JsonObject => stated({ act: { ...act, isin }, authorisation });

/** Routes of locks and pledges. */
export const encumbranceRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/locks',
    operationId: 'lockUnits',
    summary: 'Propose to lock units by their holder’s word, until a day or a release (custodian of the holder)',
    tag,
    params,
    body: NewEncumbrance,
    command: 'register:lockUnits',
    bodyOf: ({ params: { isin }, body }) => actOf(isin, body),
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/pledges',
    operationId: 'pledgeUnits',
    summary: 'Propose to pledge units by their holder’s word (custodian of the holder)',
    tag,
    params,
    body: NewEncumbrance,
    command: 'register:pledgeUnits',
    bodyOf: ({ params: { isin }, body }) => actOf(isin, body),
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/releases',
    operationId: 'releaseUnits',
    summary: 'Propose to release locked or pledged units by the beneficiary’s word (custodian of the beneficiary)',
    tag,
    params,
    body: NewRelease,
    command: 'register:releaseUnits',
    bodyOf: ({ params: { isin }, body }) => actOf(isin, body),
  }),
  ...restraintLists(services, {
    name: 'encumbrances',
    description: 'Locks and pledges, those that are over too',
    schema: EncumbranceList,
    inSecurity: {
      operationId: 'listSecurityEncumbrances',
      summary: 'Which units of a security are locked or pledged',
      find: encumbrancesIn,
    },
    ofHolder: {
      operationId: 'listHolderEncumbrances',
      summary: 'Which units of a holder are locked or pledged',
      find: encumbrancesOf,
    },
  }),
];
