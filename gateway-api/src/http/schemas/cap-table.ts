import { z } from 'zod';
import {
  AsOf,
  BusinessDate,
  ChannelQuery,
  Isin,
  MspId,
  PageQuery,
  PartyId,
  Percent,
  Units,
  UnitsTotal,
} from './fields.js';

const isFinal = z.boolean().meta({ description: 'Whether the date is over: until then it may still change' });

/** Query of GET /v1/securities/{isin}/cap-table. */
export const CapTableQuery = ChannelQuery.extend({
  asOf: BusinessDate.optional().meta({ description: 'Business date at whose end; absent: the present one' }),
});

/** Query of GET /v1/securities/{isin}/register. */
export const RegisterQuery = PageQuery.extend({
  recordDate: BusinessDate.optional().meta({ description: 'Business date at whose end; absent: now' }),
});

/** What an answer as of a date says of it. */
export const dated = { date: BusinessDate, isFinal };

/** Answer of GET /v1/securities/{isin}/cap-table. */
export const CapTable = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    ...dated,
    authorisedUnits: Units,
    issuedUnits: UnitsTotal,
    treasuryUnits: UnitsTotal.meta({ description: 'Units that the issuer itself holds: they do not vote' }),
    outstandingUnits: UnitsTotal,
    fullyDilutedUnits: UnitsTotal.meta({
      description: 'Outstanding units, and those that convertibles and exchangeable securities would add',
    }),
    holders: z.array(
      z.strictObject({
        holderId: PartyId,
        custodian: MspId,
        units: UnitsTotal,
        isTreasury: z.boolean(),
        percent: Percent.meta({ description: 'Part of what is outstanding, six digits, cut off' }),
        dilutedUnits: UnitsTotal.meta({
          description: 'With what the holder would get for units of other securities that it may exchange',
        }),
        dilutedPercent: Percent.meta({ description: 'Part of the fully diluted units, six digits, cut off' }),
      }),
    ),
    dilution: z.array(
      z.strictObject({
        isin: Isin,
        through: z.enum(['conversion', 'exchange']).meta({ description: 'By which right of its holders' }),
        outstandingUnits: UnitsTotal,
        intoUnits: UnitsTotal.optional().meta({
          description:
            'Units that it converts into at the initial price or in its ratio, or is exchanged for by its terms',
        }),
        unknown: z.enum(['denomination', 'currency', 'formula']).optional(),
      }),
    ),
  })
  .meta({ id: 'CapTable' });
