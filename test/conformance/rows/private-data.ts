import { expect } from '@jest/globals';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { refusal, type Step } from '../../support/probe.js';
import { ABORTED, ENDORSEMENT_POLICY_FAILURE, MVCC_READ_CONFLICT, VALID } from '../codes.js';
import { PrivateValues, withoutTransactionId } from '../private-values.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const SECRET = 'a private value with salt 5f1d';
const transient = { secret: SECRET };

/** Rows 34 to 39: collections, static and implicit. The members of all static ones are Aurora and Borealis. */
export function privateData(record: RowRecord, scene: Scene): void {
  const values = new PrivateValues(scene, SECRET);
  const givenPrivate = (collection: string): Promise<string> => values.given(collection, [AURORA, BOREALIS, CIRRUS]);

  record.row(34, 'the policy of a collection holds for its writes instead of the policy of the chaincode', async () => {
    const key = scene.key('collection-policy');
    const privateOnly = [values.put('auroraEndorsed', key)];
    expect((await values.submit(privateOnly, [BOREALIS, CIRRUS, DELTA])).status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect((await values.submit(privateOnly, [AURORA])).status.code).toBe(VALID);
    expect(await values.readAt(AURORA, values.get('auroraEndorsed', key))).toBe(SECRET);
  });

  record.row(34, 'public writes of the same transaction still need the policy of the chaincode', async () => {
    const key = scene.key('collection-policy');
    const both: Step[] = [values.put('auroraEndorsed', key), { op: 'put', key, value: 'public' }];
    expect((await values.submit(both, [AURORA])).status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect((await values.submit(both, [BOREALIS, CIRRUS, DELTA])).status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect((await values.submit(both, [AURORA, BOREALIS, CIRRUS])).status.code).toBe(VALID);
  });

  record.row(35, 'a private value that exists is an error at a peer without it, an absent one is empty', async () => {
    const key = await givenPrivate('open');
    expect(await values.readAt(AURORA, values.get('open', key))).toBe(SECRET);
    expect(await values.readAt(BOREALIS, values.get('open', key))).toBe(SECRET);
    expect(await values.failureAt(CIRRUS, values.get('open', key))).toMatch(
      /^chaincode response 500, GET_STATE failed: transaction ID: <txid>: private data matching public hash version is not available\. Public hash version = \{BlockNum: \d+, TxNum: \d+\}, Private data version = <nil>$/,
    );
    expect(await values.readAt(CIRRUS, values.get('open', scene.key('absent')))).toBe('');
    expect(await values.readAt(AURORA, values.get('open', scene.key('absent')))).toBe('');
  });

  record.row(36, 'a client of no member may not read or write a member-only collection', async () => {
    const key = await givenPrivate('shared');
    const where = 'on privatedata in chaincodeName:probe collectionName: shared';
    expect(await values.failureAt(AURORA, values.get('shared', key), DELTA)).toBe(
      `chaincode response 500, GET_STATE failed: transaction ID: <txid>: tx creator does not have read access permission ${where}`,
    );
    const write = values.put('shared', key);
    const refused = await refusal(scene.probe(DELTA).endorse([write], { transient, endorsers: [AURORA] }));
    expect(refused.code).toBe(ABORTED);
    expect(withoutTransactionId(refused.details[0] ?? '')).toBe(
      `chaincode response 500, PUT_STATE failed: transaction ID: <txid>: tx creator does not have write access permission ${where}`,
    );
    expect(await values.readAt(AURORA, values.get('shared', key), BOREALIS)).toBe(SECRET);
  });

  record.row(37, 'every peer of the channel knows the hash of a private value', async () => {
    const key = await givenPrivate('shared');
    for (const peer of [AURORA, BOREALIS, CIRRUS, DELTA]) {
      expect(await values.readAt(peer, { op: 'privateHash', collection: 'shared', key })).toBe(values.hash);
    }
    const absent = { op: 'privateHash', collection: 'shared', key: scene.key('absent') };
    expect(await values.readAt(CIRRUS, absent)).toBe('');
  });

  record.row(37, 'the hash is a read: a change meanwhile is a conflict', async () => {
    const key = await givenPrivate('shared');
    const reader = await scene.probe().endorse([
      { op: 'privateHash', collection: 'shared', key },
      { op: 'put', key: scene.key('result'), value: 'compared' },
    ]);
    const other = { transient: { secret: 'another value' }, endorsers: [AURORA, BOREALIS, CIRRUS] };
    await scene.probe().submitValid([values.put('shared', key)], other);
    expect((await scene.commit(reader)).status.code).toBe(MVCC_READ_CONFLICT);
  });

  record.row(38, 'an implicit collection needs its organisation, and any client may read it there', async () => {
    const collection = `_implicit_org_${CIRRUS}`;
    const key = scene.key('implicit');
    const write = [values.put(collection, key)];
    expect((await values.submit(write, [AURORA, BOREALIS, DELTA])).status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect((await values.submit(write, [CIRRUS], CIRRUS)).status.code).toBe(VALID);
    expect(await values.readAt(CIRRUS, values.get(collection, key), DELTA)).toBe(SECRET);
    expect(await values.failureAt(DELTA, values.get(collection, key))).toContain(
      'private data matching public hash version',
    );
    expect(await values.readAt(AURORA, { op: 'privateHash', collection, key })).toBe(values.hash);
  });

  record.row(38, 'a private write and a public one in one transaction need both policies', async () => {
    const collection = `_implicit_org_${CIRRUS}`;
    const key = scene.key('implicit');
    const both: Step[] = [values.put(collection, key), { op: 'put', key, value: 'public' }];
    expect((await values.submit(both, [CIRRUS], CIRRUS)).status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect((await values.submit(both, [BOREALIS, CIRRUS, DELTA], CIRRUS)).status.code).toBe(VALID);
  });

  record.row(39, 'a collection that is not defined could not be found', async () => {
    const key = scene.key('undefined');
    const text = (call: string): string =>
      `chaincode response 500, ${call} failed: transaction ID: <txid>: collection securities/probe/nowhere could not be found`;
    expect(await values.failureAt(AURORA, values.get('nowhere', key))).toBe(text('GET_STATE'));
    expect(await values.failureAt(AURORA, values.put('nowhere', key))).toBe(text('PUT_STATE'));
    expect(await values.failureAt(AURORA, { op: 'privateDelete', collection: 'nowhere', key })).toBe(text('DEL_STATE'));
  });

  record.row(39, 'its hash, and the implicit collection of a stranger, are not in the configuration', async () => {
    const key = scene.key('undefined');
    const text = (call: string, collection: string): string =>
      `chaincode response 500, ${call} failed: transaction ID: <txid>: collection [${collection}] not defined in the collection config for chaincode [probe]`;
    const hash: Step = { op: 'privateHash', collection: 'nowhere', key };
    expect(await values.failureAt(AURORA, hash)).toBe(text('GET_PRIVATE_DATA_HASH', 'nowhere'));
    const stranger = '_implicit_org_StrangerMSP';
    expect(await values.failureAt(AURORA, values.get(stranger, key))).toBe(text('GET_STATE', stranger));
    expect(await values.failureAt(AURORA, values.put(stranger, key))).toBe(text('PUT_STATE', stranger));
  });
}
