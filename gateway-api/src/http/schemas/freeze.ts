import { FREEZE_SCOPES, LEGAL_BASES } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, Isin, MspId, oneOf, PartyId, Sha256, Units } from './fields.js';

/** By what authority an act on a register is done. */
export const legalBasis = {
  basis: oneOf(LEGAL_BASES).meta({ description: 'By what authority it is done' }),
  document: Sha256.meta({ description: 'SHA-256 of 32 random bytes and the document that shows it' }),
};

const asked = {
  ...legalBasis,
  until: BusinessDate.optional().meta({ description: 'Last business date on which it holds; absent: until lifted' }),
};

/** Body of POST /v1/securities/{isin}/freeze. */
export const NewSecurityFreeze = z.strictObject(asked).meta({ id: 'NewSecurityFreeze' });

/** Body of POST /v1/parties/{id}/freeze. */
export const NewHolderFreeze = z
  .strictObject({ ...asked, isin: Isin.optional().meta({ description: 'Absent: in all securities (regulator)' }) })
  .meta({ id: 'NewHolderFreeze' });

/** Body of POST /v1/securities/{isin}/frozen-units. */
export const NewUnitsFreeze = z
  .strictObject({ ...asked, holderId: PartyId, units: Units })
  .meta({ id: 'NewUnitsFreeze' });

const target = { scope: oneOf(FREEZE_SCOPES), isin: Isin.optional(), holderId: PartyId.optional() };

/** Body of POST /v1/freezes/lift. */
export const FreezeLifting = z
  .strictObject({
    ...target,
    ...legalBasis,
    imposedBy: MspId.optional().meta({ description: 'Whose freeze; absent: that of this organisation' }),
  })
  .meta({ id: 'FreezeLifting' });

const Freeze = z
  .strictObject({
    ...target,
    ...asked,
    units: Units.optional(),
    imposedBy: MspId,
    since: BusinessDate,
    dispute: z.string().optional().meta({ description: 'The dispute that holds the units, and with which it ends' }),
    inForce: z.boolean().meta({ description: 'Whether it holds on the business date that is shown' }),
  })
  .meta({ id: 'Freeze' });

/** Answer of GET /v1/securities/{isin}/freezes and of GET /v1/parties/{id}/freezes. */
export const FreezeList = z.strictObject({ asOf: AsOf, items: z.array(Freeze) }).meta({ id: 'FreezeList' });
