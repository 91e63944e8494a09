import { VerificationError, type Certificate } from '@scrip/verify';
import { z } from 'zod';
import { certificateOf, openingOf } from '../../certificates/ownership-certificate.js';
import type { Services } from '../../services.js';
import { requireCustodian, requireSecurity } from '../known.js';
import { Problem } from '../problem.js';
import { route, type Reply, type Route } from '../route.js';
import { CertificateQuery, OwnershipCertificate } from '../schemas/certificate.js';
import { Isin, Nothing, PartyId } from '../schemas/fields.js';
import { VERIFIER_PATH } from '../open-page.js';
import { DATA_HANDLERS } from './personal-records.js';

/** Digits of its fingerprint in the name of a file: enough to tell certificates apart. */
const DIGITS_OF_NAME = 12;

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
    alsoAs: ['application/pdf'],
    reply: { status: 200, description: 'The certificate', schema: OwnershipCertificate },
    handle: async ({ params: { isin, holderId }, query: { channel, nonce, purpose, format }, operator }) => {
      const { ledger, queries } = services.channel(channel);
      requireSecurity(queries, isin);
      requireCustodian(queries, holderId);
      const asked = { isin, holderId, nonce };
      const isNamed = purpose !== undefined;
      if (isNamed) await services.accessLog.enter(ledger.channel, holderId, { operator: operator.id, purpose });
      const opening = isNamed ? await openingOf(ledger, holderId) : undefined;
      const certificate = await certificateOf(ledger, asked, opening);
      return format === 'json' ? { status: 200, body: certificate } : printed(services, certificate);
    },
  });

/** The PDF form, if the certificate proves anything. @throws {Problem} CERTIFICATE_NOT_PROVEN */
async function printed({ publicUrl }: Services, certificate: Certificate): Promise<Reply> {
  try {
    // loaded by the first who asks: fonts and typesetting are much of a gateway's code, and most never print
    const { certificatePdf } = await import('@scrip/gateway-api/certificate-pdf');
    const { bytes, fingerprint } = await certificatePdf(JSON.stringify(certificate), `${publicUrl}${VERIFIER_PATH}`);
    const name = `certificate-${fingerprint.slice(0, DIGITS_OF_NAME)}.pdf`;
    return { status: 200, body: undefined, file: { type: 'application/pdf', name, bytes } };
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw Problem.of('CERTIFICATE_NOT_PROVEN', { detail: `${error.check}: ${error.message}`, cause: error });
  }
}
