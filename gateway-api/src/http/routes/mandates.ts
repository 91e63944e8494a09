import { canonicalJson, LIMITS, partyId as partyReader } from '@scrip/model';
import { z } from 'zod';
import { mandateOf, mandatesOf } from '../../read-model/mandate-queries.js';
import type { Services } from '../../services.js';
import { ledgerProblem } from '../ledger-problems.js';
import { requireCustodian } from '../known.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Isin, MandateId, Nothing, PartyId, Units } from '../schemas/fields.js';
import {
  Authority,
  DismissedOfficer,
  MandateReceipt,
  MandateReply,
  Mandates,
  NewAppointment,
  NewOfficer,
  OfficerReceipt,
  SignedMandate,
  SignedResignation,
  SignedRevocation,
} from '../schemas/mandate.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';

const params = z.strictObject({ id: PartyId });
const mandateParams = z.strictObject({ id: PartyId, mandateId: MandateId });
const MANDATE_PATH = '/v1/parties/{id}/mandates/{mandateId}';
const MANDATE_REPLY = { description: 'The mandate', schema: MandateReceipt };

/** Routes of who acts for a party: mandates, offices, and the question who may. */
export const mandateRoutes = (services: Services): readonly Route[] => [
  ...givingRoutes(services),
  ...endingRoutes(services),
  ...officerRoutes(services),
  mandatesOfParty(services),
  getMandate(services),
  authorityOver(services),
];

const givingRoutes = (services: Services): readonly Route[] => [
  commandRoute(services, {
    path: '/v1/parties/{id}/mandates',
    operationId: 'grantMandate',
    summary: 'Give others a mandate, signed by the party',
    tag: 'Mandates',
    params,
    body: SignedMandate,
    reply: MANDATE_REPLY,
    created: {
      path: MANDATE_PATH,
      at: ({ params: { id }, result }) => ({ id, mandateId: z.string().parse(result['mandateId']) }),
    },
    command: 'mandate:grant',
    bodyOf: ({ params: { id }, body: { act, authorisation } }) =>
      stated({ act: { ...act, principal: id }, authorisation }),
  }),
  proposalRoute(services, {
    path: '/v1/parties/{id}/appointments',
    operationId: 'appointAgents',
    summary: 'Propose who acts for a party by law or order of a court (regulator; custodian of a party without keys)',
    tag: 'Mandates',
    params,
    body: NewAppointment,
    command: 'mandate:appoint',
    bodyOf: ({ params: { id }, body }) => stated({ ...body, principal: id }),
  }),
];

const endingRoutes = (services: Services): readonly Route[] => [
  commandRoute(services, {
    path: '/v1/parties/{id}/mandates/{mandateId}/revocation',
    operationId: 'revokeMandate',
    summary: 'End a mandate, signed by the party that gave it',
    tag: 'Mandates',
    params: mandateParams,
    body: SignedRevocation,
    reply: MANDATE_REPLY,
    command: 'mandate:revoke',
    bodyOf: ({ params: { id, mandateId }, body: { authorisation } }) =>
      stated({ act: { principal: id, mandateId }, authorisation }),
  }),
  commandRoute(services, {
    path: '/v1/parties/{id}/mandates/{mandateId}/resignation',
    operationId: 'resignMandate',
    summary: 'Lay a mandate down, signed by the agent',
    tag: 'Mandates',
    params: mandateParams,
    body: SignedResignation,
    reply: MANDATE_REPLY,
    command: 'mandate:resign',
    bodyOf: ({ params: { id, mandateId }, body: { agent, authorisation } }) =>
      stated({ act: { principal: id, mandateId, agent }, authorisation }),
  }),
  commandRoute(services, {
    path: '/v1/parties/{id}/mandates/{mandateId}/withdrawal',
    operationId: 'withdrawMandate',
    summary: 'End an appointment (the organisation that entered it)',
    tag: 'Mandates',
    params: mandateParams,
    body: Nothing,
    reply: MANDATE_REPLY,
    command: 'mandate:withdraw',
    bodyOf: ({ params: { id, mandateId } }) => ({ principal: id, mandateId }),
  }),
];

const officerRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/parties/{id}/officers',
    operationId: 'appointOfficer',
    summary: 'Propose who holds an office of an entity (regulator; custodian of an entity without keys)',
    tag: 'Mandates',
    params,
    body: NewOfficer,
    command: 'mandate:appointOfficer',
    bodyOf: ({ params: { id }, body }) => stated({ ...body, entity: id }),
  }),
  commandRoute(services, {
    path: '/v1/parties/{id}/officers/dismissal',
    operationId: 'dismissOfficer',
    summary: 'End an office (custodian or regulator)',
    tag: 'Mandates',
    params,
    body: DismissedOfficer,
    reply: { description: 'The officer', schema: OfficerReceipt },
    command: 'mandate:dismissOfficer',
    bodyOf: ({ params: { id }, body }) => ({ ...body, entity: id }),
  }),
];

function mandatesOfParty(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties/{id}/mandates',
    operationId: 'getMandates',
    summary: 'Who acts for a party: its mandates, those that have ended too, and its officers',
    tag: 'Mandates',
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'Mandates and officers', schema: Mandates },
    handle: ({ params: { id }, query }) => {
      const { queries } = services.channel(query.channel);
      requireCustodian(queries, id);
      const found = mandatesOf(services.readModel.database, queries.channel, id);
      return { status: 200, body: { asOf: queries.asOf(), partyId: id, ...found } };
    },
  });
}

function getMandate(services: Services): Route {
  return route({
    method: 'get',
    path: MANDATE_PATH,
    operationId: 'getMandate',
    summary: 'A mandate, ended ones too',
    tag: 'Mandates',
    params: mandateParams,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The mandate', schema: MandateReply },
    handle: ({ params: { id, mandateId }, query }) => {
      const { queries } = services.channel(query.channel);
      const mandate = mandateOf(services.readModel.database, queries.channel, id, mandateId);
      if (mandate === undefined) throw ledgerProblem('MANDATE_UNKNOWN');
      return { status: 200, body: { asOf: queries.asOf(), mandate } };
    },
  });
}

const Signers = z
  .string()
  .max(LIMITS.queryArgumentCharactersMax)
  .transform((given) => given.split(','))
  .refine((ids) => ids.length <= LIMITS.signaturesPerStatementMax && ids.every(isPartyId), 'must be party ids')
  .optional()
  .meta({ description: 'Party ids, with commas between; absent: whether the custodian may act without a signature' });

function isPartyId(given: string): boolean {
  try {
    return partyReader(given, '') === given;
  } catch {
    return false;
  }
}

/** Asked of the ledger itself, because the answer is a judgement and not a record. */
function authorityOver(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties/{id}/authority',
    operationId: 'mayAct',
    refusals: [409, 422],
    summary: 'Whether some parties together may instruct a transfer for a party, and by which way',
    tag: 'Mandates',
    params,
    query: ChannelQuery.extend({ isin: Isin, units: Units, signers: Signers }),
    body: Nothing,
    reply: { status: 200, description: 'The judgement', schema: Authority },
    handle: async ({ params: { id }, query: { channel: name, isin, units, signers = [] } }) => {
      const { ledger, queries } = services.channel(name);
      const question = canonicalJson({ principal: id, isin, units, signers });
      const verdict = Authority.omit({ asOf: true }).parse(await ledger.evaluate('mandate:mayAct', question));
      return { status: 200, body: { asOf: queries.asOf(queries.security(isin)?.calendar), ...verdict } };
    },
  });
}
