import { DomainError, LIMITS, LISTING_REASONS, sanctionsListChange } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, Isin, Lei, MspId, PartyId, receipt, refusalText, Sha256 } from './fields.js';

const Subject = z
  .union([z.strictObject({ party: PartyId }), z.strictObject({ lei: Lei })])
  .meta({ description: 'A party of the channel, or every party that is entered under an LEI' });

const listing = {
  reason: z.enum(LISTING_REASONS),
  from: BusinessDate.meta({ description: 'First business date on which it counts' }),
  until: BusinessDate.optional().meta({ description: 'Last business date on which it counts' }),
};

/** Body of POST /v1/screening/list; what entries say together is checked by the model. */
export const NewListings = z
  .strictObject({
    entries: z
      .array(
        z.discriminatedUnion('standing', [
          z.strictObject({ subject: Subject, standing: z.literal('listed'), ...listing }),
          z.strictObject({ subject: Subject, standing: z.literal('delisted') }),
        ]),
      )
      .max(LIMITS.listingsPerChangeMax)
      .meta({ description: 'Without entries, an empty list is begun' }),
  })
  .superRefine(({ entries }, context) => {
    try {
      sanctionsListChange({ salt: '0'.repeat(64), entries: JSON.parse(JSON.stringify(entries)) as unknown }, '');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const pointer = error.details['path'];
      const path = typeof pointer === 'string' ? pointer.split('/').filter((step) => step !== '') : ['entries'];
      context.addIssue({ code: 'custom', path, message: refusalText(error), params: { code: error.code } });
    }
  })
  .meta({ id: 'NewListings' });

/** Answer of POST /v1/screening/list: it says nothing of what has changed. */
export const ListReceipt = z.strictObject({ change: Sha256, ...receipt }).meta({ id: 'ListReceipt' });

/** Answer of GET /v1/screening/list. */
export const SanctionsListReply = z
  .strictObject({
    asOf: AsOf,
    hash: Sha256.meta({ description: 'What the channel sees of the list' }),
    items: z.array(z.strictObject(listing)).meta({ description: 'Without subjects: these lie behind a salt' }),
  })
  .meta({ id: 'SanctionsListReply' });

/** Answer of GET /v1/securities/{isin}/screening/listed. */
export const ListedHolders = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    items: z.array(z.strictObject({ party: PartyId, reason: z.enum(LISTING_REASONS) })),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'ListedHolders' });

/** Body of POST /v1/securities/{isin}/screener. */
export const NewScreener = z
  .strictObject({ screener: MspId.optional().meta({ description: 'Absent: nobody screens it any longer' }) })
  .meta({ id: 'NewScreener' });
