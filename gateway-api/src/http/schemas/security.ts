import { decimalText, EVIDENCE_KINDS, LIMITS, LOT_ORIGINS, PROVERS, TITLE_BASES } from '@scrip/model';
import { z } from 'zod';
import { DefinitionName } from './definition.js';
import * as f from './fields.js';
import { legalBasis } from './freeze.js';
import { Designation } from './nominee.js';
import { SolicitationNumber } from './solicitation-number.js';
import { Title } from './title.js';

const redeemable = { issueDate: f.BusinessDate, maturityDate: f.BusinessDate, redemptionPercent: f.Percent };

const Coupon = z.strictObject({
  ratePercent: f.Percent,
  frequency: z.enum(['annual', 'semiannual', 'quarterly', 'monthly']),
  dayCount: z.enum(['ACT/ACT-ICMA', '30/360', '30E/360', 'ACT/360', 'ACT/365']),
});

const Terms = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('ordinary-share'),
      form: z.enum(['registered', 'bearer']),
      votesPerShare: f.Amount,
      parValue: f.Money.optional(),
    }),
    z.strictObject({ kind: z.literal('coupon-bond'), ...redeemable, coupon: Coupon }),
    z.strictObject({ kind: z.literal('corporate-note'), ...redeemable, coupon: Coupon }),
    z.strictObject({ kind: z.literal('zero-coupon-bond'), ...redeemable }),
    z.strictObject({
      kind: z.literal('fund-unit'),
      structure: z.enum(['exchange-traded-fund', 'mutual-fund']),
      income: z.enum(['accumulating', 'distributing']),
      domicile: f.Country,
    }),
    z.strictObject({
      kind: z.literal('cash'),
      claimOn: z.enum(['central-bank', 'credit-institution', 'e-money-institution']),
    }),
    z.strictObject({
      kind: z.literal('convertible'),
      ...redeemable,
      coupon: Coupon,
      conversion: z.strictObject({ underlyingIsin: f.Isin, initialPrice: f.Money }),
    }),
    z
      .strictObject({
        kind: z.literal('defined'),
        instrument: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}@[1-9][0-9]{0,4}$/),
      })
      .meta({ description: 'What is said in the terms of its definition' }),
  ])
  .meta({ id: 'SecurityTerms' });

/** An entity by its entry in a public register. */
export const RegisterNumber = z.strictObject({
  authority: z.string().regex(/^RA[0-9]{6}$/, 'must be a registration authority code of the GLEIF list'),
  number: z.string().min(1).max(50),
});

const Issuer = z
  .union([z.strictObject({ mspId: f.MspId, register: RegisterNumber }), z.strictObject({ mspId: f.MspId, lei: f.Lei })])
  .meta({ id: 'SecurityIssuer' });

const BasisPoints = f.field(decimalText('0', '10000'), {
  description: 'Basis points, as a decimal string',
  example: '0.5',
});

const fields = {
  isin: f.Isin,
  name: f.Name,
  cfi: f.Cfi,
  fisn: f.Fisn.optional(),
  dti: f.Dti.optional(),
  currency: f.Currency,
  issuer: Issuer,
  registrar: f.MspId,
  screener: f.MspId.optional().meta({ description: 'Who screens every movement by a list that it keeps secret' }),
  calendar: f.CalendarId,
  authorisedUnits: f.Units,
  denomination: f.Money.optional(),
  failPenalties: z
    .strictObject({ lackOfUnits: BasisPoints, lackOfCash: BasisPoints })
    .optional()
    .meta({ description: 'What a business day of failing costs, in basis points of the value' }),
  terms: Terms,
  exchangeableInto: z
    .array(
      z.strictObject({
        isin: f.Isin,
        ratio: z.strictObject({ numerator: f.Units, denominator: f.Units }).meta({
          description: 'Numerator units are got for denominator units given',
        }),
        from: f.BusinessDate.optional(),
        until: f.BusinessDate.optional(),
        tacks: z.boolean().meta({ description: 'Whether units got count as held since those given were' }),
      }),
    )
    .min(1)
    .max(LIMITS.exchangesPerSecurityMax)
    .optional()
    .meta({ description: 'Other securities of the issuer for which the units may be exchanged' }),
  convertibleInto: z
    .array(
      z.strictObject({
        isin: f.Isin,
        price: f.Money.optional(),
        ratio: z.strictObject({ numerator: f.Units, denominator: f.Units }).optional(),
      }),
    )
    .min(1)
    .max(LIMITS.exchangesPerSecurityMax)
    .optional()
    .meta({ description: 'What its units may become by conversion: at a price, in a ratio, or else by a formula' }),
  proofs: z
    .array(z.strictObject({ kind: z.enum(EVIDENCE_KINDS), everyMonths: z.int(), by: z.enum(PROVERS) }))
    .min(1)
    .max(EVIDENCE_KINDS.length)
    .optional()
    .meta({ description: 'What by its own terms must have been shown of what stands behind it, or transfers wait' }),
  documents: z
    .array(z.strictObject({ title: f.Name, sha256: f.Sha256 }))
    .max(LIMITS.documentsPerSecurityMax)
    .optional(),
  title: Title.optional().meta({
    description: 'What title is in law, and by which votes it passes; absent: by settlement',
  }),
};

/** Body of POST /v1/securities: by which definition, and the place that the network gives the security. */
export const NewSecurity = z
  .strictObject({
    definition: DefinitionName,
    registrar: f.MspId,
    screener: fields.screener,
    calendar: f.CalendarId,
  })
  .meta({ id: 'NewSecurity' });

