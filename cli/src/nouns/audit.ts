import { EXIT } from '../command/exit-code.js';
import { verb } from '../command/verb.js';
import { table } from '../output/table.js';

/** The register, recomputed by one member. */
export const AUDIT = verb({
  name: 'audit',
  kind: 'read',
  summary: 'Show whether every block left the register as it must be, recomputed from what was written',
  example: '',
  args: {},
  options: {},
  run: async (call) => {
    const report = await call.client.audit(call.channel);
    const { block, channel, clean, findings, invariants, peerHeight, readModel, transactions } = report;
    const lines = [
      ...table(
        [
          { heading: 'invariant', cell: ({ name }) => name },
          { heading: 'violations', cell: ({ violations }) => String(violations) },
          { heading: 'what holds', cell: ({ statement }) => statement },
        ],
        invariants,
      ),
      ...findings.map((each) => `block ${each.block}, ${each.invariant}: ${each.finding}`),
      ...readModel.differences.map(
        (each) => `${each.isin} ${each.holderId}: ${each.ledger} by the blocks, ${each.readModel} by the read model`,
      ),
      '',
      `${clean ? 'Clean' : 'NOT CLEAN'}: ${transactions} transactions up to block ${block} of ${channel}, of ${peerHeight} blocks`,
      readModel.comparedAt === null
        ? 'The read model was not compared: it was at another block.'
        : `The read model was compared at block ${readModel.comparedAt}.`,
    ];
    return { reply: report, lines, exitCode: clean ? EXIT.done : EXIT.refused };
  },
});
