import { expect } from '@jest/globals';
import { type ChaincodeEvent, checkpointers } from '@hyperledger/fabric-gateway';
import { AURORA } from '../../support/consortium.js';
import type { Outcome } from '../../support/probe.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

/** Row 54: a reader of events that stopped in the middle of a block. */
export function checkpoints(record: RowRecord, scene: Scene): void {
  /** Three transactions in one block, each with an event. */
  async function threeEvents(name: string): Promise<readonly Outcome[]> {
    return scene.inOneBlock(() =>
      Promise.all(
        ['1', '2', '3'].map((payload) =>
          scene.probe().endorse([
            { op: 'put', key: scene.key(name), value: payload },
            { op: 'event', name, payload },
          ]),
        ),
      ),
    );
  }

  function oneEvent(name: string): Promise<Outcome> {
    return scene.probe().submitValid([
      { op: 'put', key: scene.key(name), value: 'v' },
      { op: 'event', name, payload: name },
    ]);
  }

  async function take(events: AsyncIterable<ChaincodeEvent> & { close(): void }, count: number): Promise<string[]> {
    const taken: string[] = [];
    for await (const event of events) {
      taken.push(Buffer.from(event.payload).toString());
      if (taken.length === count) break;
    }
    events.close();
    return taken;
  }

  record.row(54, 'events resume after the checkpoint, inside its block', async () => {
    const { network } = scene.consortium.at(AURORA);
    const outcomes = await threeEvents('resumed');
    const startBlock = outcomes[0]?.status.blockNumber ?? 0n;
    expect(await take(await network.getChaincodeEvents('probe', { startBlock }), 3)).toEqual(['1', '2', '3']);

    const checkpoint = checkpointers.inMemory();
    const events = await network.getChaincodeEvents('probe', { startBlock, checkpoint });
    for await (const event of events) {
      await checkpoint.checkpointChaincodeEvent(event);
      break;
    }
    events.close();
    expect(checkpoint.getBlockNumber()).toBe(startBlock);
    expect(checkpoint.getTransactionId()).toBe(outcomes[0]?.status.transactionId);
    expect(await take(await network.getChaincodeEvents('probe', { checkpoint }), 2)).toEqual(['2', '3']);

    await checkpoint.checkpointTransaction(startBlock, outcomes[2]?.status.transactionId ?? '');
    await oneEvent('later');
    expect(await take(await network.getChaincodeEvents('probe', { checkpoint }), 1)).toEqual(['later']);
  });

  record.row(54, 'a finished block is not sent again', async () => {
    const { network } = scene.consortium.at(AURORA);
    const outcomes = await threeEvents('finished');
    const checkpoint = checkpointers.inMemory();
    await checkpoint.checkpointBlock(outcomes[0]?.status.blockNumber ?? 0n);
    const next = await oneEvent('next');
    expect(await take(await network.getChaincodeEvents('probe', { checkpoint }), 1)).toEqual(['next']);
    const blocks = await network.getBlockEvents({ checkpoint });
    for await (const block of blocks) {
      expect(BigInt(block.getHeader()?.getNumber() ?? 0)).toBe(next.status.blockNumber);
      break;
    }
    blocks.close();
  });
}
