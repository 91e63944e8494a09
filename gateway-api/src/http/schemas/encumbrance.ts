import { ENCUMBRANCE_KINDS, encumbranceId } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, field, Isin, oneOf, PartyId, Sha256, Units } from './fields.js';
import { Designation } from './nominee.js';
import { Authorisation } from './signature.js';

/** Id of a lock or a pledge. */
export const EncumbranceId = field(encumbranceId, {
  description: 'Id of a lock or a pledge, used once for a holding',
  example: 'loan-2026-1',
});

const reference = { holderId: PartyId, encumbranceId: EncumbranceId };
const terms = {
  ...reference,
  units: Units,
  designation: Designation.optional().meta({
    description: 'The sub-account that it lies on; absent: units that are allocated to nobody',
  }),
  beneficiary: PartyId.meta({ description: 'Whom it serves: it alone releases the units before their time' }),
  until: BusinessDate.optional().meta({ description: 'Last business date on which it holds; absent: until released' }),
  document: Sha256.meta({ description: 'SHA-256 of 32 random bytes and the agreement' }),
};
const authorisation = Authorisation.optional().meta({
  description: 'Over the act, which is the other fields with isin; absent where the party has no keys',
});

/** Body of POST /v1/securities/{isin}/locks and of POST /v1/securities/{isin}/pledges. */
export const NewEncumbrance = z.strictObject({ ...terms, authorisation }).meta({ id: 'NewEncumbrance' });

/** Body of POST /v1/securities/{isin}/releases. */
export const NewRelease = z.strictObject({ ...reference, authorisation }).meta({ id: 'NewRelease' });

const Encumbrance = z
  .strictObject({
    kind: oneOf(ENCUMBRANCE_KINDS),
    isin: Isin,
    ...terms,
    since: BusinessDate,
    inForce: z.boolean().meta({ description: 'Whether it holds on the business date that is shown' }),
  })
  .meta({ id: 'Encumbrance' });

/** Answer of GET /v1/securities/{isin}/encumbrances and of GET /v1/parties/{id}/encumbrances. */
export const EncumbranceList = z
  .strictObject({ asOf: AsOf, items: z.array(Encumbrance) })
  .meta({ id: 'EncumbranceList' });
