import {
  canonicalJson,
  LIMITS,
  listChangeHash,
  sanctionsListChange,
  sha256Hex,
  type SanctionsListChange,
} from '@scrip/model';
import { z } from 'zod';
import { holdersOf } from '../../read-model/screening-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Isin, Nothing, PageQuery } from '../schemas/fields.js';
import { ListedHolders, ListReceipt, NewListings, NewScreener, SanctionsListReply } from '../schemas/screening.js';
import { stated } from '../stated.js';
import { proposalRoute } from './command-route.js';
import { DATA_HANDLERS } from './personal-records.js';

const tag = 'Screening';
const LIST_PATH = '/v1/screening/list';
const params = z.strictObject({ isin: Isin });

/** Routes of screening: the list is this organisation's, and nobody else can read it. */
export const screeningRoutes = (services: Services): readonly Route[] => [
  changeList(services),
  showList(services),
  listedHolders(services),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/screener',
    operationId: 'changeScreener',
    summary: 'Propose who screens a security: the first one by its issuer, another one or none by a regulator',
    tag,
    params,
    body: NewScreener,
    command: 'security:changeScreener',
    bodyOf: ({ params: { isin }, body }) => stated({ ...body, isin }),
  }),
];

function changeList(services: Services): Route {
  return route({
    method: 'post',
    path: LIST_PATH,
    operationId: 'changeSanctionsList',
    summary: 'List parties, or take them off; it stays in this organisation’s private collection and counts at once',
    tag,
    params: Nothing,
    query: ChannelQuery,
    body: NewListings,
    reply: { status: 200, description: 'Changed', schema: ListReceipt },
    handle: async ({ query, body, operator, commandId, seed }) => {
      const { ledger } = services.channel(query.channel);
      const made = draw(body, seed);
      const command = { name: 'screening:changeList', commandId, operator: operator.id };
      const change = listChangeHash(made);
      const sent = { ...command, body: { change } };
      const { transactionId, block } = await ledger.submitPrivately(sent, { change: canonicalJson(made) });
      return { status: 200, body: { change, transactionId, block } };
    },
  });
}

/** A change with a salt of its own: a repetition of the request has the same one. */
const draw = ({ entries }: z.output<typeof NewListings>, seed: Uint8Array): SanctionsListChange =>
  sanctionsListChange(stated({ entries, salt: sha256Hex(`sanctions ${Buffer.from(seed).toString('hex')}`) }), '');

function showList(services: Services): Route {
  return route({
    method: 'get',
    path: LIST_PATH,
    operationId: 'getSanctionsList',
    refusals: [409, 422],
    roles: DATA_HANDLERS,
    summary: 'For how long and why somebody is on this organisation’s list; whom it is about, the list itself hides',
    tag,
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The list', schema: SanctionsListReply },
    handle: async ({ query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const asOf = queries.asOf();
      const { hash, entries } = Kept.parse(await ledger.evaluate('screening:list'));
      return { status: 200, body: { asOf, hash, items: entries } };
    },
  });
}

const Kept = z.object({
  hash: z.string(),
  entries: z.array(z.object({ reason: z.string(), from: z.string(), until: z.string().optional() })),
});
const Found = z.object({ listed: z.array(z.object({ party: z.string(), reason: z.string() })) });

function listedHolders(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/screening/listed',
    operationId: 'getListedHolders',
    refusals: [409, 422],
    roles: DATA_HANDLERS,
    summary: 'Which holders of a security are on this organisation’s list: some holders a page, listed or not',
    tag,
    params,
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'Those of the page who are listed', schema: ListedHolders },
    handle: async ({ params: { isin }, query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const { calendar } = requireSecurity(queries, isin);
      const asOf = queries.asOf(calendar);
      const { limit, after } = askedPage(query);
      const page = { limit: Math.min(limit, LIMITS.holdersPerScreeningMax), after };
      const { items: holders, ...next } = holdersOf(services.readModel.database, queries.channel, isin, page);
      const answer =
        holders.length === 0 ? { listed: [] } : await ledger.evaluate('screening:listed', isin, canonicalJson(holders));
      return { status: 200, body: { asOf, isin, items: Found.parse(answer).listed, ...next } };
    },
  });
}
