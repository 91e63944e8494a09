import { z } from 'zod';
import type { JsonObject } from '../../ledger/ledger.js';
import type { Services } from '../../services.js';
import type { Route } from '../route.js';
import { Nothing, BusinessDate, PartyId, receipt } from '../schemas/fields.js';
import { PartyChange, SignedKeyChange, SignedPartyAct, SignedRecoveryRequest } from '../schemas/party.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';

const params = z.strictObject({ id: PartyId });
/** What was signed names the party too; here the path does. */
const signedAct = (
  partyId: string,
  { act, authorisation }: { act: object; authorisation?: object | undefined },
): JsonObject => stated({ act: { ...act, partyId }, authorisation });

/** Routes of a party's keys: their change, and their recovery by guardians. Acts are signed by the parties themselves. */
export const partyKeyRoutes = (services: Services): readonly Route[] => [
  commandRoute(services, {
    path: '/v1/parties/{id}/keys',
    operationId: 'changeKeys',
    summary: 'Change keys, thresholds or guardians, signed by the party; the first keys are enrolled unsigned',
    tag: 'Parties',
    params,
    body: SignedKeyChange,
    reply: { description: 'Changed', schema: PartyChange },
    command: 'party:changeKeys',
    bodyOf: ({ params: { id }, body }) => signedAct(id, body),
  }),
  commandRoute(services, {
    path: '/v1/parties/{id}/recovery',
    operationId: 'requestRecovery',
    summary: 'Ask for new keys, signed by guardians; the old ones give no instruction from now on',
    tag: 'Parties',
    params,
    body: SignedRecoveryRequest,
    reply: {
      description: 'Asked for',
      schema: z.strictObject({ partyId: PartyId, effectiveOn: BusinessDate, ...receipt }),
    },
    command: 'party:requestRecovery',
    bodyOf: ({ params: { id }, body }) => signedAct(id, body),
  }),
  proposalRoute(services, {
    path: '/v1/parties/{id}/recovery/cancellation',
    operationId: 'cancelRecovery',
    summary: 'Propose to end a recovery at the objection of the party, signed by its present keys',
    tag: 'Parties',
    params,
    body: SignedPartyAct,
    command: 'party:cancelRecovery',
    bodyOf: ({ params: { id }, body }) => signedAct(id, body),
  }),
  proposalRoute(services, {
    path: '/v1/parties/{id}/recovery/completion',
    operationId: 'completeRecovery',
    summary: 'Propose to put the keys of a recovery in force once its delay has passed',
    tag: 'Parties',
    params,
    body: Nothing,
    command: 'party:completeRecovery',
    bodyOf: ({ params: { id } }) => ({ partyId: id }),
  }),
];
