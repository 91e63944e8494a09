import { z } from 'zod';
import type { Services } from '../../services.js';
import { requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import { IncomeReply } from '../schemas/encumbrance.js';
import { ChannelQuery, Isin, Nothing, PartyId } from '../schemas/fields.js';

/** The route of who gets the income of a holding. */
export const incomeRoutes = (services: Services): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/securities/{isin}/holders/{holderId}/income',
    operationId: 'getIncome',
    summary: 'To whom coupons and dividends of the units of a holder go today: usufructuaries first, then the holder',
    tag: 'Register',
    params: z.strictObject({ isin: Isin, holderId: PartyId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'Who gets the income of how many units', schema: IncomeReply },
    handle: async ({ params: { isin, holderId }, query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const said = await ledger.evaluate('register:income', isin, holderId);
      const { units, income } = z.looseObject({ units: z.string(), income: z.array(z.json()) }).parse(said);
      return { status: 200, body: { asOf, isin, holderId, units, income } };
    },
  }),
];
