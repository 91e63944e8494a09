import { z } from 'zod';
import type { Services } from '../../services.js';
import type { Database } from '../../storage/database.js';
import { withForce } from '../in-force.js';
import { requireCustodian, requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Isin, Nothing, PartyId } from '../schemas/fields.js';

type Restraints = Parameters<typeof withForce>[0];

/** What keeps units where they are, as it is listed of a security and of a holder. */
interface RestraintLists {
  /** Last part of the paths. */
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodType;
  /** How they are shown on a business date; absent: with whether they hold. */
  readonly show?: typeof withForce;
  readonly inSecurity: Listing;
  readonly ofHolder: Listing;
}

interface Listing {
  readonly operationId: string;
  readonly summary: string;
  readonly find: (database: Database, channel: string, id: string) => Restraints;
}

/** Routes that list restraints with whether each is in force today. */
export function restraintLists(services: Services, declared: RestraintLists): readonly Route[] {
  const { name, description, schema, show = withForce, inSecurity, ofHolder } = declared;
  const shown = { method: 'get', tag: 'Register', query: ChannelQuery, body: Nothing } as const;
  const reply = { status: 200, description, schema } as const;
  const { find: findIn, ...ofSecurity } = inSecurity;
  const { find: findOf, ...ofParty } = ofHolder;
  return [
    route({
      ...{ ...shown, ...ofSecurity, reply },
      path: `/v1/securities/{isin}/${name}`,
      params: z.strictObject({ isin: Isin }),
      handle: ({ params: { isin }, query }) => {
        const { queries } = services.channel(query.channel);
        const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
        const items = findIn(services.readModel.database, queries.channel, isin);
        return { status: 200, body: { asOf, items: show(items, asOf.businessDate) } };
      },
    }),
    route({
      ...{ ...shown, ...ofParty, reply },
      path: `/v1/parties/{id}/${name}`,
      params: z.strictObject({ id: PartyId }),
      handle: ({ params: { id }, query }) => {
        const { queries } = services.channel(query.channel);
        requireCustodian(queries, id);
        const asOf = queries.asOf();
        const items = findOf(services.readModel.database, queries.channel, id);
        return { status: 200, body: { asOf, items: show(items, asOf.businessDate) } };
      },
    }),
  ];
}
