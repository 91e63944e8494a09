import { AGREED_KINDS, ENCUMBRANCE_KINDS, encumbranceId, LEGAL_BASES, LIMITS } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, field, Isin, MspId, oneOf, PartyId, Sha256, Units } from './fields.js';
import { legalBasis } from './freeze.js';
import { Designation } from './nominee.js';
import { Authorisation } from './signature.js';

/** Id of an encumbrance. */
export const EncumbranceId = field(encumbranceId, {
  description: 'Id of an encumbrance, used once for a holding',
  example: 'loan-2026-1',
});

/** Encumbrances that go along with units. */
export const SubjectTo = z
  .array(EncumbranceId)
  .min(1)
  .max(LIMITS.encumbrancesPerHoldingMax)
  .readonly()
  .optional()
  .meta({
    description:
      'Encumbrances that go along with the units on which they lie: those units go first, in this order, and all that lies on them is named',
  });

const reference = { holderId: PartyId, encumbranceId: EncumbranceId };
const over = EncumbranceId.optional().meta({
  description: 'An encumbrance on whose units it lies as well, in the next rank; absent: on units on which none lies',
});
const lying = {
  ...reference,
  units: Units,
  designation: Designation.optional().meta({
    description: 'The sub-account that it lies on; absent: units that are allocated to nobody',
  }),
  beneficiary: PartyId.meta({ description: 'Whom it serves: the pledgee, lienor, usufructuary or creditor' }),
  until: BusinessDate.optional().meta({ description: 'Last business date on which it holds; absent: until released' }),
};
const follows = z.boolean().optional().meta({ description: 'Whether the holder may transfer the units subject to it' });
const document = Sha256.meta({ description: 'SHA-256 of 32 random bytes and the agreement or the order' });
const authorisation = Authorisation.optional().meta({
  description: 'Over the act, which is the other fields with isin; absent where the party has no keys',
});

/** Body of POST /v1/securities/{isin}/encumbrances. */
export const NewEncumbrance = z
  .strictObject({
    kind: oneOf(AGREED_KINDS),
    ...lying,
    over,
    rank: z.int().min(1).max(LIMITS.encumbrancesPerHoldingMax).optional().meta({
      description: 'The rank that was agreed: refused where those in force leave another one',
    }),
    ...{ follows, document, authorisation },
  })
  .meta({ id: 'NewEncumbrance' });

/** Body of POST /v1/securities/{isin}/releases. */
export const NewRelease = z.strictObject({ ...reference, authorisation }).meta({ id: 'NewRelease' });

/** Body of POST /v1/securities/{isin}/subordinations. */
export const NewSubordination = z
  .strictObject({
    ...reference,
    behind: EncumbranceId.meta({ description: 'The encumbrance on the same units that comes before it from now on' }),
    authorisation,
  })
  .meta({ id: 'NewSubordination' });

/** Body of POST /v1/securities/{isin}/attachments. */
export const NewAttachment = z.strictObject({ ...legalBasis, ...lying, over }).meta({ id: 'NewAttachment' });

/** Body of POST /v1/securities/{isin}/attachments/lift. */
export const AttachmentLifting = z.strictObject({ ...legalBasis, ...reference }).meta({ id: 'AttachmentLifting' });

/** Body of POST /v1/securities/{isin}/enforcements. */
export const NewEnforcement = z
  .strictObject({
    ...legalBasis,
    ...reference,
    units: Units.meta({ description: 'At most as many as it covers; what is left stays encumbered' }),
    toHolderId: PartyId.meta({ description: 'The one that it serves, or the buyer' }),
    toDesignation: Designation.optional(),
    authorisation: Authorisation.optional().meta({
      description: 'Of the one that it serves, over the other fields with isin; absent where it has no keys',
    }),
  })
  .meta({ id: 'NewEnforcement' });

const Encumbrance = z
  .strictObject({
    kind: oneOf(ENCUMBRANCE_KINDS),
    isin: Isin,
    ...lying,
    ...{ follows, document },
    since: BusinessDate,
    parcel: z.int().meta({ description: 'Those of one holding with the same number lie on the same units' }),
    order: z.int().meta({ description: 'Its place in the order in which they came to lie on them' }),
    rank: z.int().optional().meta({ description: 'Its place among those in force on the same units; 1 is first' }),
    inForce: z.boolean().meta({ description: 'Whether it holds on the business date that is shown' }),
    income: oneOf(['beneficiary', 'holder'] as const).meta({
      description: 'Who gets coupons and dividends of the units: a usufruct takes them from the holder',
    }),
    orderedBy: MspId.optional().meta({ description: 'Who entered an attachment, and alone lifts it' }),
    basis: oneOf(LEGAL_BASES).optional(),
  })
  .meta({ id: 'Encumbrance' });

/** Answer of GET /v1/securities/{isin}/encumbrances and of GET /v1/parties/{id}/encumbrances. */
export const EncumbranceList = z
  .strictObject({ asOf: AsOf, items: z.array(Encumbrance) })
  .meta({ id: 'EncumbranceList' });

/** Answer of GET /v1/securities/{isin}/holders/{holderId}/income. */
export const IncomeReply = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    holderId: PartyId,
    units: Units,
    income: z
      .array(
        z.strictObject({
          partyId: PartyId.meta({ description: 'Who gets it: a usufructuary, or the holder for all other units' }),
          units: Units,
          designation: Designation.optional(),
          encumbranceId: EncumbranceId.optional().meta({ description: 'The usufruct; absent: it is the holder' }),
        }),
      )
      .meta({ description: 'Together all units of the holding' }),
  })
  .meta({ id: 'IncomeReply' });
