import { z } from 'zod';
import type { Services } from '../../services.js';
import { route, type Route } from '../route.js';
import {
  AttestorPlace,
  NewAttestor,
  NewAttestorNotice,
  NewCustodian,
  NewRehoming,
  RehomingReceipt,
  StaleLots,
} from '../schemas/attestor.js';
import { ChannelQuery, Isin, Nothing, PartyId } from '../schemas/fields.js';
import { commandRoute, proposalRoute } from './command-route.js';

const tag = 'Ownership';
const params = z.strictObject({ isin: Isin });
const place = z.strictObject({ isin: Isin, place: AttestorPlace });

/** Routes by which those who attest the lots of a security change. */
export const attestorRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/attestors/{place}/notice',
    operationId: 'giveAttestorNotice',
    summary: 'Propose to give up a place at a security; the issuer may name a successor then (who has the place)',
    tag,
    params: place,
    body: NewAttestorNotice,
    command: 'ownership:giveNotice',
    bodyOf: ({ params: { isin, place: role }, body }) => ({ ...body, isin, role }),
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/attestors/{place}/successor',
    operationId: 'replaceAttestor',
    summary:
      'Propose another organisation for a place at a security (regulator; issuer after a notice or where the one before has lost its standing)',
    tag,
    params: place,
    body: NewAttestor,
    command: 'ownership:replaceAttestor',
    bodyOf: ({ params: { isin, place: role }, body }) => ({ ...body, isin, role }),
  }),
  proposalRoute(services, {
    path: '/v1/parties/{id}/custody',
    operationId: 'moveCustody',
    summary:
      'Propose another custodian for a party (its custodian, or a regulator where that one is gone; and the one that takes it)',
    tag,
    params: z.strictObject({ id: PartyId }),
    body: NewCustodian,
    command: 'party:moveCustody',
    bodyOf: ({ params: { id: partyId }, body }) => ({ ...body, partyId }),
  }),
  staleLots(services),
  commandRoute(services, {
    path: '/v1/securities/{isin}/rehoming',
    operationId: 'rehomeLots',
    summary:
      'Have lots attested by those who should attest them; the registrar’s gateway does it by itself while all before answer',
    tag,
    params,
    body: NewRehoming,
    reply: { description: 'How many lots came home', schema: RehomingReceipt },
    command: 'ownership:rehome',
    bodyOf: ({ params: { isin }, body }) => ({ ...body, isin }),
  }),
];

function staleLots(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/stale-lots',
    operationId: 'getStaleLots',
    refusals: [422],
    summary: 'Lots that are attested by others than those who should, by holder, some holders at a time',
    tag,
    params,
    query: ChannelQuery.extend({ after: PartyId.optional().meta({ description: 'The last holder that was seen' }) }),
    body: Nothing,
    reply: { status: 200, description: 'Holders with such lots', schema: StaleLots },
    handle: async ({ params: { isin }, query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const asOf = queries.asOf();
      const answer = await ledger.evaluate('ownership:stale', isin, query.after ?? '');
      return { status: 200, body: { asOf, ...z.record(z.string(), z.json()).parse(answer) } };
    },
  });
}
