import { CLAIM_EFFECTS, CLAIM_SIDES, CLAIM_STATUSES, claimId, claimType, claimValue, LIMITS, text } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, field, Isin, MspId, oneOf, PartyId, Sha256, receipt } from './fields.js';
import { Retention } from './party.js';

/** Id of a claim. */
export const ClaimId = field(claimId, {
  description: 'Id of a claim: the SHA-256 of its text',
  example: '0'.repeat(64),
  pattern: '^[0-9a-f]{64}$',
});

/** Type of a claim. */
export const ClaimType = field(claimType, { description: 'What a claim is about', example: 'accredited-investor' });

const ClaimValue = field(claimValue, {
  description: 'A code that goes with the type, in capital letters; never personal',
  example: 'FR',
});
const Findings = field(text(LIMITS.claimFindingsCharactersMax), {
  description: 'What was found; stays in this organisation’s private collection',
  example: 'Identity card seen, source of funds plausible',
});
const GraceDays = z
  .int()
  .min(0)
  .max(LIMITS.claimGraceDaysMax)
  .meta({ description: 'Calendar days after the last one in which the claim still counts' });

const content = {
  subject: PartyId,
  type: ClaimType,
  securities: z
    .array(Isin)
    .min(1)
    .max(LIMITS.securitiesPerClaimMax)
    .optional()
    .meta({ description: 'The securities for which it counts; all of the channel if absent' }),
  value: ClaimValue.optional(),
  validFrom: BusinessDate,
  validUntil: BusinessDate,
};

/** Body of POST /v1/claims: this organisation is the claim issuer. */
export const NewClaim = z
  .strictObject({
    ...content,
    graceDays: GraceDays.optional().meta({ description: '0 if absent' }),
    details: z.strictObject({
      findings: Findings,
      documents: z.array(Sha256).max(LIMITS.documentsPerClaimMax).optional(),
      retention: Retention,
    }),
  })
  .refine(({ validFrom, validUntil }) => validFrom <= validUntil, {
    path: ['validUntil'],
    message: 'must not be before validFrom',
  })
  .refine(({ securities = [] }) => new Set(securities).size === securities.length, {
    path: ['securities'],
    message: 'must name each security once',
  })
  .meta({ id: 'NewClaim' });

/** A claim that was published. */
export const ClaimReceipt = z.strictObject({ claimId: ClaimId, ...receipt }).meta({ id: 'ClaimReceipt' });

/** Answer of POST /v1/claims/{id}/revocation. */
export const ClaimRevocation = z
  .strictObject({
    claimId: ClaimId,
    announced: z.boolean().meta({ description: 'Whether the channel was told; it counts either way' }),
    ...receipt,
  })
  .meta({ id: 'ClaimRevocation' });

/** A claim as the channel sees it, with what it is worth. */
export const Claim = z
  .strictObject({
    claimId: ClaimId,
    issuer: MspId,
    ...content,
    graceDays: GraceDays,
    detailsHash: Sha256,
    salt: z.string(),
    publishedOn: BusinessDate,
    revokedOn: BusinessDate.optional().meta({ description: 'When the channel was told of the revocation' }),
    status: z.enum(CLAIM_STATUSES),
  })
  .meta({ id: 'Claim' });

/** Answer of GET /v1/claims/{id}. */
export const ClaimReply = z.strictObject({ asOf: AsOf, claim: Claim }).meta({ id: 'ClaimReply' });

/** Answer of GET /v1/parties/{id}/claims. */
export const ClaimList = z
  .strictObject({
    asOf: AsOf.meta({ description: 'The claims are at least as new as this block: they are asked of the peer itself' }),
    subject: PartyId,
    businessDate: BusinessDate,
    claims: z.array(Claim),
  })
  .meta({ id: 'ClaimList' });

/** Answer of GET /v1/claims/{id}/details. */
export const ClaimDetailsReply = z
  .strictObject({
    claimId: ClaimId,
    details: z.strictObject({ findings: Findings, documents: z.array(Sha256), retention: Retention }),
  })
  .meta({ id: 'ClaimDetails' });

const trustEnd = {
  lastDay: BusinessDate,
  honoursEarlier: z.boolean().meta({ description: 'Whether claims published until then go on to count' }),
};

const TrustedIssuers = z
  .array(
    z.strictObject({
      mspId: MspId,
      from: BusinessDate,
      end: z.strictObject(trustEnd).optional(),
    }),
  )
  .min(1)
  .max(LIMITS.participantsMax);

const effect = z
  .enum(CLAIM_EFFECTS)
  .meta({ description: 'Whether a movement needs such a claim, or is forbidden by it' });

/** Body of POST /v1/trust; GET /v1/trust lists what was adopted. */
export const Trust = z
  .strictObject({
    isin: Isin.optional().meta({ description: 'The security; the whole network if absent' }),
    type: ClaimType,
    effect,
    sides: oneOf(CLAIM_SIDES).meta({ description: 'Whose claims a movement is judged by' }),
    issuers: TrustedIssuers.optional().meta({ description: 'At a security, those whom the network trusts if absent' }),
  })
  .meta({ id: 'Trust' });

/** Body of POST /v1/trust/end. */
export const TrustEnding = z
  .strictObject({
    isin: Isin.optional().meta({ description: 'The security; the whole network if absent' }),
    type: ClaimType,
    mspId: MspId,
    ...trustEnd,
  })
  .meta({ id: 'TrustEnding' });

/** Answer of POST /v1/trust/end. */
export const TrustReceipt = z.strictObject({ type: ClaimType, ...receipt }).meta({ id: 'TrustReceipt' });

/** Answer of GET /v1/trust. */
export const TrustList = z.strictObject({ asOf: AsOf, items: z.array(Trust) }).meta({ id: 'TrustList' });

/** Answer of GET /v1/securities/{isin}/requirements. */
export const Requirements = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    rules: z.array(
      z.strictObject({
        name: z.string(),
        type: ClaimType,
        effect,
        sides: z.enum(['receiver', 'both']),
        issuers: z.array(TrustedIssuers.element),
      }),
    ),
  })
  .meta({ id: 'Requirements' });

/** Answer of GET /v1/status-lists/{mspId}. */
export const StatusListReply = z
  .strictObject({
    asOf: AsOf,
    issuer: MspId,
    status_list: z
      .strictObject({ bits: z.literal(1), lst: z.string().meta({ description: 'zlib, then base64url' }) })
      .meta({ description: 'draft-ietf-oauth-status-list, section 4.2; the index is the first 20 bits of a claim id' }),
  })
  .meta({ id: 'StatusList' });
