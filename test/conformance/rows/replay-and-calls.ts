import { expect } from '@jest/globals';
import { transactionsOf, readBlocks } from '../../support/block.js';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { type Outcome, refusal, type Step } from '../../support/probe.js';
import { required } from '../../support/transaction.js';
import { ABORTED, DUPLICATE_TXID, ENDORSEMENT_POLICY_FAILURE, MVCC_READ_CONFLICT, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

/** Rows 43 and 44: a transaction sent twice, and calls from chaincode to chaincode on one channel. */
export function replayAndCalls(record: RowRecord, scene: Scene): void {
  /** All verdicts on a transaction id in the blocks from its first commit until now, in their order. */
  async function verdictsOf({ status }: Outcome): Promise<readonly number[]> {
    const later = await scene.given([scene.key('later'), 'v']);
    const { network } = scene.consortium.at(AURORA);
    const blocks = await readBlocks(network, status.blockNumber, later.status.blockNumber);
    const transactions = blocks.flatMap(transactionsOf).filter(({ txId }) => txId === status.transactionId);
    return transactions.map(({ code }) => code);
  }

  const call = (...steps: readonly Step[]): Step => ({
    op: 'invoke',
    chaincode: 'probe2',
    args: ['run', JSON.stringify(steps)],
  });

  record.row(44, 'a call on the same channel joins both read-write sets in one transaction', async () => {
    const key = scene.key('called');
    const made = await scene
      .probe()
      .submitValid(
        [{ op: 'put', key, value: 'caller' }, call({ op: 'get', key }, { op: 'put', key, value: 'callee' })],
        { endorsers: [AURORA, CIRRUS, DELTA] },
      );
    expect(made.results[1]).toEqual({ status: 200, message: '', payload: '["",null]' });
    const { results } = await scene.committed(made);
    const writes = results.flatMap(({ namespace, rwset }) =>
      rwset.getWritesList().map((write) => [namespace, write.getKey(), Buffer.from(write.getValue_asU8()).toString()]),
    );
    expect(writes).toEqual([
      ['probe', key, 'caller'],
      ['probe2', key, 'callee'],
    ]);
    expect(await scene.get(key)).toBe('caller');
    expect(await scene.probe(AURORA, 'probe2').evaluateOne({ op: 'get', key })).toBe('callee');
  });

  record.row(44, 'the policies of both chaincodes must hold', async () => {
    const key = scene.key('called');
    const steps: Step[] = [{ op: 'put', key, value: 'caller' }, call({ op: 'put', key, value: 'callee' })];
    const verdict = async (...endorsers: string[]): Promise<number> =>
      (await scene.probe().submit(steps, { endorsers })).status.code;
    expect(await verdict(AURORA, BOREALIS, CIRRUS)).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict(CIRRUS, DELTA)).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict(BOREALIS, CIRRUS, DELTA)).toBe(VALID);
    const planned = await scene.probe().submit(steps);
    expect(planned.status.code).toBe(VALID);
    expect((await scene.committed(planned)).endorsers).toEqual(expect.arrayContaining([CIRRUS, DELTA]));
  });

  record.row(44, 'the reads of the called chaincode count, and its error fails the whole transaction', async () => {
    const key = scene.key('called');
    const reader = await scene.probe().endorse([call({ op: 'get', key }), { op: 'put', key, value: 'x' }], {
      endorsers: scene.allMembers,
    });
    await scene.probe(AURORA, 'probe2').submitValid([{ op: 'put', key, value: 'meanwhile' }]);
    expect((await scene.commit(reader)).status.code).toBe(MVCC_READ_CONFLICT);
    const refused = await refusal(scene.probe().endorse([{ op: 'invoke', chaincode: 'nowhere', args: ['run', '[]'] }]));
    expect(refused.code).toBe(ABORTED);
    expect(refused.details[0]).toContain('chaincode nowhere not found');
  });

  record.row(
    44,
    'a caller that gets over a failed call has still looked for the chaincode in both lifecycles',
    async () => {
      const attempt = (chaincode: string, channel: string): Step => ({
        op: 'attempt',
        step: { op: 'invoke', chaincode, channel, args: ['run', '[]'] },
      });
      const made = await scene.probe().submitValid([attempt('nowhere', ''), attempt('qscc', 'no-such-channel')]);
      expect(JSON.stringify(made.results[1])).toContain('failed to find ledger for channel: no-such-channel');
      const { results } = await scene.committed(made);
      const reads = results.flatMap(({ namespace, rwset }) =>
        rwset.getReadsList().map((read) => `${namespace} ${read.getKey()}`),
      );
      expect(reads).toEqual([
        '_lifecycle namespaces/fields/nowhere/Sequence',
        '_lifecycle namespaces/fields/probe/Sequence',
        'lscc nowhere',
      ]);
    },
  );

  record.row(43, 'a transaction submitted twice is valid once, and its status is that of the first', async () => {
    const transaction = await scene.probe().endorse([{ op: 'put', key: scene.key('twice'), value: 'v' }]);
    const first = await scene.commit(transaction);
    expect(first.status.code).toBe(VALID);
    // SmartBFT orderers remember what they ordered while they run, so only restarted ones order it again.
    await scene.restart();
    const again = scene.probe().connection.gateway.newTransaction(transaction.getBytes());
    expect((await scene.commit(again)).status).toEqual(first.status);
    expect(await verdictsOf(first)).toEqual([VALID, DUPLICATE_TXID]);
  });

  record.row(43, 'sent twice at once it is valid once, whether or not the orderer takes the second', async () => {
    const transaction = await scene.probe().endorse([{ op: 'put', key: scene.key('twice'), value: 'v' }]);
    const [first, second] = await Promise.allSettled([transaction.submit(), transaction.submit()]);
    const accepted = [first, second].flatMap((sent) => (sent.status === 'fulfilled' ? [sent.value] : []));
    const outcomes = await Promise.all(accepted.map((sent) => scene.probe().outcome(sent)));
    const made = required(outcomes[0], 'accepted transaction');
    expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => made.status));
    const [valid, ...others] = await verdictsOf(made);
    expect(valid).toBe(VALID);
    expect(others).toEqual(others.map(() => DUPLICATE_TXID));
  });
}
