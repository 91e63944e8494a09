import { z } from 'zod';
import { certificateOf, openingOf } from '../../certificates/ownership-certificate.js';
import type { Services } from '../../services.js';
import { requireCustodian, requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import { CertificateQuery, OwnershipCertificate } from '../schemas/certificate.js';
import { Isin, Nothing, PartyId } from '../schemas/fields.js';
import { DATA_HANDLERS } from './personal-records.js';

/** Routes of ownership certificates. */
export const certificateRoutes = (services: Services): readonly Route[] => [ownershipCertificate(services)];

const ownershipCertificate = (services: Services): Route =>
  route({
    method: 'get',
    path: '/v1/certificates/{isin}/{holderId}',
    operationId: 'getOwnershipCertificate',
    summary: 'What a holder has of a security, signed by a majority of members, to be verified without a network',
    tag: 'Register',
    roles: DATA_HANDLERS,
    params: z.strictObject({ isin: Isin, holderId: PartyId }),
    query: CertificateQuery,
    body: Nothing,
    refusals: [409, 422],
    reply: { status: 200, description: 'The certificate', schema: OwnershipCertificate },
    handle: async ({ params: { isin, holderId }, query: { channel, nonce, purpose }, operator }) => {
      const { ledger, queries } = services.channel(channel);
      requireSecurity(queries, isin);
      requireCustodian(queries, holderId);
      const asked = { isin, holderId, nonce };
      if (purpose === undefined) return { status: 200, body: await certificateOf(ledger, asked) };
      await services.accessLog.enter(ledger.channel, holderId, { operator: operator.id, purpose });
      return { status: 200, body: await certificateOf(ledger, asked, await openingOf(ledger, holderId)) };
    },
  });
