import {
  canonicalJson,
  derivePartyId,
  partyRecordHash,
  privatePartyRecord,
  type MspId,
  type Retention,
} from '@scrip/model';
import { z } from 'zod';
import type { Services } from '../../services.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { PartyId, Nothing, PAGE_DEFAULT, PageQuery } from '../schemas/fields.js';
import { Party, Holdings, NewParty } from '../schemas/party.js';

/** What the data of a party are kept for when the request does not say. */
const CUSTODY: Retention = { purpose: 'custody account', basis: 'contract' };

/** Lots of one holding that an answer lists; the units count all. */
const LOTS_SHOWN_MAX = 500;

/** Routes of parties and what they hold. */
export const partyRoutes = (services: Services): readonly Route[] => [registerParty(services), holdingsOf(services)];

function registerParty(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/parties',
    operationId: 'registerParty',
    summary: 'Take a party on: name and address stay in this organisation’s private collection',
    tag: 'Parties',
    params: Nothing,
    query: Nothing,
    body: NewParty,
    reply: { status: 201, description: 'Registered', schema: Party },
    handle: async ({ body, operator, commandId, seed }) => {
      const { channel, kind = 'person', entity, retention = CUSTODY, ...person } = body;
      const { ledger } = services.channel(channel);
      const salt = Buffer.from(seed).toString('hex');
      const record = privatePartyRecord({ schema: 1, salt, ...person, retention }, '');
      const partyId = derivePartyId(services.mspId as MspId, record);
      const reference = { partyId, recordHash: partyRecordHash(record) };
      // Private first, public second (DESIGN section 6): a repetition finds either command consumed and goes on.
      const command = { operator: operator.id };
      const privately = { ...command, name: 'party:record', commandId: `${commandId}-1`, body: reference };
      await ledger.submitPrivately(privately, { record: canonicalJson(record) });
      const registration = { ...reference, kind, ...(entity === undefined ? {} : { entity }) };
      const publicly = { ...command, name: 'party:register', commandId: `${commandId}-2`, body: registration };
      const { transactionId, block } = await services.submit(ledger, publicly);
      return {
        status: 201,
        headers: { Location: `/v1/parties/${partyId}/holdings?channel=${ledger.channel}` },
        body: { partyId, channel: ledger.channel, custodian: services.mspId, transactionId, block },
      };
    },
  });
}

function holdingsOf(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties/{id}/holdings',
    operationId: 'getHoldings',
    summary: 'What a holder has, with its lots',
    tag: 'Parties',
    params: z.strictObject({ id: PartyId }),
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'Holdings', schema: Holdings },
    handle: ({ params: { id }, query }) => {
      const { queries } = services.channel(query.channel);
      const custodian = queries.custodian(id);
      if (custodian === undefined) throw ledgerProblem('PARTY_UNKNOWN');
      const page = queries.holdings(id, { limit: query.limit ?? PAGE_DEFAULT, after: query.cursor ?? '' });
      const items = page.items.map((holding) => ({
        ...holding,
        lots: queries
          .heldLots(holding.isin, id, LOTS_SHOWN_MAX)
          .map(({ lotId, units, acquiredOn, price, origin, createdBlock }) => ({
            lotId,
            units,
            acquiredOn,
            price: price ?? null,
            origin,
            block: createdBlock,
          })),
      }));
      return { status: 200, body: { asOf: queries.asOf(), holderId: id, custodian, ...page, items } };
    },
  });
}
