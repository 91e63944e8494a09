import { canonicalJson, sha256Hex } from '@scrip/model';
import { z } from 'zod';
import type { Services } from '../../services.js';
import type { Route } from '../route.js';
import { PartyId } from '../schemas/fields.js';
import { NewRestriction, Restoration } from '../schemas/party.js';
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
  }),
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
