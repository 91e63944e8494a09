import { expect } from '@jest/globals';
import type { ChaincodeEvent } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import { AURORA, CIRRUS } from '../../support/consortium.js';
import { keyPolicy, peerOf } from '../../support/policy.js';
import type { Outcome } from '../../support/probe.js';
import { required } from '../../support/transaction.js';
import { ENDORSEMENT_POLICY_FAILURE, MVCC_READ_CONFLICT, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

/** Rows 17 to 21: deletes, history and chaincode events. */
export function historyAndEvents(record: RowRecord, scene: Scene): void {
  /** An entry of `history` without its time, newest first. */
  async function historyOf(key: string): Promise<unknown> {
    const entries = await scene.probe().evaluateOne({ op: 'history', key });
    return (entries as Record<string, unknown>[]).map(({ txId, value, isDelete }) => ({ txId, value, isDelete }));
  }

  const entry = ({ status }: Outcome, value: string, isDelete = false): unknown => ({
    txId: status.transactionId,
    value,
    isDelete,
  });

  record.row(17, 'a put of an empty value is a delete, and history shows it as one', async () => {
    const key = scene.key('emptied');
    const written = await scene.given([key, 'value']);
    const emptied = await scene.given([key, '']);
    expect(await scene.get(key)).toBe('');
    expect(await scene.probe().evaluateOne({ op: 'range', start: key, end: `${key}0` })).toEqual([]);
    expect(await historyOf(key)).toEqual([entry(emptied, '', true), entry(written, 'value')]);
  });

  record.row(18, 'a delete of an absent key is valid and has an entry in the history', async () => {
    const key = scene.key('never-there');
    const deleted = await scene.probe().submit([{ op: 'delete', key }]);
    expect(deleted.status.code).toBe(VALID);
    expect(await historyOf(key)).toEqual([entry(deleted, '', true)]);
  });

  record.row(19, 'history is newest first and has valid value writes only', async () => {
    const key = scene.key('history');
    const first = await scene.given([key, 'one']);
    const reader = await scene.probe().endorse([
      { op: 'get', key },
      { op: 'put', key, value: 'stale' },
    ]);
    const second = await scene.given([key, 'two']);
    expect((await scene.commit(reader)).status.code).toBe(MVCC_READ_CONFLICT);
    await scene.probe().submitValid([{ op: 'setPolicy', key, policy: keyPolicy(peerOf(AURORA)) }]);
    const deleted = await scene.probe().submitValid([{ op: 'delete', key }]);
    const again = await scene.given([key, 'three']);
    const expected = [entry(again, 'three'), entry(deleted, '', true), entry(second, 'two'), entry(first, 'one')];
    expect(await historyOf(key)).toEqual(expected);
  });

  record.row(19, 'history has the client time of each transaction and not the own write', async () => {
    const key = scene.key('history');
    const first = await scene.given([key, 'one']);
    const { results } = await scene.probe().submitValid([
      { op: 'put', key, value: 'two' },
      { op: 'history', key },
    ]);
    const header = common.ChannelHeader.deserializeBinary((await scene.committed(first)).channelHeader);
    const time = required(header.getTimestamp(), 'timestamp');
    const { transactionId: txId } = first.status;
    expect(results[1]).toEqual([
      { txId, value: 'one', isDelete: false, seconds: time.getSeconds(), nanos: time.getNanos() },
    ]);
  });

  /** The events of the probe from the block of `first` up to the event with `lastName`. */
  async function eventsUpTo(first: Outcome, lastName: string, chaincode = 'probe'): Promise<ChaincodeEvent[]> {
    const { network } = scene.consortium.at(CIRRUS);
    const stream = await network.getChaincodeEvents(chaincode, { startBlock: first.status.blockNumber });
    const events: ChaincodeEvent[] = [];
    try {
      for await (const event of stream) {
        events.push(event);
        if (event.eventName === lastName) {
          break;
        }
      }
    } finally {
      stream.close();
    }
    return events;
  }

  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

  record.row(20, 'only the last event of a transaction is delivered, and none of an invalid one', async () => {
    const name = scene.key('event');
    const valid = await scene.probe().submitValid([
      { op: 'event', name: 'overwritten', payload: 'first' },
      { op: 'event', name, payload: 'second' },
    ]);
    const invalid = await scene.probe().submit(
      [
        { op: 'put', key: name, value: 'x' },
        { op: 'event', name: 'invalid', payload: '' },
      ],
      { endorsers: [CIRRUS] },
    );
    expect(invalid.status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
    await scene.probe().submitValid([{ op: 'event', name: `${name}/end`, payload: '' }]);
    const events = await eventsUpTo(valid, `${name}/end`);
    expect(events.map(({ eventName, payload }) => [eventName, text(payload)])).toEqual([
      [name, 'second'],
      [`${name}/end`, ''],
    ]);
    expect(events[0]).toMatchObject({
      chaincodeName: 'probe',
      transactionId: valid.status.transactionId,
      blockNumber: valid.status.blockNumber,
    });
  });

  record.row(20, 'the event of a called chaincode is lost', async () => {
    const name = scene.key('event');
    const callee = JSON.stringify([{ op: 'event', name: 'of-the-callee', payload: '' }]);
    const caller = await scene.probe().submitValid(
      [
        { op: 'invoke', chaincode: 'probe2', args: ['run', callee] },
        { op: 'event', name, payload: 'of the caller' },
      ],
      { endorsers: scene.allMembers },
    );
    const events = await eventsUpTo(caller, name);
    expect(events.map(({ eventName }) => eventName)).toEqual([name]);
    await scene.probe(undefined, 'probe2').submitValid([{ op: 'event', name: `${name}/end`, payload: '' }]);
    const calleeEvents = await eventsUpTo(caller, `${name}/end`, 'probe2');
    expect(calleeEvents.map(({ eventName }) => eventName)).toEqual([`${name}/end`]);
  });

  record.row(21, 'the event of a submitted transaction without writes is delivered', async () => {
    const name = scene.key('event');
    const reader = await scene.probe().submit([
      { op: 'get', key: name },
      { op: 'event', name, payload: 'read only' },
    ]);
    expect(reader.status.code).toBe(VALID);
    const { results } = await scene.committed(reader);
    expect(results.flatMap(({ rwset }) => rwset.getWritesList())).toEqual([]);
    const events = await eventsUpTo(reader, name);
    expect(events.map(({ payload }) => text(payload))).toEqual(['read only']);
  });
}
