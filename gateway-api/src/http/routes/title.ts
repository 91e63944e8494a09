import { consideration as readConsideration, considerationHash } from '@scrip/model';
import { z } from 'zod';
import type { Services } from '../../services.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, InstructionId, Nothing } from '../schemas/fields.js';
import { AcceptanceReceipt, NewAcceptance, TitlePosition } from '../schemas/title.js';
import { stated } from '../stated.js';
import { commandRoute } from './command-route.js';

const tag = 'Ownership';
const params = z.strictObject({ id: InstructionId });

/** What of a transfer its receiver consents to. */
const Offered = z.looseObject({
  toHolderId: z.string(),
  terms: z.string().optional(),
  deed: z.looseObject({ consideration: z.string() }).optional(),
});

/** Routes of title to what a transfer is about. */
export const titleRoutes = (services: Services): readonly Route[] => [accept(services), position(services)];

const accept = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/transfers/{id}/acceptance',
    operationId: 'acceptTransfer',
    summary: 'Consent, as the receiver of a transfer, to the terms of its deed (custodian of the receiver)',
    tag,
    params,
    body: NewAcceptance,
    reply: { description: 'Accepted', schema: AcceptanceReceipt },
    command: 'settlement:accept',
    bodyOf: async ({ params: { id }, body: { consideration, ...body }, channel }) => {
      const offered = Offered.parse(await channel.ledger.evaluate('settlement:instruction', id));
      const terms = body.terms ?? offered.terms;
      if (terms === undefined) throw ledgerProblem('DEED_MISSING');
      if (consideration !== undefined) {
        const given = readConsideration(stated(consideration), '/consideration');
        if (considerationHash(given) !== offered.deed?.consideration) {
          throw ledgerProblem('DEED_DIFFERS', { detail: 'The deed names another consideration. Nothing was written.' });
        }
        await services.considerations.keep(channel.ledger.channel, given);
      }
      return stated({ instructionId: id, party: offered.toHolderId, ...body, terms });
    },
  });

const position = (services: Services): Route =>
  route({
    method: 'get',
    path: '/v1/transfers/{id}/title',
    operationId: 'getTitle',
    refusals: [409, 422],
    summary: 'Who owns what a transfer is about, who bears what falls due, who has consented and voted, until when',
    tag,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'How it stands with title', schema: TitlePosition },
    handle: async ({ params: { id }, query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const asOf = queries.asOf();
      const stands = z.record(z.string(), z.json()).parse(await ledger.evaluate('ownership:position', id));
      return { status: 200, body: { asOf, ...stands } };
    },
  });
