import { expect } from '@jest/globals';
import { AURORA, BOREALIS, DELTA } from '../../support/consortium.js';
import { keyPolicy, outOf, peerOf } from '../../support/policy.js';
import { refusal, type Step } from '../../support/probe.js';
import { ABORTED, VALID } from '../codes.js';
import { PrivateValues, withoutTransactionId } from '../private-values.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const SECRET = 'a private value with salt 6a28';

/** Row 65: what clients of other organisations may do with a collection of Aurora and Borealis, at Aurora's peer. */
export function memberOnly(record: RowRecord, scene: Scene): void {
  const values = new PrivateValues(scene, SECRET);
  const policy = keyPolicy(outOf(1, peerOf(AURORA)));

  const reads = (collection: string, key: string): ReadonlyMap<string, Step> =>
    new Map<string, Step>([
      ['GET_STATE', values.get(collection, key)],
      ['GET_STATE_BY_RANGE', { op: 'privateRange', collection, start: key, end: `${key}~` }],
      ['GET_STATE_METADATA', { op: 'privateGetPolicy', collection, key }],
    ]);

  const writes = (collection: string, key: string): ReadonlyMap<string, Step> =>
    new Map<string, Step>([
      ['PUT_STATE', values.put(collection, key)],
      ['PUT_STATE_METADATA', { op: 'privateSetPolicy', collection, key, policy }],
      ['DEL_STATE', { op: 'privateDelete', collection, key }],
      ['PURGE_PRIVATE_DATA', { op: 'privatePurge', collection, key }],
    ]);

  const refusedText = (call: string, access: 'read' | 'write', collection: string): string =>
    `chaincode response 500, ${call} failed: transaction ID: <txid>: tx creator does not have ${access} access ` +
    `permission on privatedata in chaincodeName:probe collectionName: ${collection}`;

  const byStranger = async (step: Step): Promise<number> => (await values.submit([step], [AURORA], DELTA)).status.code;

  record.row(65, 'memberOnlyRead keeps strangers from every read but the hash, and from no write', async () => {
    const key = await values.given('readers', [AURORA]);
    for (const [call, step] of reads('readers', key)) {
      expect(await values.failureAt(AURORA, step, DELTA)).toBe(refusedText(call, 'read', 'readers'));
      await values.readAt(AURORA, step, BOREALIS);
    }
    expect(await values.readAt(AURORA, values.hashStep('readers', key), DELTA)).toBe(values.hash);
    for (const step of writes('readers', key).values()) expect(await byStranger(step)).toBe(VALID);
    expect(await values.readAt(AURORA, values.get('readers', key))).toBe('');
  });

  record.row(65, 'memberOnlyWrite keeps strangers from every write, and from no read', async () => {
    const key = await values.given('writers', [AURORA]);
    for (const [call, step] of writes('writers', key)) {
      const refused = await refusal(values.endorse([step], [AURORA], DELTA));
      expect(refused.code).toBe(ABORTED);
      expect(refused.details.map(withoutTransactionId)).toEqual([refusedText(call, 'write', 'writers')]);
    }
    expect(await values.readAt(AURORA, values.get('writers', key), DELTA)).toBe(SECRET);
    const range = { op: 'privateRange', collection: 'writers', start: key, end: `${key}~` };
    expect(await values.readAt(AURORA, range, DELTA)).toEqual([[key, SECRET]]);
    expect(await values.readAt(AURORA, { op: 'privateGetPolicy', collection: 'writers', key }, DELTA)).toBe('');
    for (const step of writes('writers', key).values()) {
      expect(await values.verdict([step], [AURORA], BOREALIS)).toBe(VALID);
    }
  });

  record.row(
    65,
    'neither flag says anything about the peer: a member is refused the value where it is not',
    async () => {
      const key = await values.given('readers', [AURORA]);
      expect(await values.failureAt(DELTA, values.get('readers', key), AURORA)).toContain(
        'private data matching public hash version is not available',
      );
      expect(await values.failureAt(DELTA, values.get('readers', key), DELTA)).toBe(
        refusedText('GET_STATE', 'read', 'readers'),
      );
    },
  );
}
