import { LIMITS, REPLACEABLE } from '@scrip/model';
import { z } from 'zod';
import { AsOf, Isin, LotId, MspId, oneOf, PartyId } from './fields.js';
import { legalBasis } from './freeze.js';

/** A place that a security gives to an organisation. */
export const AttestorPlace = oneOf(REPLACEABLE).meta({ description: 'Place at the security' });

/** Body of POST /v1/securities/{isin}/attestors/{place}/notice. */
export const NewAttestorNotice = z.strictObject(legalBasis).meta({ id: 'NewAttestorNotice' });

/** Body of POST /v1/securities/{isin}/attestors/{place}/successor. */
export const NewAttestor = z.strictObject({ ...legalBasis, successor: MspId }).meta({ id: 'NewAttestor' });

/** Body of POST /v1/parties/{id}/custody. */
export const NewCustodian = z.strictObject({ ...legalBasis, to: MspId }).meta({ id: 'NewCustodian' });

const holding = z.strictObject({
  holderId: PartyId,
  lotIds: z.array(LotId).min(1).max(LIMITS.lotsPerRehomingMax),
});

/** Body of POST /v1/securities/{isin}/rehoming. */
export const NewRehoming = z
  .strictObject({ holdings: z.array(holding).min(1).max(LIMITS.lotsPerRehomingMax) })
  .meta({ id: 'NewRehoming' });

/** How many lots came to be attested by those who should. */
export const RehomingReceipt = z
  .strictObject({ isin: Isin, rehomed: z.int(), transactionId: z.string(), block: z.int() })
  .meta({ id: 'RehomingReceipt' });

/** Lots that are attested by others than those who should. */
export const StaleLots = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    holdings: z.array(
      holding.extend({
        lotIds: z.array(LotId),
        attestors: z.array(MspId).meta({ description: 'Who attests these lots still' }),
      }),
    ),
    next: PartyId.optional().meta({ description: 'Holder after whom there may be more; absent: there are none' }),
  })
  .meta({ id: 'StaleLots' });
