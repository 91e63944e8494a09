import { statusBytes } from '@scrip/model';
import { deflateSync } from 'node:zlib';
import { z } from 'zod';
import type { Services } from '../../services.js';
import { route, type Route } from '../route.js';
import { StatusListReply } from '../schemas/claim.js';
import { ChannelQuery, MspId, Nothing } from '../schemas/fields.js';

/** Routes of the status lists by which claims are checked away from the ledger. */
export const statusListRoutes = (services: Services): readonly Route[] => [statusListOf(services)];

function statusListOf(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/status-lists/{mspId}',
    operationId: 'getStatusList',
    summary: 'The revoked claims of a claim issuer, as the status_list of a Status List Token to be signed by it',
    tag: 'Claims',
    params: z.strictObject({ mspId: MspId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The status list', schema: StatusListReply },
    handle: ({ params: { mspId }, query }) => {
      const { queries } = services.channel(query.channel);
      const bytes = statusBytes(queries.claims.revoked(mspId));
      const lst = deflateSync(bytes, { level: 9 }).toString('base64url');
      return { status: 200, body: { asOf: queries.asOf(), issuer: mspId, status_list: { bits: 1, lst } } };
    },
  });
}
