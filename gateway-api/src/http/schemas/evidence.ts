import { EVIDENCE_KINDS, evidenceId, LIMITS } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, ChannelQuery, field, Isin, Lei, MspId, oneOf, Sha256 } from './fields.js';

const EvidenceId = field(evidenceId, {
  description: 'Id of evidence, used once for a security',
  example: 'receipt-2026',
});

const stated = {
  evidenceId: EvidenceId,
  kind: oneOf(EVIDENCE_KINDS),
  document: Sha256.meta({ description: 'SHA-256 of the document, with a salt in it' }),
  issuer: Lei.optional().meta({ description: 'Who made the document; absent: who publishes it' }),
  issuedOn: BusinessDate,
  validUntil: BusinessDate.optional().meta({ description: 'Last day on which it holds by its own words' }),
};

/** Body of POST /v1/securities/{isin}/evidence. */
export const NewEvidence = z.strictObject(stated).meta({ id: 'NewEvidence' });

/** Answer of POST /v1/securities/{isin}/evidence/{evidenceId}/revoke. */
export const RevokedEvidence = z
  .strictObject({
    ...{ isin: Isin, evidenceId: EvidenceId, revokedOn: BusinessDate },
    ...{ transactionId: z.string(), block: z.int() },
  })
  .meta({ id: 'RevokedEvidence' });

/** Path of evidence. */
export const EvidenceParams = z.strictObject({ isin: Isin, evidenceId: EvidenceId });

const Evidence = z
  .strictObject({
    ...stated,
    isin: Isin,
    publishedBy: MspId,
    publishedOn: BusinessDate,
    revoked: z.strictObject({ by: MspId, on: BusinessDate }).optional(),
  })
  .meta({ id: 'AssetEvidence' });

const demand = {
  kind: oneOf(EVIDENCE_KINDS),
  everyMonths: z.int(),
  evidence: Evidence.optional().meta({ description: 'The newest that was shown; absent: there is none' }),
  goodUntil: BusinessDate.optional().meta({ description: 'Last business date for which it suffices' }),
  isStale: z.boolean(),
};

/** Answer of GET /v1/securities/{isin}/evidence. */
export const EvidenceReply = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    transfersSuspended: z.boolean().meta({ description: 'Whether transfers wait for evidence today' }),
    demands: z
      .array(z.strictObject(demand))
      .meta({ description: 'What the security or its ownership protocol demands to be shown' }),
    items: z.array(Evidence).meta({ description: 'All that was ever shown, the newest first' }),
  })
  .meta({ id: 'EvidenceReply' });

/** Query of GET /v1/evidence/due. */
export const EvidenceDueQuery = ChannelQuery.extend({
  within: z
    .string()
    .regex(/^(0|[1-9][0-9]{0,3})$/, `must be calendar days, at most ${LIMITS.evidenceDueDaysMax}`)
    .optional()
    .meta({ description: 'Calendar days ahead; absent: 30' }),
});

/** Answer of GET /v1/evidence/due. */
export const EvidenceDue = z
  .strictObject({ asOf: AsOf, days: z.int(), items: z.array(z.strictObject({ isin: Isin, ...demand })) })
  .meta({ id: 'EvidenceDue' });
