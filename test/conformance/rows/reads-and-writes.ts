import { expect } from '@jest/globals';
import { required } from '../../support/transaction.js';
import { MVCC_READ_CONFLICT, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

/** Rows 1 to 6: what a transaction sees of its own writes, and when its reads are stale. */
export function readsAndWrites(record: RowRecord, scene: Scene): void {
  record.row(1, 'a get after a put in the same transaction returns the committed value', async () => {
    const key = scene.key('own-write');
    await scene.given([key, 'committed']);
    const { status, results } = await scene.probe().submit([
      { op: 'put', key, value: 'new' },
      { op: 'get', key },
    ]);
    expect(results).toEqual([null, 'committed']);
    expect(status.code).toBe(VALID);
    expect(await scene.get(key)).toBe('new');
  });

  record.row(2, 'a get after a delete and a range after a put show the committed view', async () => {
    const prefix = scene.key('own-delete');
    await scene.given([`${prefix}/a`, 'old']);
    const { status, results } = await scene.probe().submit([
      { op: 'delete', key: `${prefix}/a` },
      { op: 'get', key: `${prefix}/a` },
      { op: 'put', key: `${prefix}/b`, value: 'new' },
      { op: 'range', start: `${prefix}/`, end: `${prefix}0` },
    ]);
    expect(results).toEqual([null, 'old', null, [[`${prefix}/a`, 'old']]]);
    expect(status.code).toBe(VALID);
    const after = await scene.probe().evaluateOne({ op: 'range', start: `${prefix}/`, end: `${prefix}0` });
    expect(after).toEqual([[`${prefix}/b`, 'new']]);
  });

  record.row(3, 'of two read-and-write transactions of one key in one block the first wins', async () => {
    const key = scene.key('hot');
    await scene.given([key, 'start']);
    const outcomes = await scene.inOneBlock(() =>
      Promise.all(
        ['first', 'second'].map((value) =>
          scene.probe().endorse([
            { op: 'get', key },
            { op: 'put', key, value },
          ]),
        ),
      ),
    );
    expect(outcomes.map(({ status }) => status.code)).toEqual([VALID, MVCC_READ_CONFLICT]);
    expect(await scene.get(key)).toBe('first');
  });

  record.row(4, 'two blind writes in one block are both valid, and the version is that of the last', async () => {
    const key = scene.key('blind');
    const outcomes = await scene.inOneBlock(() =>
      Promise.all(['first', 'last'].map((value) => scene.probe().endorse([{ op: 'put', key, value }]))),
    );
    expect(outcomes.map(({ status }) => status.code)).toEqual([VALID, VALID]);
    const reader = await scene.probe().submitValid([{ op: 'get', key }]);
    expect(reader.results).toEqual(['last']);
    const { status } = required(outcomes[1], 'second outcome');
    const position = await scene.positionOf(status);
    expect(await scene.readVersion(reader, key)).toEqual({ block: Number(status.blockNumber), tx: position });
  });

  record.row(5, 'an absent key that was read and has been created meanwhile is a conflict', async () => {
    const key = scene.key('absent');
    const reader = await scene.probe().endorse([
      { op: 'get', key },
      { op: 'put', key: `${key}/result`, value: 'was absent' },
    ]);
    await scene.given([key, 'created']);
    expect((await scene.commit(reader)).status.code).toBe(MVCC_READ_CONFLICT);
    expect(await scene.get(`${key}/result`)).toBe('');
  });

  record.row(
    6,
    'a key deleted and recreated with the same value is a conflict: versions count, not values',
    async () => {
      const key = scene.key('recreated');
      await scene.given([key, 'same']);
      const reader = await scene.probe().endorse([
        { op: 'get', key },
        { op: 'put', key: `${key}/result`, value: 'read' },
      ]);
      await scene.probe().submitValid([{ op: 'delete', key }]);
      await scene.given([key, 'same']);
      expect((await scene.commit(reader)).status.code).toBe(MVCC_READ_CONFLICT);
    },
  );
}