/** Body of POST /v1/securities/{isin}/amendment. */
export const NewAmendment = z
  .strictObject({
    definition: DefinitionName.meta({
      description:
        'The later version of its definition; where it changes rules alone it need not be in force yet, and they begin on its day',
    }),
    hash: f.Sha256.meta({ description: 'SHA-256 of what was read and is agreed to' }),
    grandfathers: z.boolean().meta({
      description: 'Whether units acquired before stay under the rules for holders that held then',
    }),
    solicitation: z.strictObject({ recordDate: f.BusinessDate, deadline: f.BusinessDate }).optional().meta({
      description:
        'Where holders must agree: who has units at the end of the record date votes until the deadline, and the amendment counts when they have agreed, from the day of its definition on',
    }),
  })
  .meta({ id: 'NewAmendment' });

/** A registered security. */
export const Security = z
  .strictObject({
    ...fields,
    definition: z.strictObject({ name: DefinitionName, hash: f.Sha256 }).optional().meta({
      description:
        'The version of its definition that was agreed to; its rules may begin later. Absent: it was registered before there were any',
    }),
    issuedUnits: f.UnitsTotal,
    product: z.string().meta({
      description: 'What it is by its terms, in the words of the market, such as callable fixed-rate bond',
    }),
    solicitation: z
      .strictObject({ number: SolicitationNumber, recordDate: f.BusinessDate })
      .optional()
      .meta({ description: 'Present while its holders are asked about an amendment, and until that counts' }),
    deactivated: z
      .strictObject({ ...legalBasis, on: f.BusinessDate, by: f.MspId })
      .optional()
      .meta({
        description: 'Present once it has ended for good: everything of it can be read, nothing is done with it',
      }),
  })
  .meta({ id: 'Security' });

/** Body of POST /v1/securities/{isin}/deactivation. */
export const NewDeactivation = z
  .strictObject({
    ...legalBasis,
    openInstructions: f
      .oneOf(['end'] as const)
      .optional()
      .meta({
        description: 'A regulator orders that instructions which are open end with it; absent: there must be none',
      }),
  })
  .meta({ id: 'NewDeactivation' });

/** Answer of POST /v1/securities. */
export const RegisteredSecurity = z
  .strictObject({ isin: f.Isin, channel: f.ChannelName, transactionId: z.string(), block: z.int() })
  .meta({ id: 'RegisteredSecurity' });

/** Answer of GET /v1/securities/{isin}. */
export const SecurityReply = z.strictObject({ asOf: f.AsOf, security: Security }).meta({ id: 'SecurityReply' });

/** Answer of GET /v1/securities. */
export const SecurityList = z
  .strictObject({ asOf: f.AsOf, items: z.array(Security), nextCursor: z.string().optional() })
  .meta({ id: 'SecurityList' });

const AcquiredOn = f.BusinessDate.optional().meta({
  description: 'When they were acquired, where a register is taken over that was kept elsewhere; today, if absent',
});

const TitleBasis = z
  .strictObject({
    by: f.oneOf(TITLE_BASES),
    document: f.Sha256.meta({ description: 'SHA-256 of the deed, or of what else shows it' }),
  })
  .meta({ id: 'TitleBasis' });

/** Body of POST /v1/securities/{isin}/issuances. */
export const NewIssuance = z
  .strictObject({
    allocations: z
      .array(
        z.strictObject({
          holderId: f.PartyId,
          designation: Designation.optional(),
          units: f.Units,
          price: f.Price.optional(),
          acquiredOn: AcquiredOn,
          title: TitleBasis.optional().meta({
            description: 'What the title of the holder rests on, where a register with a title is taken over',
          }),
        }),
      )
      .min(1)
      .max(LIMITS.allocationsPerIssueMax),
  })
  .meta({ id: 'NewIssuance' });

/** Answer of GET /v1/securities/{isin}/register. */
export const HolderRegister = z
  .strictObject({
    asOf: f.AsOf,
    isin: f.Isin,
    recordDate: f.BusinessDate.optional().meta({ description: 'Business date at whose end it is shown, if asked' }),
    isFinal: z.boolean().optional().meta({ description: 'Whether that date is over' }),
    issuedUnits: f.UnitsTotal,
    holders: z.int(),
    items: z.array(z.strictObject({ holderId: f.PartyId, custodian: f.MspId, units: f.UnitsTotal, lots: z.int() })),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'HolderRegister' });

/** Body of POST /v1/securities/{isin}/consolidations. */
export const NewConsolidation = z
  .strictObject({
    holderId: f.PartyId,
    lotIds: z.array(f.LotId).min(2).max(LIMITS.lotsPerMovementMax).meta({ description: 'Of one day and one price' }),
  })
  .meta({ id: 'NewConsolidation' });

/** Answer of a consolidation. */
export const ConsolidationReceipt = z
  .strictObject({ isin: f.Isin, holderId: f.PartyId, lotId: f.LotId, units: f.Units, ...f.receipt })
  .meta({ id: 'ConsolidationReceipt' });

/** How a lot came about. */
export const LotOrigin = z.enum(LOT_ORIGINS).meta({ id: 'LotOrigin' });

/** Answer of GET /v1/securities/{isin}/lots/{lotId}/history. */
export const LotHistory = z
  .strictObject({
    asOf: f.AsOf,
    isin: f.Isin,
    lotId: f.LotId,
    holderId: f.PartyId,
    units: f.UnitsTotal,
    origin: LotOrigin,
    items: z.array(
      z.strictObject({
        event: z.enum(['created', 'consumed']),
        instructionId: z.string().nullable(),
        transactionId: z.string(),
        block: z.int(),
      }),
    ),
  })
  .meta({ id: 'LotHistory' });
