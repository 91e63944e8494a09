import { compliance, LIMITS } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, Isin, MspId, oneOf, PartyId, receipt, Sha256 } from './fields.js';

/** Answer of GET /v1/rule-packs. */
export const RulePackList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        is: z.string().meta({ description: 'Name and version, as rules name the pack', example: 'RegD506b@1' }),
        title: z.string(),
        lawSince: BusinessDate.meta({
          description: 'First day on which the law was in force that the version states, as far as is known',
        }),
        followedBy: z.string().optional().meta({ description: 'The latest version, where that is another' }),
      }),
    ),
    notice: z.string().meta({ description: 'What every pack says of itself' }),
  })
  .meta({ id: 'RulePackList' });

const Version = z.int().min(1).max(LIMITS.ruleVersionsPerSecurityMax);

const AdoptedRules = z.strictObject({
  isin: Isin,
  version: Version,
  rules: z.record(z.string(), z.json()),
  effectiveFrom: BusinessDate,
  grandfathers: z.boolean(),
  adoptedOn: BusinessDate,
});

/** Answer of GET /v1/securities/{isin}/rules. */
export const SecurityRules = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    versions: z.array(z.strictObject({ version: Version, effectiveFrom: BusinessDate, grandfathers: z.boolean() })),
    inForce: AdoptedRules.optional(),
  })
  .meta({ id: 'SecurityRules' });

/** Answer of GET /v1/securities/{isin}/rules/{version}. */
export const RulesReply = z.strictObject({ asOf: AsOf, rules: AdoptedRules }).meta({ id: 'RulesReply' });

const ExemptionId = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be an exemption id')
  .meta({ description: 'Id of an exemption, unique for the party and the security', example: 'relief-2026-1' });

/** Body of POST /v1/securities/{isin}/exemptions. */
export const NewExemption = z
  .strictObject({
    exemptionId: ExemptionId,
    party: PartyId,
    rule: z.string().meta({ description: 'Name and version of the rule', example: 'heldFor@1' }),
    reason: oneOf(compliance.EXEMPTION_REASONS),
    validUntil: BusinessDate,
    document: Sha256.optional().meta({ description: 'SHA-256 of 32 random bytes and the document that gives it' }),
  })
  .meta({ id: 'NewExemption' });

/** Body of POST /v1/securities/{isin}/exemptions/end. */
export const ExemptionReference = z.strictObject({ party: PartyId, exemptionId: ExemptionId });

const Exemption = NewExemption.extend({
  isin: Isin,
  grantedBy: MspId,
  grantedOn: BusinessDate,
  endedOn: BusinessDate.optional(),
});

/** Answer of GET /v1/securities/{isin}/exemptions. */
export const ExemptionList = z
  .strictObject({ asOf: AsOf, isin: Isin, items: z.array(Exemption) })
  .meta({ id: 'ExemptionList' });

/** Answer of the end of an exemption. */
export const ExemptionReceipt = z
  .strictObject({ exemptionId: ExemptionId, ...receipt })
  .meta({ id: 'ExemptionReceipt' });

/** Body of POST /v1/instructions/{id}/consents. */
export const NewConsent = z.strictObject({ decision: oneOf(compliance.CONSENT_DECISIONS) }).meta({ id: 'NewConsent' });

/** Answer of a consent. */
export const ConsentReceipt = z
  .strictObject({ instructionId: z.string(), decision: z.enum(compliance.CONSENT_DECISIONS), ...receipt })
  .meta({ id: 'ConsentReceipt' });

/** Answer of GET /v1/instructions/{id}/consents. */
export const ConsentList = z
  .strictObject({
    asOf: AsOf,
    instructionId: z.string(),
    items: z.array(
      z.strictObject({
        instructionId: z.string(),
        mspId: MspId,
        decision: z.enum(compliance.CONSENT_DECISIONS),
        givenOn: BusinessDate,
      }),
    ),
  })
  .meta({ id: 'ConsentList' });

/** Answer of GET /v1/securities/{isin}/offering. */
export const OfferingReply = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    status: z.enum(['open', 'closed']),
    closedOn: BusinessDate.optional(),
  })
  .meta({ id: 'OfferingReply' });

/** What one rule said, in words and by code. */
export const RuleTrace = z
  .strictObject({
    path: z.string().meta({ description: 'JSON pointer to the rule in the rules for the event' }),
    rule: z.string(),
    says: z.string(),
    source: z.string().optional().meta({ description: 'The paragraph that it comes from' }),
    isExempt: z.literal(true).optional(),
    outcome: z.enum(['met', 'unknown', 'failed']),
    reason: z.string().optional(),
  })
  .meta({ id: 'RuleTrace' });

const said = {
  outcome: z.enum(['met', 'unknown', 'failed']),
  reasons: z.array(z.string()),
  curable: z.boolean().meta({ description: 'Whether time or a document can cure it: then the transfer waits' }),
  trace: z.array(RuleTrace),
};

/** What the rules for an event said. */
export const EventVerdict = z
  .strictObject({ event: z.enum(compliance.COMPLIANCE_EVENTS), version: Version, ...said })
  .meta({ id: 'EventVerdict' });

/** Answer of POST /v1/securities/{isin}/rescreenings. */
export const RescreeningReceipt = z
  .strictObject({
    isin: Isin,
    businessDate: BusinessDate,
    looked: z.int().meta({ description: 'Holders of this page' }),
    changed: z.int().meta({ description: 'Holders who stand otherwise than before' }),
    isFinished: z.boolean().meta({ description: 'Whether all holders have been looked at; otherwise ask again' }),
    ...receipt,
  })
  .meta({ id: 'RescreeningReceipt' });

/** Answer of GET /v1/securities/{isin}/holder-standings. */
export const HolderStandings = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    lookedAt: z
      .strictObject({
        ...{ businessDate: BusinessDate, rulesVersion: Version.optional(), after: PartyId.optional() },
        missed: z
          .array(PartyId)
          .optional()
          .meta({ description: 'Who was passed over and has not been looked at since' }),
      })
      .optional()
      .meta({ description: 'When and by which rules holders were looked at last; after: whom the next page follows' }),
    items: z.array(
      z.strictObject({
        holderId: PartyId,
        status: z.enum(['suspended', 'blocked']),
        reasons: z.array(z.string()),
        rulesVersion: Version.optional(),
        verdictHash: Sha256,
        since: BusinessDate,
        by: MspId,
      }),
    ),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'HolderStandings' });

/** Answer of GET /v1/securities/{isin}/screening. */
export const Screening = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    holders: z.array(z.strictObject({ party: PartyId, ...said })),
  })
  .meta({ id: 'Screening' });
