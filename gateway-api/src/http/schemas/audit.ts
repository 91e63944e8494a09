import { z } from 'zod';
import { ChannelName, Isin, PartyId, UnitsTotal } from './fields.js';

const Count = z.int().min(0);

/** Answer of GET /v1/audit. */
export const AuditReport = z
  .strictObject({
    channel: ChannelName,
    block: z.int().min(-1).meta({ description: 'Last block that was judged; -1 before the first' }),
    peerHeight: Count.meta({ description: 'Blocks that the peer has: judged are all when it is one more than block' }),
    transactions: Count.meta({ description: 'Valid transactions that were judged' }),
    clean: z
      .boolean()
      .meta({ description: 'Whether every invariant held after each of them and the read model agrees' }),
    invariants: z.array(z.strictObject({ name: z.string(), statement: z.string(), violations: Count })),
    findings: z
      .array(z.strictObject({ block: Count, transactionId: z.string(), invariant: z.string(), finding: z.string() }))
      .meta({ description: 'The first of them, oldest first' }),
    readModel: z
      .strictObject({
        comparedAt: z
          .int()
          .min(-1)
          .nullable()
          .meta({ description: 'Block of the comparison; null while the two are not at the same' }),
        differences: z.array(
          z.strictObject({ isin: Isin, holderId: PartyId, ledger: UnitsTotal, readModel: UnitsTotal }),
        ),
      })
      .meta({ description: 'Whether what this gateway answers from agrees with the blocks' }),
  })
  .meta({ id: 'AuditReport' });
