import { canonicalJson, sha256Hex } from '@scrip/model';
import { z } from 'zod';
import type { Services } from '../../services.js';
import type { Command, JsonObject } from '../../ledger/ledger.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, PartyId, receipt } from '../schemas/fields.js';
import { NewRestriction, ReasonErasure, Restoration } from '../schemas/party.js';
import { proposalRoute } from './command-route.js';

const params = z.strictObject({ id: PartyId });

/** Routes of a party's capacity to act: its restriction for a private reason, and the end of that. */
export const partyCapacityRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/parties/{id}/restriction',
    operationId: 'restrictParty',
    summary:
      'Propose to take from a party the power to act for itself: minority, incapacity, death, insolvency, court order',
    tag: 'Parties',
    params,
    body: NewRestriction,
    command: 'party:restrict',
    bodyOf: async ({ params: { id }, body, channel, operator, commandId, seed }) => {
      const { reason, document, outlasting = [], salt = Buffer.from(seed).toString('hex') } = body;
      const kept = canonicalJson({ schema: 1, salt, reason, document });
      const reference = { partyId: id, reasonHash: sha256Hex(kept) };
      const command = { name: 'party:recordReason', commandId: `${commandId}-1`, operator, body: reference };
      await channel.ledger.submitPrivately(command, { reason: kept });
      return { ...reference, outlasting };
    },
    takeBack: ({ ledger, operator, commandId, body }) =>
      ledger.submitPrivately(reasonErasure(body, { operator, commandId: `${commandId}-3` }), {}),
  }),
  eraseReason(services),
  proposalRoute(services, {
    path: '/v1/parties/{id}/restoration',
    operationId: 'restoreParty',
    summary:
      'Propose to lift a restriction, by the organisation that imposed it; the party acts again when none is left',
    tag: 'Parties',
    params,
    body: Restoration,
    command: 'party:restore',
    bodyOf: ({ params: { id }, body: { imposedBy = services.mspId } }) => ({ partyId: id, imposedBy }),
  }),
];

/** Who gives the command by which a reason is erased. */
type Given = Pick<Command, 'operator' | 'commandId'>;

/** The command that erases the private reason of a restriction that never came about or is over. */
export const reasonErasure = ({ partyId, reasonHash }: JsonObject, given: Given): Command => ({
  ...given,
  name: 'party:purgeReason',
  body: { partyId: partyId ?? null, reasonHash: reasonHash ?? null },
});

function eraseReason(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/parties/{id}/restriction/erasure',
    operationId: 'eraseRestrictionReason',
    summary: 'Erase the private reason of a restriction that was lifted or was never imposed',
    tag: 'Personal data',
    params,
    query: ChannelQuery,
    body: ReasonErasure,
    reply: { status: 200, description: 'Erased', schema: z.strictObject({ partyId: PartyId, ...receipt }) },
    handle: async ({ params: { id: partyId }, query, body: { reasonHash }, operator, commandId }) => {
      const { ledger } = services.channel(query.channel);
      const command = reasonErasure({ partyId, reasonHash }, { operator: operator.id, commandId });
      const { transactionId, block } = await ledger.submitPrivately(command, {});
      return { status: 200, body: { partyId, transactionId, block } };
    },
  });
}
