import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { type ChaincodeEvent, type Checkpointer, checkpointers, type Status } from '@hyperledger/fabric-gateway';
import { AURORA, BOREALIS, CIRRUS, DELTA, MEMBERS } from '../../support/consortium.js';
import { eventually } from '../../support/eventually.js';
import { expectNothingLost } from '../../support/nothing-lost.js';
import { Probe } from '../../support/probe.js';
import { WriteLoad } from '../../support/write-load.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const ROW_TIMEOUT_MS = 180_000;
const CALLERS = 4;
/** Blocks go on while the peer is away. */
const OUTAGE_MS = 1_000;
const RECOVERY_MS = 60_000;
const OTHERS = [AURORA, BOREALIS, CIRRUS];

/** Row 55: processes that are killed while blocks are committed. */
export function restarts(record: RowRecord, scene: Scene): void {
  /** Writes with an event each through one organisation's gateway, so that its peer tells of the commits. */
  function load(mspId: string, prefix: string): WriteLoad {
    const probe = new Probe(scene.consortium.at(mspId));
    const write = async (key: string): Promise<Status> => {
      const steps = [
        { op: 'put', key, value: key },
        { op: 'event', name: 'load', payload: key },
      ];
      return (await probe.submit(steps, { endorsers: mspId === DELTA ? [AURORA, BOREALIS, DELTA] : OTHERS })).status;
    };
    return new WriteLoad({ prefix, callers: CALLERS, write });
  }

  /** A reader of events at one peer that notes how far it came, until the peer dies. */
  function follow(
    mspId: string,
    startBlock: bigint,
  ): { readonly checkpoint: Checkpointer; readonly seen: string[]; ended(): Promise<void> } {
    const checkpoint = checkpointers.inMemory();
    const seen: string[] = [];
    const read = async (): Promise<void> => {
      const events = await scene.consortium.at(mspId).network.getChaincodeEvents('probe', { startBlock });
      for await (const event of events) {
        await checkpoint.checkpointChaincodeEvent(event);
        seen.push(name(event));
      }
    };
    const reading = read();
    return { checkpoint, seen, ended: () => reading.catch(() => undefined) };
  }

  /** Reads events up to one that is committed now. */
  async function eventsUntilNow(
    mspId: string,
    start: { startBlock?: bigint; checkpoint?: Checkpointer },
  ): Promise<readonly string[]> {
    const last = scene.key('last-event');
    await scene.probe().submitValid([
      { op: 'put', key: last, value: 'v' },
      { op: 'event', name: 'load', payload: last },
    ]);
    const events = await scene.consortium.at(mspId).network.getChaincodeEvents('probe', start);
    const seen: string[] = [];
    for await (const event of events) {
      if (name(event) === last) break;
      seen.push(name(event));
    }
    events.close();
    return seen;
  }

  /** Until a peer endorses for the others again, as it does once they have heard of it. */
  const serving = (mspId: string): Promise<unknown> =>
    eventually(
      () =>
        new Probe(scene.consortium.at(AURORA))
          .evaluateOne({ op: 'mspId' }, { endorsers: [mspId] })
          .catch(() => undefined),
      RECOVERY_MS,
    );

  record.row(
    55,
    'a peer that dies while blocks are committed comes back, catches up and has lost nothing',
    async () => {
      const first = (await scene.given([scene.key('before-outage'), 'v'])).status.blockNumber;
      const prefix = `${scene.key('outage')}/`;
      const reader = follow(DELTA, first);
      const own = load(DELTA, `${prefix}own-`);
      const others = load(AURORA, `${prefix}others-`);
      await Promise.all([own.busy(), others.busy()]);
      const ended = own.end();
      const revive = await scene.consortium.network.killPeer(DELTA);
      await Promise.all([ended, reader.ended()]);
      await sleep(OUTAGE_MS);
      await others.end();
      expect(others.unanswered).toBe(0);
      await revive();
      scene.consortium.close();
      await serving(DELTA);

      const acknowledged = [...own.acknowledged, ...others.acknowledged];
      await expectNothingLost(scene.consortium, { acknowledged, prefix, first });
      const resumed = await eventsUntilNow(DELTA, { checkpoint: reader.checkpoint });
      const uninterrupted = await eventsUntilNow(AURORA, { startBlock: first });
      expect([...reader.seen, ...resumed]).toEqual(uninterrupted.slice(0, reader.seen.length + resumed.length));
      expect(uninterrupted).toEqual(expect.arrayContaining(acknowledged.map(({ key }) => key)));
    },
    ROW_TIMEOUT_MS,
  );

  record.row(
    55,
    'when every process is killed while blocks are committed, nothing acknowledged is lost and events resume',
    async () => {
      const first = (await scene.given([scene.key('before-kill'), 'v'])).status.blockNumber;
      const prefix = `${scene.key('killed')}/`;
      const reader = follow(AURORA, first);
      const loads = [AURORA, DELTA].map((mspId) => load(mspId, `${prefix}${mspId}-`));
      await Promise.all(loads.map((one) => one.busy()));
      const ended = loads.map((one) => one.end());
      scene.consortium.network.kill();
      await Promise.all([...ended, reader.ended()]);
      scene.consortium.close();
      await scene.consortium.network.up();

      const acknowledged = loads.flatMap((one) => one.acknowledged);
      await expectNothingLost(scene.consortium, { acknowledged, prefix, first });
      const resumed = await eventsUntilNow(AURORA, { checkpoint: reader.checkpoint });
      const all = [...reader.seen, ...resumed];
      expect(new Set(all).size).toBe(all.length);
      expect(all).toEqual(expect.arrayContaining(acknowledged.map(({ key }) => key)));
      await Promise.all(MEMBERS.map(serving));
    },
    ROW_TIMEOUT_MS,
  );
}

function name({ payload }: ChaincodeEvent): string {
  return Buffer.from(payload).toString();
}
