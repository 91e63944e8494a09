import { certificateNonce } from '@scrip/model';
import { CERTIFICATE_SCHEMA } from '@scrip/verify';
import { z } from 'zod';
import { ChannelQuery, field, Name, Salt } from './fields.js';

/** Query of GET /v1/certificates/{isin}/{holderId}. */
export const CertificateQuery = ChannelQuery.extend({
  nonce: field(certificateNonce, {
    description: 'Chosen at random by whoever will verify the certificate: no earlier one answers it',
    example: 'q7RkX2mZtB0vYc4LhWs9Qg',
  }),
  purpose: Name.optional().meta({
    description: 'What the holder is shown for, which is logged; absent: the certificate does not say who it is',
  }),
  format: z.enum(['json', 'pdf']).default('json').meta({
    description: 'pdf: a document that says what the certificate proves, with the certificate attached to it',
  }),
});

const bytes = z.base64();

/** Answer of GET /v1/certificates/{isin}/{holderId}: messages of Fabric in base64. */
export const OwnershipCertificate = z
  .strictObject({
    schema: z.literal(CERTIFICATE_SCHEMA),
    entry: bytes.meta({ description: 'The register entry as peers signed it: common.Envelope' }),
    transactions: z.array(bytes).meta({ description: 'How the lots came about: common.Envelope of each transaction' }),
    configuration: z.array(bytes).meta({ description: 'Every config block of the channel, in order: common.Block' }),
    head: bytes.meta({ description: 'The newest block without what is in it: which config block is the last' }),
    holder: z
      .union([z.strictObject({ name: Name, salt: Salt }), z.strictObject({ record: z.string() })])
      .optional()
      .meta({ description: 'Opens the holder’s id, or its record where that was amended' }),
  })
  .meta({ id: 'OwnershipCertificate' });
