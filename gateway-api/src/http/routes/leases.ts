import { z } from 'zod';
import { leasesOf } from '../../read-model/lease-queries.js';
import type { Services } from '../../services.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, MspId, Nothing } from '../schemas/fields.js';
import { LeaseList, LeaseReceipt, LeaseTaking } from '../schemas/lease.js';
import { commandRoute } from './command-route.js';

/** Routes of the leases of settling agents. */
export const leaseRoutes = (services: Services): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/settlement-leases',
    operationId: 'listSettlementLeases',
    summary: 'Who settles for each registrar',
    tag: 'Instructions',
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of the registrars', schema: LeaseList },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      const items = leasesOf(services.readModel.database, queries.channel);
      return { status: 200, body: { asOf: queries.asOf(), items } };
    },
  }),
  commandRoute(services, {
    path: '/v1/settlement-leases/{registrar}',
    operationId: 'takeSettlementLease',
    summary: 'Take the settlement for a registrar over, in the state in which it was seen idle',
    tag: 'Instructions',
    params: z.strictObject({ registrar: MspId }),
    body: LeaseTaking,
    reply: { description: 'Taken', schema: LeaseReceipt },
    command: 'settlement:takeLease',
    bodyOf: ({ params: { registrar }, body: { seenVersion } }) => ({ registrar, seenVersion }),
  }),
];
