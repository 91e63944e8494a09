import { claimDetails } from '@scrip/model';
import { z } from 'zod';
import type { Services } from '../../services.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ClaimDetailsReply, ClaimId, ClaimReceipt } from '../schemas/claim.js';
import { ChannelQuery, Name, Nothing } from '../schemas/fields.js';
import { DATA_HANDLERS } from './personal-records.js';

const params = z.strictObject({ id: ClaimId });

/** Routes of what stands behind claims, which only the claim issuer has. */
export const claimDetailRoutes = (services: Services): readonly Route[] => [
  readDetails(services),
  eraseDetails(services),
];

function readDetails(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/claims/{id}/details',
    operationId: 'getClaimDetails',
    refusals: [409, 422],
    roles: DATA_HANDLERS,
    summary: 'What stands behind a claim of this organisation; every reading is logged with its purpose',
    tag: 'Personal data',
    params,
    query: ChannelQuery.extend({ purpose: Name.meta({ description: 'What the data are read for' }) }),
    body: Nothing,
    reply: { status: 200, description: 'The details', schema: ClaimDetailsReply },
    handle: async ({ params: { id }, query, operator }) => {
      const { ledger, queries } = services.channel(query.channel);
      const subject = queries.claims.subject(id);
      if (subject === undefined) throw ledgerProblem('CLAIM_UNKNOWN');
      await services.accessLog.enter(ledger.channel, subject, { operator: operator.id, purpose: query.purpose });
      const { findings, documents, retention } = claimDetails(await ledger.evaluate('claim:details', id), '');
      return { status: 200, body: { claimId: id, details: { findings, documents, retention } } };
    },
  });
}

function eraseDetails(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/claims/{id}/details/erasure',
    operationId: 'eraseClaimDetails',
    summary: 'Erase what stands behind a claim, once its retention period has begun; the claim goes on',
    tag: 'Personal data',
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'Erased', schema: ClaimReceipt },
    handle: async ({ params: { id }, query, operator, commandId }) => {
      const { ledger } = services.channel(query.channel);
      const command = { name: 'claim:purgeDetails', commandId, operator: operator.id, body: { claimId: id } };
      const { transactionId, block } = await ledger.submitPrivately(command, {});
      return { status: 200, body: { claimId: id, transactionId, block } };
    },
  });
}
