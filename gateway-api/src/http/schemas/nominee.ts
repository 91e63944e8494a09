import { designation, LIMITS } from '@scrip/model';
import { z } from 'zod';
import { AsOf, Isin, Name, oneOf, PartyId, Sha256, Units, UnitsTotal } from './fields.js';

/** For whom a nominee holds: the next intermediary first, whom it all is for last. */
export const Designation = z
  .array(PartyId)
  .min(1)
  .max(LIMITS.designationDepthMax)
  .superRefine((chain, context) => {
    try {
      designation(chain, '');
    } catch {
      context.addIssue({ code: 'custom', message: 'names a party twice', params: { code: 'DESIGNATION_INVALID' } });
    }
  })
  .readonly()
  .meta({ id: 'Designation', description: 'For whom a nominee holds: next intermediary first, owner last' });

/** The sub-accounts of a movement. */
export const designations = {
  fromDesignation: Designation.optional().meta({
    description: 'The sub-account that gives; absent: units that are allocated to nobody',
  }),
  toDesignation: Designation.optional().meta({
    description: 'For whom the receiver is to hold; absent: for itself or, a nominee, for nobody yet',
  }),
};

/** Body of POST /v1/parties/{id}/holding-capacity. */
export const NewHoldingCapacity = z
  .strictObject({
    holdsAs: oneOf(['nominee', 'owner'] as const),
    document: Sha256.meta({ description: 'SHA-256 of 32 random bytes and the agreement or the licence' }),
  })
  .meta({ id: 'NewHoldingCapacity' });

const subAccount = { designation: Designation, ownerId: PartyId, units: Units, lots: z.int() };

/** Answer of GET /v1/parties/{id}/sub-accounts/{isin}. */
export const SubAccountList = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    holderId: PartyId,
    units: UnitsTotal.meta({ description: 'All that the nominee holds: its sub-accounts and what is unallocated' }),
    unallocatedUnits: UnitsTotal,
    items: z.array(z.strictObject(subAccount)),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'SubAccountList' });

/** Answer of GET /v1/parties/{id}/beneficial-holdings. */
export const BeneficialHoldings = z
  .strictObject({
    asOf: AsOf,
    ownerId: PartyId,
    items: z.array(z.strictObject({ isin: Isin, name: Name, holderId: PartyId, ...subAccount })),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'BeneficialHoldings' });
