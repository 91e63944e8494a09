import { LIMITS, PAPER_STATUSES, paperNumber } from '@scrip/model';
import { z } from 'zod';
import {
  AsOf,
  BusinessDate,
  EntryId,
  field,
  Isin,
  oneOf,
  PageQuery,
  PartyId,
  Sha256,
  Units,
  UnitsTotal,
} from './fields.js';
import { legalBasis } from './freeze.js';
import { LotChoice } from './lot-choice.js';
import { Designation } from './nominee.js';
import { Authorisation } from './signature.js';

const PaperNumber = field(paperNumber, {
  description: 'The number that is printed on a certificate',
  example: 'A-0001',
});

const Certificates = z
  .array(
    z.strictObject({
      number: PaperNumber,
      through: PaperNumber.optional().meta({ description: 'The last number of a run; absent: one certificate' }),
      units: Units.meta({ description: 'Units that each certificate stands for' }),
    }),
  )
  .min(1)
  .max(LIMITS.paperPerActMax);

/** Body of POST /v1/securities/{isin}/dematerialisations. */
export const NewDematerialisation = z
  .strictObject({
    ...legalBasis,
    holderId: PartyId,
    designation: Designation.optional(),
    certificates: Certificates.meta({ description: 'Certificates that were received and cancelled' }),
    acquiredOn: BusinessDate.optional().meta({ description: 'When the holder acquired them; absent: today' }),
  })
  .meta({ id: 'NewDematerialisation' });

/** Body of POST /v1/securities/{isin}/rematerialisations. */
export const NewRematerialisation = z
  .strictObject({
    ...legalBasis,
    holderId: PartyId,
    designation: Designation.optional(),
    certificates: Certificates.meta({ description: 'Certificates that are given out, with numbers never used before' }),
    lots: LotChoice.optional(),
    authorisation: Authorisation.optional().meta({
      description:
        'Of the holder over the act: isin, holderId, designation, certificates and lots. Needed on the basis of the terms, where it has keys',
    }),
  })
  .meta({ id: 'NewRematerialisation' });

/** Query of GET /v1/securities/{isin}/paper-certificates. */
export const PaperQuery = PageQuery.extend({ status: oneOf(PAPER_STATUSES).optional() });

/** Answer of GET /v1/securities/{isin}/paper-certificates. */
export const PaperList = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    issuedUnits: UnitsTotal.meta({ description: 'Units in the register and in certificates that are out' }),
    registerUnits: UnitsTotal,
    paperUnits: UnitsTotal.meta({ description: 'Units in certificates that are out' }),
    items: z.array(
      z.strictObject({
        number: PaperNumber,
        units: Units,
        status: oneOf(PAPER_STATUSES),
        by: z
          .strictObject({ entry: EntryId, on: BusinessDate })
          .meta({ description: 'The entry that took its units into the register or out of it last' }),
        document: Sha256,
      }),
    ),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'PaperList' });
