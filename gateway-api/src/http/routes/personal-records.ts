import { canonicalJson, partyRecordHash, privatePartyRecord, type PrivatePartyRecord } from '@scrip/model';
import type { OperatorRole } from '@scrip/config';
import { z } from 'zod';
import type { Services } from '../../services.js';
import { requireCustodian } from '../known.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Name, Nothing, PartyId, Sha256, receipt } from '../schemas/fields.js';
import { AccessReport, AmendedRecord, PersonalRecordReply } from '../schemas/party.js';
import { stated } from '../stated.js';
import { commandRoute } from './command-route.js';

const params = z.strictObject({ id: PartyId });
/** Who handles personal data: a viewer sees the register, not the people behind it. */
export const DATA_HANDLERS: readonly OperatorRole[] = ['maker', 'checker', 'administrator'];

/** Routes of the personal data of parties, which only the organisation that took them on has. */
export const personalRecordRoutes = (services: Services): readonly Route[] => [
  readRecord(services),
  accessReport(services),
  amendRecord(services),
  eraseRecord(services),
];

function readRecord(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties/{id}/record',
    operationId: 'getPersonalRecord',
    refusals: [409, 422],
    summary: 'Who a party is; every reading is logged with its purpose',
    tag: 'Personal data',
    roles: DATA_HANDLERS,
    params,
    query: ChannelQuery.extend({ purpose: Name.meta({ description: 'What the data are read for' }) }),
    body: Nothing,
    reply: { status: 200, description: 'The personal record', schema: PersonalRecordReply },
    handle: async ({ params: { id }, query, operator }) => {
      const { ledger } = services.channel(query.channel);
      await services.accessLog.enter(ledger.channel, id, { operator: operator.id, purpose: query.purpose });
      const kept = privatePartyRecord(await ledger.evaluate('party:read', id), '');
      return { status: 200, body: { partyId: id, record: shown(kept) } };
    },
  });
}

/** The record without what only serves its hash. */
function shown(kept: PrivatePartyRecord): object {
  return Object.fromEntries(Object.entries(kept).filter(([name]) => name !== 'schema' && name !== 'salt'));
}

function accessReport(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties/{id}/access-report',
    operationId: 'getAccessReport',
    roles: DATA_HANDLERS,
    summary: 'Who read the personal data of a party, when and what for (GDPR, article 15)',
    tag: 'Personal data',
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The accesses, latest first', schema: AccessReport },
    handle: ({ params: { id }, query }) => {
      const { queries } = services.channel(query.channel);
      requireCustodian(queries, id);
      const items = services.accessLog.report(queries.channel, id);
      return { status: 200, body: { asOf: queries.asOf(), partyId: id, items } };
    },
  });
}

const amendRecord = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/parties/{id}/record',
    operationId: 'amendPersonalRecord',
    summary: 'Replace the personal record: people move, marry, and end their relation (retention.startsOn)',
    tag: 'Personal data',
    params,
    body: AmendedRecord,
    reply: {
      description: 'Replaced',
      schema: z.strictObject({ partyId: PartyId, recordHash: Sha256, ...receipt }),
    },
    command: 'party:amend',
    bodyOf: async ({ params: { id }, body, channel, operator, commandId, seed }) => {
      const salt = Buffer.from(seed).toString('hex');
      const { evidence } = privatePartyRecord(await channel.ledger.evaluate('party:read', id), '');
      const record = privatePartyRecord(stated({ schema: 1, salt, ...body, evidence }), '');
      const reference = { partyId: id, recordHash: partyRecordHash(record) };
      const command = { name: 'party:record', commandId: `${commandId}-1`, operator, body: reference };
      await channel.ledger.submitPrivately(command, { record: canonicalJson(record) });
      return reference;
    },
  });

function eraseRecord(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/parties/{id}/erasure',
    operationId: 'erasePersonalRecord',
    summary: 'Erase the personal record with its history, once its retention period has begun',
    tag: 'Personal data',
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'Erased', schema: z.strictObject({ partyId: PartyId, ...receipt }) },
    handle: async ({ params: { id }, query, operator, commandId }) => {
      const { ledger } = services.channel(query.channel);
      const command = { name: 'party:purge', commandId, operator: operator.id, body: { partyId: id } };
      const { transactionId, block } = await ledger.submitPrivately(command, {});
      // the channel does not see an erasure, so its credentials do not end by the record that it has
      await services.issuedCredentials.withdraw(ledger.channel, id);
      return { status: 200, body: { partyId: id, transactionId, block } };
    },
  });
}
