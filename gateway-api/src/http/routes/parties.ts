import { didDocument, didOf, party as partyReader, type Party as PartyRecord } from '@scrip/model';
import { z } from 'zod';
import type { ChannelServices, Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireCustodian } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Nothing, PageQuery, PartyId } from '../schemas/fields.js';
import { Holdings, LedgerIdentity, NewParty, PartyList, PartyReceipt, PartyReply } from '../schemas/party.js';
import { KeyId } from '../schemas/signature.js';
import { stated } from '../stated.js';
import { charterOf, ledgerName } from '../ledger-name.js';
import { PARTY_PATH, takeOn } from './take-on.js';

/** Lots of one holding that an answer lists; the units count all. */
const LOTS_SHOWN_MAX = 500;

/** Routes of parties and what they hold. */
export const partyRoutes = (services: Services): readonly Route[] => [
  ledgerIdentity(services),
  registerParty(services),
  listParties(services),
  getParty(services),
  didOfParty(services),
  partyOfKey(services),
  holdingsOf(services),
];

function registerParty(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/parties',
    operationId: 'registerParty',
    summary: 'Take a party on: name and address stay in this organisation’s private collection',
    tag: 'Parties',
    params: Nothing,
    query: ChannelQuery,
    body: NewParty,
    reply: { status: 201, location: PARTY_PATH, description: 'Registered', schema: PartyReceipt },
    handle: ({ query, body, operator, commandId, seed }) => {
      const { kind = 'person', entity, keys, thresholds, guardianship, ...person } = body;
      const registration = stated({ kind, entity, keys, thresholds, guardianship });
      return takeOn(services, query.channel, { person, registration }, { operator: operator.id, commandId, seed });
    },
  });
}

function ledgerIdentity(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/ledger',
    operationId: 'getLedger',
    refusals: [409],
    summary: 'What the ledger is called in what parties sign, and the business date that decides',
    tag: 'Parties',
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The ledger', schema: LedgerIdentity },
    handle: ({ query }) => {
      const channel = services.channel(query.channel);
      const charter = charterOf(channel.queries);
      return { status: 200, body: { asOf: channel.queries.asOf(charter.referenceCalendar), ...charter } };
    },
  });
}

/** The record of a party. @throws {Problem} PARTY_UNKNOWN */
function recordOf({ queries }: ChannelServices, id: string): PartyRecord {
  const record = queries.party(id);
  if (record === undefined) throw ledgerProblem('PARTY_UNKNOWN');
  return partyReader(record, '');
}

/** The record of a party with its identifier. @throws {Problem} PARTY_UNKNOWN */
const shownParty = (channel: ChannelServices, id: string): object => ({
  ...recordOf(channel, id),
  did: didOf(ledgerName(channel.queries), id),
});

function listParties(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties',
    operationId: 'listParties',
    refusals: [409],
    summary: 'The parties that this organisation has taken on, by their public records',
    tag: 'Parties',
    params: Nothing,
    query: PageQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their ids', schema: PartyList },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      const page = queries.partiesOf(services.mspId, askedPage(query));
      const ledger = ledgerName(queries);
      const items = page.items.map((record) => {
        const party = partyReader(record, '');
        return { ...party, did: didOf(ledger, party.partyId) };
      });
      return { status: 200, body: { asOf: queries.asOf(), ...page, items } };
    },
  });
}

function getParty(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties/{id}',
    operationId: 'getParty',
    refusals: [409],
    summary: 'The public record of a party: keys, guardians, recovery, restrictions',
    tag: 'Parties',
    params: z.strictObject({ id: PartyId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The party', schema: PartyReply },
    handle: ({ params: { id }, query }) => {
      const channel = services.channel(query.channel);
      return { status: 200, body: { asOf: channel.queries.asOf(), party: shownParty(channel, id) } };
    },
  });
}

function didOfParty(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties/{id}/did',
    operationId: 'getDidDocument',
    refusals: [409],
    summary: 'The DID document of a party (W3C DID Core 1.0), made of its keys in force',
    tag: 'Parties',
    params: z.strictObject({ id: PartyId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The DID document', schema: z.looseObject({ id: z.string() }) },
    handle: ({ params: { id }, query }) => {
      const channel = services.channel(query.channel);
      return { status: 200, body: didDocument(ledgerName(channel.queries), recordOf(channel, id)) };
    },
  });
}

function partyOfKey(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/keys/{keyId}',
    operationId: 'getPartyOfKey',
    refusals: [409, 422],
    summary: 'The party whose key this is or was; a certificate is found by the thumbprint of its public key',
    tag: 'Parties',
    params: z.strictObject({ keyId: KeyId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The party', schema: PartyReply },
    handle: async ({ params: { keyId }, query }) => {
      const channel = services.channel(query.channel);
      const { partyId } = z.object({ partyId: z.string() }).parse(await channel.ledger.evaluate('party:ofKey', keyId));
      return { status: 200, body: { asOf: channel.queries.asOf(), party: shownParty(channel, partyId) } };
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
      const custodian = requireCustodian(queries, id);
      const page = queries.holdings(id, askedPage(query));
      const items = page.items.map((holding) => ({
        ...holding,
        lots: queries
          .heldLots(holding.isin, id, LOTS_SHOWN_MAX)
          .map(({ lotId, designation, units, acquiredOn, price, pricePer, origin, createdBlock }) => ({
            lotId,
            ...(designation === undefined ? {} : { designation }),
            units,
            acquiredOn,
            price: price ?? null,
            ...(pricePer === undefined ? {} : { pricePer }),
            origin,
            block: createdBlock,
          })),
      }));
      return { status: 200, body: { asOf: queries.asOf(), holderId: id, custodian, ...page, items } };
    },
  });
}
