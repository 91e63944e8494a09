import { z } from 'zod';
import { evidenceShown } from '../../read-model/evidence-queries.js';
import type { Services } from '../../services.js';
import { requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import {
  EvidenceDue,
  EvidenceDueQuery,
  EvidenceParams,
  EvidenceReply,
  NewEvidence,
  RevokedEvidence,
} from '../schemas/evidence.js';
import { ChannelQuery, Isin, Nothing } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';

const params = z.strictObject({ isin: Isin });
const tag = 'Securities';
const DAYS = '30';

/** Routes of evidence of what stands behind securities. */
export const evidenceRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/evidence',
    operationId: 'publishEvidence',
    summary: 'Propose to show what stands behind a security (the notary of its title, else its registrar)',
    tag,
    params,
    body: NewEvidence,
    command: 'evidence:publish',
    bodyOf: ({ params: { isin }, body }) => stated({ ...body, isin }),
  }),
  commandRoute(services, {
    path: '/v1/securities/{isin}/evidence/{evidenceId}/revoke',
    operationId: 'revokeEvidence',
    summary: 'Take evidence back: it counts no longer (who published it)',
    tag,
    params: EvidenceParams,
    body: Nothing,
    reply: { description: 'Revoked', schema: RevokedEvidence },
    command: 'evidence:revoke',
    bodyOf: ({ params: named }) => ({ ...named }),
  }),
  behind(services),
  due(services),
];

function behind(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/evidence',
    operationId: 'getEvidence',
    summary: 'What stands behind a security: what is demanded, how it stands with it, and all that was shown',
    tag,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The evidence', schema: EvidenceReply },
    handle: async ({ params: { isin }, query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const asOf = queries.asOf(requireSecurity(queries, isin).calendar);
      const said = (await ledger.evaluate('evidence:behind', isin)) as Readonly<Record<string, unknown>>;
      const items = evidenceShown(services.readModel.database, queries.channel, isin);
      const { demands, transfersSuspended } = said;
      return { status: 200, body: { asOf, isin, demands, transfersSuspended, items } };
    },
  });
}

function due(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/evidence/due',
    operationId: 'listEvidenceDue',
    summary: 'What must be shown anew within so many days, of all securities: what is missing first',
    tag,
    params: Nothing,
    query: EvidenceDueQuery,
    body: Nothing,
    reply: { status: 200, description: 'The most urgent first', schema: EvidenceDue },
    handle: async ({ query: { channel, within = DAYS } }) => {
      const { ledger, queries } = services.channel(channel);
      const said = (await ledger.evaluate('evidence:due', within)) as Readonly<Record<string, unknown>>;
      return { status: 200, body: { asOf: queries.asOf(), days: Number(within), items: said['due'] } };
    },
  });
}
