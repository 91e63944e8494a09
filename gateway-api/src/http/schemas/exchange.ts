import { exchangeId } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, ChannelQuery, field, Isin, PartyId, Units } from './fields.js';
import { Designation } from './nominee.js';
import { Authorisation } from './signature.js';
import { Verdict } from './verdict.js';

/** Id of an exchange. */
export const ExchangeId = field(exchangeId, {
  description: 'Id of an exchange, used once for a holding',
  example: 'offshore-2026-1',
});

const asked = {
  intoIsin: Isin.meta({ description: 'The security of which units are got' }),
  holderId: PartyId,
  designation: Designation.optional().meta({
    description: 'The sub-account that is meant; absent: units that are allocated to nobody',
  }),
  exchangeId: ExchangeId,
  units: Units.meta({ description: 'Units that are given' }),
};

/** Body of POST /v1/securities/{isin}/exchanges. */
export const NewExchange = z
  .strictObject({
    ...asked,
    authorisation: Authorisation.optional().meta({
      description: 'Over the act, which is the other fields with isin; absent where the party has no keys',
    }),
  })
  .meta({ id: 'NewExchange' });

/** Query of GET /v1/securities/{isin}/exchange-verdict. */
export const ExchangeVerdictQuery = ChannelQuery.extend({
  intoIsin: Isin,
  holderId: PartyId,
  units: Units,
  designation: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'The sub-account that is meant: ids of its chain, joined by commas, owner last' }),
});

const Judgement = Verdict.pick({ allowed: true, rules: true, compliance: true });

/** Answer of GET /v1/securities/{isin}/exchange-verdict. */
export const ExchangeVerdict = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    intoIsin: Isin,
    allowed: z.boolean(),
    given: Judgement.meta({ description: 'What the register says that the units leave' }),
    got: Judgement.optional().meta({
      description: 'What the register says that units come to; absent where it cannot be told how many',
    }),
    intoUnits: Units.optional(),
  })
  .meta({ id: 'ExchangeVerdict' });

/** Answer of GET /v1/securities/{isin}/exchanges. */
export const ExchangeList = z
  .strictObject({
    asOf: AsOf,
    items: z.array(
      z.strictObject({
        isin: Isin,
        ...asked,
        intoUnits: Units.meta({ description: 'Units that were got' }),
        businessDate: BusinessDate,
        transactionId: z.string(),
        block: z.int(),
      }),
    ),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'ExchangeList' });
