import { ENTRY_KINDS, LIMITS, ORDER_OVERRIDES } from '@scrip/model';
import { z } from 'zod';
import {
  AsOf,
  BreakId,
  BusinessDate,
  EntryId,
  InstructionId,
  Isin,
  PageQuery,
  Price,
  MspId,
  oneOf,
  PartyId,
  Sha256,
  Units,
  UnitsTotal,
} from './fields.js';
import { LotChoice } from './lot-choice.js';
import { DisputeId } from './dispute.js';
import { EncumbranceId, SubjectTo } from './encumbrance.js';
import { legalBasis } from './freeze.js';
import { Designation, designations } from './nominee.js';

const overrides = oneOf(ORDER_OVERRIDES).optional().meta({
  description:
    'The order says that the receiver gets the units whatever the rules for holders say, or that it discharges what ranks before a right that stays',
});

const ends = z.array(InstructionId).min(1).max(LIMITS.reservationsPerHoldingMax).optional().meta({
  description: 'Joint instructions that the order ends, so that it reaches the units that are reserved for them',
});

/** An order as an entry keeps it. */
export const Order = z.strictObject({ ...legalBasis, by: MspId, overrides, ends });

/** Body of POST /v1/securities/{isin}/forced-transfers. */
export const NewForcedTransfer = z
  .strictObject({
    ...legalBasis,
    fromHolderId: PartyId,
    toHolderId: PartyId,
    units: Units,
    lots: LotChoice.optional(),
    ...designations,
    releases: z
      .array(z.strictObject({ imposedBy: MspId, units: Units }))
      .min(1)
      .max(LIMITS.participantsMax)
      .optional()
      .meta({ description: 'Frozen units that the order releases, by who froze them; others stay frozen' }),
    discharges: z
      .array(EncumbranceId)
      .min(1)
      .max(LIMITS.encumbrancesPerHoldingMax)
      .optional()
      .meta({ description: 'Encumbrances that the order ends; others stay' }),
    subjectTo: SubjectTo,
    overrides,
    ends,
  })
  .meta({ id: 'NewForcedTransfer' });

/** Body of POST /v1/transfers/{id}/cancellations. */
export const NewTransferCancellation = z.strictObject(legalBasis).meta({ id: 'NewTransferCancellation' });

/** Body of POST /v1/securities/{isin}/recoveries. */
export const NewHoldingRecovery = z
  .strictObject({ ...legalBasis, fromHolderId: PartyId, toHolderId: PartyId, ends })
  .meta({ id: 'NewHoldingRecovery' });

/** Body of POST /v1/securities/{isin}/redemptions and of POST /v1/securities/{isin}/cancellations. */
export const NewRedemption = z
  .strictObject({
    ...legalBasis,
    holderId: PartyId,
    units: Units,
    designation: Designation.optional(),
    lots: LotChoice.optional(),
    ends,
  })
  .meta({ id: 'NewRedemption' });

/** Body of POST /v1/securities/{isin}/authorised-units. */
export const NewAuthorisedUnits = z
  .strictObject({
    authorisedUnits: Units,
    document: Sha256.meta({ description: 'SHA-256 of 32 random bytes and the resolution' }),
  })
  .meta({ id: 'NewAuthorisedUnits' });

/** An entry of a register by its id and its business date. */
const EntryReference = z.strictObject({ entry: EntryId, on: BusinessDate }).meta({ id: 'EntryReference' });

/** Body of POST /v1/securities/{isin}/corrections. */
export const NewRegisterCorrection = z
  .strictObject({
    ...legalBasis,
    corrects: EntryReference.meta({ description: 'The entry that brought units to the wrong holder' }),
    breakId: BreakId.optional().meta({
      description: 'The break over the error, which ends as far as it is corrected; absent: a dispute is the ground',
    }),
    disputeId: DisputeId.optional().meta({ description: 'The dispute that was upheld, in place of a break' }),
    toHolderId: PartyId.meta({ description: 'The right holder: who gave the units, or who should have received them' }),
    toDesignation: designations.toDesignation,
    units: Units,
    acquiredOn: BusinessDate.optional().meta({
      description: 'When the right holder acquired them, if not as the lots say',
    }),
    price: Price.optional(),
  })
  .meta({ id: 'NewRegisterCorrection' });

/** Query of GET /v1/securities/{isin}/entries. */
export const EntriesQuery = PageQuery.extend({ holder: PartyId.optional(), businessDate: BusinessDate.optional() });

const Entry = z
  .strictObject({
    entry: EntryId,
    kind: oneOf(ENTRY_KINDS),
    from: PartyId.optional(),
    to: PartyId.optional(),
    units: UnitsTotal,
    businessDate: BusinessDate,
    instructionId: z.string().optional(),
    order: Order.optional(),
    corrects: EntryReference.optional().meta({ description: 'The entry that this one corrects' }),
    correctedBy: z.array(z.strictObject({ entry: EntryId, on: BusinessDate, units: UnitsTotal })).meta({
      description: 'Entries that correct this one, which stays as it is',
    }),
    transactionId: z.string(),
    block: z.int(),
  })
  .meta({ id: 'MovementEntry' });

/** Answer of GET /v1/securities/{isin}/entries. */
export const EntryList = z
  .strictObject({ asOf: AsOf, isin: Isin, items: z.array(Entry), nextCursor: z.string().optional() })
  .meta({ id: 'EntryList' });

/** Answer of GET /v1/securities/{isin}/entries/{entry}. */
export const EntryReply = z.strictObject({ asOf: AsOf, isin: Isin, entry: Entry }).meta({ id: 'EntryReply' });

const OrderedMovement = z
  .strictObject({
    kind: oneOf(['forcedTransfer', 'enforcement', 'recovery', 'redeem', 'cancel', 'correction'] as const),
    fromHolderId: PartyId,
    toHolderId: PartyId.optional(),
    units: UnitsTotal,
    businessDate: BusinessDate,
    order: Order,
    transactionId: z.string(),
    block: z.int(),
  })
  .meta({ id: 'OrderedMovement' });

/** Answer of GET /v1/securities/{isin}/ordered-movements. */
export const OrderedMovements = z
  .strictObject({ asOf: AsOf, isin: Isin, items: z.array(OrderedMovement), nextCursor: z.string().optional() })
  .meta({ id: 'OrderedMovements' });
