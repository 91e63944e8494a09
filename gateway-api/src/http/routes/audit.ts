import { compareHoldings } from '../../audit/compare-holdings.js';
import type { ChannelServices, Services } from '../../services.js';
import { route, type Reply, type Route } from '../route.js';
import { AuditReport } from '../schemas/audit.js';
import { ChannelQuery, Nothing } from '../schemas/fields.js';

/** How long an audit that is behind is waited for, so that whoever asks after a command sees it judged. */
const CATCH_UP_MS = 5_000;

/** The route of the audit of a channel. */
export const auditRoutes = (services: Services): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/audit',
    operationId: 'auditChannel',
    summary: 'Whether every block of the channel left the register as it must be, recomputed by this gateway',
    tag: 'Audit',
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'What was judged and what was found', schema: AuditReport },
    handle: ({ query }) => report(services, services.channel(query.channel)),
  }),
];

async function report(services: Services, { ledger, audit }: ChannelServices): Promise<Reply> {
  const { channel } = ledger;
  const peerHeight = await ledger.height();
  await audit.reached(peerHeight - 1, CATCH_UP_MS);
  const isComparable = audit.block() === services.readModel.block(channel);
  const differences = isComparable ? compareHoldings(audit.holdings, services.readModel.database, channel) : [];
  const { invariants, findings, transactions } = audit;
  const body = {
    ...{ channel, block: audit.block(), peerHeight, transactions },
    clean: findings.length === 0 && differences.length === 0,
    ...{ invariants, findings },
    readModel: {
      comparedAt: isComparable ? audit.block() : null,
      differences: differences.map(({ ledger: there, readModel, ...holding }) => ({
        ...holding,
        ledger: there.toString(),
        readModel: readModel.toString(),
      })),
    },
  };
  return { status: 200, body };
}
